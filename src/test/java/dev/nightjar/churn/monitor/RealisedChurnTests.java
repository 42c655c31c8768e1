package dev.nightjar.churn.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.monitor.RealisedChurn.Published;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealisedChurnTests {

    /** Two in decile 10, of whom one left; two in decile 1, who stayed. */
    @Test
    void figuresSayWhoLeft() {
        RealisedChurn realised = new RealisedChurn();
        realised.add(new Published(0.9, 100, "high"), true);
        realised.add(new Published(0.7, 91, "high"), false);
        realised.add(new Published(0.2, 10, "low"), false);
        realised.add(new Published(0.2, 1, "low"), false);

        assertThat(value(realised, "customers")).isEqualTo(4);
        assertThat(value(realised, "churners")).isEqualTo(1);
        assertThat(value(realised, "base_rate")).isEqualTo(0.25);
        assertThat(value(realised, "mean_probability")).isCloseTo(0.5, within(1e-12));
        assertThat(value(realised, "auc")).isEqualTo(1);
        assertThat(value(realised, "average_precision")).isEqualTo(1);
        assertThat(value(realised, "brier")).isCloseTo((0.01 + 0.49 + 0.04 + 0.04) / 4, within(1e-12));
        assertThat(value(realised, "realised_churn_decile_10")).isEqualTo(0.5);
        assertThat(value(realised, "mean_probability_decile_10")).isCloseTo(0.8, within(1e-12));
        assertThat(value(realised, "customers_decile_1")).isEqualTo(2);
        assertThat(value(realised, "realised_churn_risk_low")).isZero();
        assertThat(value(realised, "customers_risk_medium")).isZero();
        assertThat(value(realised, "realised_churn_risk_medium")).isNull();
        assertThat(realised.figures()).extracting(Figure::metric).doesNotHaveDuplicates();
    }

    @Test
    void manyCustomersGiveTheMetricsOfTheModel() {
        RealisedChurn realised = new RealisedChurn();
        double[] probabilities = new double[5_000];
        boolean[] churned = new boolean[probabilities.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (i * 37 % 100) / 100.0;
            churned[i] = i * 61 % 100 < 100 * probabilities[i];
            realised.add(new Published(probabilities[i], 1 + i % 100, "low"), churned[i]);
        }

        ChurnMetrics metrics = ChurnMetrics.of(probabilities, churned);

        assertThat(value(realised, "auc")).isEqualTo(metrics.auc());
        assertThat(value(realised, "log_loss")).isEqualTo(metrics.logLoss());
        assertThat(value(realised, "calibration_error")).isEqualTo(metrics.calibrationError());
        assertThat(value(realised, "customers_decile_5")).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void oneClassHasNoRanking(boolean hasLeft, double baseRate) {
        RealisedChurn realised = new RealisedChurn();
        realised.add(new Published(0.3, 50, "low"), hasLeft);

        assertThat(value(realised, "base_rate")).isEqualTo(baseRate);
        assertThat(value(realised, "auc")).isNull();
        assertThat(value(realised, "average_precision")).isNull();
        assertThat(value(realised, "log_loss")).isNotNull();
    }

    @Test
    void nobodyHasCountsOnly() {
        RealisedChurn nobody = new RealisedChurn();

        assertThat(nobody.figures())
                .hasSize(48)
                .allSatisfy(figure -> assertThat(figure.value() == null || figure.value() == 0)
                        .isTrue())
                .filteredOn(figure -> figure.value() != null)
                .hasSize(15);
        assertThat(nobody.size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1.1, 1, low", "NaN, 1, low", "-0.1, 1, low", "0.5, 0, low", "0.5, 101, low", "0.5, 1, some"})
    void whatCannotBePublishedIsRefused(double probability, int percentile, String risk) {
        assertThatThrownBy(() -> new Published(probability, percentile, risk))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a published score must have")
                .hasMessageContaining(probability + ", " + percentile + ", " + risk);
    }

    @Test
    void aFigureIsANumberOrMissing() {
        assertThatThrownBy(() -> new Figure("auc", null, null, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("figure auc must be a number or missing, was NaN");
        assertThatThrownBy(() -> new Figure("auc", "decile", null, 1.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dimension and member or neither");
    }

    private static @Nullable Double value(RealisedChurn realised, String metric) {
        Map<String, Figure> byMetric =
                realised.figures().stream().collect(Collectors.toMap(Figure::metric, Function.identity()));
        return Objects.requireNonNull(byMetric.get(metric)).value();
    }
}
