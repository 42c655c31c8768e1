package dev.nightjar.churn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TreeShap;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdditiveStartTests {

    private static final int ROWS = 5_000;
    private static final List<String> INPUTS = List.of("signal", "echo", "flag", "noise", "constant");

    private final double[][] columns = new double[INPUTS.size()][ROWS];
    private final boolean[] churned = new boolean[ROWS];
    private final double[] truth = new double[ROWS];

    /** A signal and its noisy echo, a flag, an input that says nothing and one that never varies. */
    private Forest fitted() {
        Random random = new Random(3);
        for (int row = 0; row < ROWS; row++) {
            double signal = random.nextGaussian();
            boolean flag = random.nextInt(10) == 0;
            columns[0][row] = Math.sinh(signal);
            columns[1][row] = Math.sinh(signal + random.nextGaussian());
            columns[2][row] = flag ? 1 : 0;
            columns[3][row] = random.nextDouble();
            columns[4][row] = 7;
            truth[row] = 0.4 + 1.2 * signal - (flag ? 2 : 0);
            churned[row] = random.nextDouble() < ProbabilityCalibrator.sigmoid(truth[row]);
        }
        return AdditiveStart.fit(new FeatureMatrix(INPUTS, columns, ROWS), churned);
    }

    @Test
    void stairsFollowTheLogOddsThatAreThere() {
        Forest start = fitted();

        double[] logOdds = start.logOdds(new FeatureMatrix(INPUTS, columns, ROWS));

        long churners = IntStream.range(0, ROWS).filter(row -> churned[row]).count();
        double mean = Math.log((double) churners / (ROWS - churners));
        double gap = 0;
        for (int row = 0; row < ROWS; row++) {
            gap += Math.abs(logOdds[row] - mean - 0.6 * (truth[row] - mean)) / ROWS;
        }
        assertThat(gap).isLessThan(0.1);
        assertThat(ChurnMetrics.auc(logOdds, churned)).isEqualTo(ChurnMetrics.auc(truth, churned), within(0.003));
    }

    @Test
    void everyInputCountsInTheDirectionInWhichItCountsAlone() {
        Forest start = fitted();
        double[] none = {0, 0, 0, 0.5, 7};

        assertThat(start.logOdds(new double[] {3, 0, 0, 0.5, 7})).isGreaterThan(start.logOdds(none) + 0.6);
        assertThat(start.logOdds(new double[] {0, 3, 0, 0.5, 7})).isGreaterThanOrEqualTo(start.logOdds(none));
        assertThat(start.logOdds(new double[] {0, 0, 1, 0.5, 7})).isLessThan(start.logOdds(none) - 0.9);
        assertThat(start.logOdds(new double[] {0, 0, 0, 0.5, 9})).isEqualTo(start.logOdds(none));
    }

    @Test
    void stairsGoOnBeyondWhatWasSeenAndEnd() {
        Forest start = fitted();

        assertThat(start.logOdds(new double[] {25, 0, 0, 0.5, 7}))
                .isGreaterThan(start.logOdds(new double[] {10, 0, 0, 0.5, 7}));
        assertThat(start.logOdds(new double[] {1e300, 0, 0, 0.5, 7}))
                .isEqualTo(start.logOdds(new double[] {1e200, 0, 0, 0.5, 7}))
                .isLessThan(10);
    }

    @Test
    void effectsOfStairsAreTheirHeightsAgainstTheMean() {
        Forest start = fitted();
        TreeShap shap = new TreeShap(start);
        FeatureMatrix rows = new FeatureMatrix(INPUTS, columns, ROWS);

        double[][] effects = shap.effects(rows, 0, 200);
        double[] logOdds = start.logOdds(rows);

        for (int row = 0; row < 200; row++) {
            double sum = shap.base();
            for (double[] effect : effects) {
                sum += effect[row];
            }
            assertThat(sum).isEqualTo(logOdds[row], within(1e-9));
            assertThat(effects[4][row]).isZero();
            double[] flipped = {columns[0][row], columns[1][row], 1 - columns[2][row], columns[3][row], columns[4][row]
            };
            double[] other = shap.effects(new FeatureMatrix(INPUTS, oneRow(flipped), 1), 0, 1)[2];
            assertThat(effects[2][row] - other[0]).isEqualTo(logOdds[row] - start.logOdds(flipped), within(1e-9));
        }
    }

    @Test
    void hugeAndEqualValuesGiveAForestAllTheSame() {
        double[][] huge = new double[2][100];
        boolean[] labels = new boolean[100];
        for (int row = 0; row < 100; row++) {
            huge[0][row] = (row - 50) * 1e298;
            huge[1][row] = 3;
            labels[row] = row > 40;
        }
        FeatureMatrix inputs = new FeatureMatrix(List.of("huge", "equal"), huge, 100);

        double[] logOdds = AdditiveStart.fit(inputs, labels).logOdds(inputs);

        assertThat(logOdds[99]).isFinite().isGreaterThan(logOdds[0]);
    }

    private static double[][] oneRow(double[] values) {
        double[][] matrix = new double[values.length][1];
        for (int i = 0; i < values.length; i++) {
            matrix[i][0] = values[i];
        }
        return matrix;
    }
}
