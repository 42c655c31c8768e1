package dev.nightjar.cltv.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankMetricsTests {

    @Test
    void aPerfectOrderIsPerfect() {
        RankMetrics metrics = new RankMetrics(new double[] {1, 2, 3, 4}, new double[] {0, 0, 10, 30});

        assertThat(metrics.normalisedGini()).isCloseTo(1, within(1e-12));
        assertThat(metrics.auc()).isEqualTo(1);
        assertThat(metrics.shareFoundIn(0.25)).isEqualTo(0.75);
        // half of the second customer counts, too
        assertThat(metrics.shareFoundIn(0.375)).isEqualTo(0.875);
    }

    @Test
    void theWrongOrderIsAsFarOffAsCanBe() {
        RankMetrics metrics = new RankMetrics(new double[] {4, 3, 2, 1}, new double[] {1, 2, 3, 4});

        assertThat(metrics.spearman()).isCloseTo(-1, within(1e-12));
        assertThat(metrics.normalisedGini()).isCloseTo(-1, within(1e-12));
    }

    @Test
    void equalRanksAreShared() {
        // ranks 0.5, 0.5, 2 against 0, 1, 2: covariance 1.5, variances 1.5 and 2
        RankMetrics metrics = new RankMetrics(new double[] {5, 5, 9}, new double[] {1, 2, 3});

        assertThat(metrics.spearman()).isCloseTo(1.5 / Math.sqrt(3), within(1e-12));
    }

    @Test
    void equalPredictionsFindWhatChanceFinds() {
        RankMetrics metrics = new RankMetrics(new double[] {7, 7, 7, 7}, new double[] {0, 0, 0, 8});

        assertThat(metrics.normalisedGini()).isCloseTo(0, within(1e-12));
        assertThat(metrics.shareFoundIn(0.5)).isEqualTo(0.5);
        assertThat(metrics.auc()).isEqualTo(0.5);
        assertThat(metrics.spearman()).isZero();
    }

    @Test
    void whereNothingHappenedThereIsNothingToFind() {
        RankMetrics metrics = new RankMetrics(new double[] {1, 2}, new double[] {0, 0});

        assertThat(metrics.normalisedGini()).isZero();
        assertThat(metrics.shareFoundIn(0.5)).isZero();
        assertThat(metrics.auc()).isEqualTo(0.5);
        assertThat(metrics.spearman()).isZero();
        assertThat(new RankMetrics(new double[] {1, 2}, new double[] {1, 2}).auc())
                .isEqualTo(0.5);
    }
}
