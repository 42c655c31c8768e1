package dev.nightjar.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.Forest;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.score.ChurnScore.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForestReasonsTests {

    @Test
    void effectsOfOneFeaturesInputsAreOneReason() {
        List<String> features = List.of("nps", "spend", "nps");

        assertThat(reasons(features, 0.5, 0.75, 0.5))
                .containsExactly(new Reason("nps", 1.0), new Reason("spend", 0.75));
    }

    @Test
    void theThreeLargestAbsoluteEffectsAreKept() {
        List<String> features = List.of("a", "b", "c", "d");

        assertThat(reasons(features, 0.1, -0.4, 0.3, 0.2))
                .containsExactly(new Reason("b", -0.4), new Reason("c", 0.3), new Reason("d", 0.2));
    }

    @Test
    void tiesGoByCode() {
        List<String> features = List.of("z", "m", "a", "k");

        assertThat(reasons(features, 0.5, -0.5, 0.5, -0.5))
                .extracting(Reason::code)
                .containsExactly("a", "k", "m");
    }

    @Test
    void whatHasNoEffectIsNoReason() {
        List<String> features = List.of("a", "b", "b");

        assertThat(reasons(features, 0, 0.5, -0.5)).isEmpty();
        assertThat(reasons(features, 0, 0.5, 0)).containsExactly(new Reason("b", 0.5));
    }

    @Test
    void manyRowsAreTakenInParts() {
        double[] column = new double[2500];
        Arrays.setAll(column, row -> row % 2);

        List<List<Reason>> all = reasons(
                List.of("a"), forest(0.5), new FeatureMatrix(List.of("input_0"), new double[][] {column}, 2500));

        assertThat(all).hasSize(2500);
        for (int row = 0; row < 2500; row++) {
            assertThat(all.get(row)).containsExactly(new Reason("a", row % 2 == 0 ? 0.5 : -0.5));
        }
    }

    /** One stump per effect, its leaves of equal cover, and one row that goes left everywhere. */
    private static List<Reason> reasons(List<String> features, double... effects) {
        double[][] row = new double[effects.length][1];
        Forest forest = forest(effects);
        return reasons(features, forest, new FeatureMatrix(forest.inputs(), row, 1))
                .get(0);
    }

    private static List<List<Reason>> reasons(List<String> features, Forest forest, FeatureMatrix inputs) {
        List<Column> columns = IntStream.range(0, features.size())
                .mapToObj(i -> new Column("input_" + i, features.get(i), Source.NUMBER, "", 0))
                .toList();
        return new ForestReasons("m", forest, new FeatureEncoder(1, "fingerprint", 90, features, columns))
                .of(inputs, forest.logOdds(inputs));
    }

    private static Forest forest(double... effects) {
        int[] compared = new int[3 * effects.length];
        double[] values = new double[compared.length];
        double[] covers = new double[2 * effects.length];
        Arrays.fill(compared, Forest.LEAF);
        Arrays.fill(covers, 100);
        for (int i = 0; i < effects.length; i++) {
            compared[3 * i] = i;
            values[3 * i] = 0.5;
            values[3 * i + 1] = effects[i];
            values[3 * i + 2] = -effects[i];
        }
        List<String> inputs =
                IntStream.range(0, effects.length).mapToObj(i -> "input_" + i).toList();
        return new Forest(inputs, 0, compared, values, covers);
    }
}
