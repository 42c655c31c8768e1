package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChurnModelTests {

    private static final FeatureEncoder ENCODER = PlantedCutOffs.encoder("planted");

    @ParameterizedTest
    @CsvSource({"0, low", "0.39, low", "0.4, medium", "0.69, medium", "0.7, high", "1, high"})
    void riskFollowsTheCutOffs(double probability, String risk) {
        assertThat(baseline(List.of(0.4, 0.7)).risk(probability)).isEqualTo(risk);
    }

    @Test
    void riskCutOffsAreTwoAndAscending() {
        assertThatThrownBy(() -> baseline(List.of(0.4))).hasMessage("risk cut-offs must be two, ascending, was [0.4]");
        assertThatThrownBy(() -> baseline(List.of(0.4, 0.4)))
                .hasMessage("risk cut-offs must be two, ascending, was [0.4, 0.4]");
    }

    @Test
    void aForestKeepsTheModelThatWasGradedAndABaselineHasNone() {
        EvaluationForests graded = new EvaluationForests(ENCODER, List.of(constant(0)));

        assertThatThrownBy(() -> new ChurnModel("m", 1, List.of(0.4, 0.7), ENCODER, constant(0), null))
                .hasMessage("model m must keep an evaluation model beside a forest, and none beside a baseline");
        assertThatThrownBy(() -> new ChurnModel("m", 1, List.of(0.4, 0.7), ENCODER, BaselineModel.NO_ORDER, graded))
                .hasMessageContaining("none beside a baseline");
    }

    @Test
    void foldsOfCustomersAreFixedForEver() {
        // stored evaluation models rely on it
        assertThat(List.of("a", "b", "c", "17850.0", "Zoë").stream()
                        .map(EvaluationForests::fold)
                        .toList())
                .containsExactly(FOLDS);
    }

    @Test
    void eachCustomerIsPredictedByTheForestOfTheirFold() {
        EvaluationForests forests = new EvaluationForests(ENCODER, List.of(constant(-1), constant(0), constant(1)));
        String[] ids = IntStream.range(0, 50).mapToObj(i -> "c" + i).toArray(String[]::new);

        double[] probability = forests.probability(ids, new FeatureMatrix(List.of(), new double[0][], 50));

        for (int row = 0; row < 50; row++) {
            assertThat(probability[row])
                    .isEqualTo(ProbabilityCalibrator.sigmoid(EvaluationForests.fold(ids[row]) - 1.0));
        }
    }

    @Test
    void evaluationHasOneForestOrThree() {
        assertThatThrownBy(() -> new EvaluationForests(ENCODER, List.of()))
                .hasMessage("evaluation needs 1 forest or one for each of 3 folds, was 0");
        assertThatThrownBy(() -> new EvaluationForests(ENCODER, List.of(constant(0), constant(0))))
                .hasMessageEndingWith("was 2");
    }

    private static final Integer[] FOLDS = {2, 1, 2, 1, 2};

    private static ChurnModel baseline(List<Double> riskCutOffs) {
        return new ChurnModel("m", 1, riskCutOffs, ENCODER, BaselineModel.NO_ORDER, null);
    }

    private static CalibratedForest constant(double logOdds) {
        Forest forest = new Forest(List.of(), logOdds, new int[0], new double[0], new double[0]);
        return new CalibratedForest(forest, ProbabilityCalibrator.identity());
    }
}
