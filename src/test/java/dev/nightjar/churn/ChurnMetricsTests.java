package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChurnMetricsTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aucCountsThePairsInTheRightOrder(long seed) {
        Random random = new Random(seed);
        double[] scores = random.ints(300, 0, 20).asDoubleStream().toArray();
        boolean[] churned = labels(random, 300);

        double pairs = 0;
        double right = 0;
        for (int left = 0; left < 300; left++) {
            for (int stayed = 0; stayed < 300; stayed++) {
                if (churned[left] && !churned[stayed]) {
                    pairs++;
                    right += scores[left] > scores[stayed] ? 1 : scores[left] == scores[stayed] ? 0.5 : 0;
                }
            }
        }

        assertThat(ChurnMetrics.auc(scores, churned)).isCloseTo(right / pairs, within(1e-12));
    }

    @Test
    void figuresEqualThoseOfAHandComputedExample() {
        double[] probabilities = {0.9, 0.6, 0.6, 0.2};
        boolean[] churned = {true, true, false, false};

        ChurnMetrics metrics = ChurnMetrics.of(probabilities, churned);

        // 4 pairs: three right, one tie
        assertThat(metrics.auc()).isCloseTo(3.5 / 4, within(1e-12));
        // first churner at precision 1, second among three flagged, two of them churners
        assertThat(metrics.averagePrecision()).isCloseTo((1 + 2 / 3.0) / 2, within(1e-12));
        assertThat(metrics.logLoss())
                .isCloseTo(-(Math.log(0.9) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8)) / 4, within(1e-12));
        assertThat(metrics.brier()).isCloseTo((0.01 + 0.16 + 0.36 + 0.04) / 4, within(1e-12));
    }

    @Test
    void calibrationErrorIsTheMeanGapOverTenEqualBins() {
        double[] probabilities = new double[100];
        boolean[] churned = new boolean[100];
        for (int row = 0; row < 100; row++) {
            int bin = row / 10;
            probabilities[row] = bin / 10.0 + 0.001 * (row % 10);
            churned[row] = row % 10 < 5;
        }

        // bins of ten rows: mean prediction b / 10 + 0.0045, realised rate one half in each
        double expected = 0;
        for (int bin = 0; bin < 10; bin++) {
            expected += Math.abs(bin / 10.0 + 0.0045 - 0.5) / 10;
        }
        assertThat(ChurnMetrics.of(probabilities, churned).calibrationError()).isCloseTo(expected, within(1e-12));
    }

    @Test
    void calibrationErrorOfTiesAndOfFewRowsIsTheirGap() {
        assertThat(ChurnMetrics.of(new double[] {0.3, 0.3, 0.3}, new boolean[] {true, false, false})
                        .calibrationError())
                .isCloseTo(1 / 3.0 - 0.3, within(1e-12));
    }

    @Test
    void certainMistakesCostAFiniteLogLoss() {
        assertThat(ChurnMetrics.logLoss(new double[] {0, 1}, new boolean[] {true, false}))
                .isCloseTo(-Math.log(1e-15), within(0.01));
    }

    @Test
    void oneClassOnlyHasNoAuc() {
        ChurnMetrics stayers = ChurnMetrics.of(new double[] {0.2, 0.4}, new boolean[] {false, false});
        ChurnMetrics churners = ChurnMetrics.of(new double[] {0.2, 0.4}, new boolean[] {true, true});

        assertThat(stayers.auc()).isNaN();
        assertThat(stayers.averagePrecision()).isNaN();
        assertThat(churners.auc()).isNaN();
        assertThat(churners.averagePrecision()).isEqualTo(1);
    }

    @Test
    void orderOfRowsChangesNoBit() {
        Random random = new Random(7);
        double[] probabilities =
                random.doubles(1000).map(p -> Math.round(p * 50) / 50.0).toArray();
        boolean[] churned = labels(random, 1000);
        double[] reversedProbabilities = new double[1000];
        boolean[] reversedLabels = new boolean[1000];
        for (int row = 0; row < 1000; row++) {
            reversedProbabilities[row] = probabilities[999 - row];
            reversedLabels[row] = churned[999 - row];
        }

        assertThat(ChurnMetrics.of(reversedProbabilities, reversedLabels))
                .isEqualTo(ChurnMetrics.of(probabilities, churned));
    }

    @Test
    void negativeZeroTiesWithZero() {
        assertThat(ChurnMetrics.auc(new double[] {-0.0, 0.0}, new boolean[] {true, false}))
                .isEqualTo(0.5);
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatThrownBy(() -> ChurnMetrics.of(new double[] {1.1}, new boolean[] {true}))
                .hasMessage("a probability must be from 0 to 1, was 1.1");
        assertThatThrownBy(() -> ChurnMetrics.of(new double[] {-0.1}, new boolean[] {true}))
                .hasMessage("a probability must be from 0 to 1, was -0.1");
        assertThatThrownBy(() -> ChurnMetrics.auc(new double[0], new boolean[0]))
                .hasMessage("metrics need at least one row");
        assertThatThrownBy(() -> ChurnMetrics.auc(new double[] {1}, new boolean[2]))
                .hasMessage("expected one label per score, was 2 labels, 1 scores");
        assertThatThrownBy(() -> ChurnMetrics.auc(new double[] {Double.NaN}, new boolean[] {true}))
                .hasMessage("a score must be a number, was NaN in row 0");
    }

    private static boolean[] labels(Random random, int size) {
        boolean[] labels = new boolean[size];
        for (int row = 0; row < size; row++) {
            labels[row] = random.nextInt(3) == 0;
        }
        return labels;
    }
}
