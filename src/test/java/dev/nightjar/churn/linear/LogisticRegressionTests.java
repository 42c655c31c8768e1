package dev.nightjar.churn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogisticRegressionTests {

    private static final int ROWS = 6_000;

    private final double[][] columns = new double[3][ROWS];
    private final boolean[] churned = new boolean[ROWS];
    private final double[] truth = new double[ROWS];

    /** One input that counts, one that does not, one that never varies. */
    private FeatureMatrix inputs(long seed) {
        Random random = new Random(seed);
        for (int row = 0; row < ROWS; row++) {
            double signal = random.nextGaussian();
            columns[0][row] = Math.sinh(signal);
            columns[1][row] = 1e6 * random.nextDouble();
            columns[2][row] = 7;
            truth[row] = ProbabilityCalibrator.sigmoid(-0.5 + 1.5 * signal);
            churned[row] = random.nextDouble() < truth[row];
        }
        return new FeatureMatrix(List.of("signal", "noise", "constant"), columns, ROWS);
    }

    @Test
    void knownWeightsAreFoundAgain() {
        FeatureMatrix inputs = inputs(5);

        double[] probabilities = LogisticRegression.fit(inputs, churned).probabilities(inputs);

        double gap = 0;
        for (int row = 0; row < ROWS; row++) {
            gap += Math.abs(probabilities[row] - truth[row]) / ROWS;
        }
        assertThat(gap).isLessThan(0.02);
        assertThat(ChurnMetrics.auc(probabilities, churned)).isEqualTo(ChurnMetrics.auc(truth, churned), within(0.002));
    }

    @Test
    void anExtremeValueCountsAsFiveDeviations() {
        LogisticRegression model = LogisticRegression.fit(inputs(5), churned);

        double[] extreme = model.probabilities(new FeatureMatrix(
                List.of("signal", "noise", "constant"), new double[][] {{1e200, 1e150}, {0, 0}, {7, 7}}, 2));

        assertThat(extreme[0]).isEqualTo(extreme[1]).isGreaterThan(0.9).isLessThan(1);
    }

    @Test
    void withoutInputsTheBaseRateIsLeft() {
        FeatureMatrix none = new FeatureMatrix(List.of(), new double[0][], 4);

        double[] probabilities = LogisticRegression.fit(none, new boolean[] {true, false, false, false})
                .probabilities(none);

        assertThat(DoubleStream.of(probabilities).boxed())
                .allSatisfy(p -> assertThat(p).isEqualTo(0.25, within(1e-3)));
    }
}
