package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsotonicCalibratorTests {

    @Test
    void violatorsArePooledAndCentresJoinedByLines() {
        // four rows: groups of one customer each, the middle two break the order and are pooled
        IsotonicCalibrator calibrator =
                IsotonicCalibrator.fit(new double[] {1, 2, 4, 8}, new boolean[] {false, true, false, true});

        assertThat(calibrator.scores()).containsExactly(1, 3, 8);
        // rates 0, 1/2, 1; the outermost are moved inside: 1 / (1 + 2) is above half of the next, so a quarter
        assertThat(calibrator.probabilities()).containsExactly(0.25, 0.5, 0.75);
        assertThat(calibrator.probability(2)).isCloseTo(0.375, within(1e-12));
        assertThat(calibrator.probability(3)).isEqualTo(0.5);
        assertThat(calibrator.probability(1)).isEqualTo(0.25);
    }

    @Test
    void largeOutermostBlocksKeepTheirCounts() {
        double[] scores = new double[200];
        boolean[] churned = new boolean[200];
        Arrays.fill(scores, 100, 200, 1);
        Arrays.fill(churned, 100, 200, true);

        IsotonicCalibrator calibrator = IsotonicCalibrator.fit(scores, churned);

        assertThat(calibrator.probabilities()[0]).isCloseTo(1 / 102.0, within(1e-12));
        assertThat(calibrator.probabilities()[1]).isCloseTo(101 / 102.0, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void risesStrictlyEverywhereWithinZeroAndOne(long seed) {
        Random random = new Random(seed);
        int size = 20 + random.nextInt(3000);
        double[] scores = random.doubles(size, -4, 4).toArray();
        boolean[] churned = new boolean[size];
        for (int row = 0; row < size; row++) {
            churned[row] = random.nextDouble() < 1 / (1 + Math.exp(-scores[row]));
        }

        IsotonicCalibrator calibrator = IsotonicCalibrator.fit(scores, churned);

        double[] probabilities = calibrator.probabilities(
                IntStream.rangeClosed(-2000, 2000).mapToDouble(i -> i / 200.0).toArray());
        for (int i = 1; i < probabilities.length; i++) {
            assertThat(probabilities[i]).isGreaterThan(probabilities[i - 1]).isBetween(0.0, 1.0);
        }
    }

    @Test
    void recoversTheProbabilitiesOfDistortedScores() {
        Random random = new Random(11);
        double[] truth = random.doubles(20_000).toArray();
        double[] scores = Arrays.stream(truth).map(p -> 3 * Math.cbrt(p - 0.5)).toArray();
        boolean[] churned = new boolean[truth.length];
        for (int row = 0; row < truth.length; row++) {
            churned[row] = random.nextDouble() < truth[row];
        }

        double[] calibrated = IsotonicCalibrator.fit(scores, churned).probabilities(scores);

        double error = IntStream.range(0, truth.length)
                .mapToDouble(row -> Math.abs(calibrated[row] - truth[row]))
                .average()
                .orElseThrow();
        assertThat(error).isLessThan(0.02);
        assertThat(ChurnMetrics.auc(calibrated, churned)).isEqualTo(ChurnMetrics.auc(scores, churned));
    }

    @Test
    void oneClassOrNoSignalIsOneBlockWithAGentleSlope() {
        IsotonicCalibrator stayers = IsotonicCalibrator.fit(new double[] {1, 2, 3}, new boolean[3]);
        IsotonicCalibrator churners = IsotonicCalibrator.fit(new double[] {1, 1}, new boolean[] {true, true});

        assertThat(stayers.probabilities()).containsExactly(1 / 5.0);
        assertThat(stayers.scores()[0]).isCloseTo(2, within(1e-12));
        assertThat(stayers.probability(0)).isLessThan(0.2);
        assertThat(stayers.probability(4)).isBetween(0.2, 0.25);
        assertThat(churners.probabilities()).containsExactly(3 / 4.0);
        assertThat(churners.tailSlope()).isEqualTo(0.1);
    }

    @Test
    void staysInsideZeroAndOneForAnyScore() {
        IsotonicCalibrator calibrator =
                IsotonicCalibrator.fit(new double[] {0, 1, 2, 3}, new boolean[] {false, false, true, true});

        assertThat(calibrator.probability(-1e300)).isGreaterThan(0);
        assertThat(calibrator.probability(1e300)).isLessThan(1);
        assertThat(calibrator.probability(Double.NaN)).isNaN();
    }

    @Test
    void remainderJoinsTheBlockBefore() {
        // 17 rows make groups of three customers; the last two have no group of their own
        double[] scores = IntStream.range(0, 17).asDoubleStream().toArray();
        boolean[] churned = new boolean[17];
        Arrays.fill(churned, 15, 17, true);

        IsotonicCalibrator calibrator = IsotonicCalibrator.fit(scores, churned);

        assertThat(calibrator.scores()).hasSize(2);
        assertThat(calibrator.probabilities()[1]).isCloseTo(2 / 5.0, within(1e-12));
    }

    @Test
    void refusesWhatCannotBeFitted() {
        assertThatThrownBy(() -> IsotonicCalibrator.fit(new double[0], new boolean[0]))
                .hasMessage("calibration needs at least one row");
        assertThatThrownBy(() -> IsotonicCalibrator.fit(new double[] {Double.POSITIVE_INFINITY}, new boolean[1]))
                .hasMessage("a score to calibrate must be finite, was Infinity");
    }

    @Test
    void refusesBrokenCurves() {
        double[] one = {0.5};
        double[][][] broken = {
            {{}, {}, one},
            {{1, 2}, {0.5}, one},
            {{2, 1}, {0.4, 0.5}, one},
            {{1, 2}, {0.5, 0.5}, one},
            {{1}, {0}, one},
            {{1}, {1}, one},
            {{Double.NEGATIVE_INFINITY}, {0.5}, one},
            {{1, Double.POSITIVE_INFINITY}, {0.4, 0.5}, one},
            {{1}, {0.5}, {0}},
            {{1}, {0.5}, {Double.POSITIVE_INFINITY}}
        };

        for (double[][] curve : broken) {
            assertThatThrownBy(() -> new IsotonicCalibrator(curve[0], curve[1], curve[2][0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("isotonic calibrator must have ascending finite scores");
        }
    }
}
