package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChurnOptionsTests {

    @Test
    void defaultsAreSeveralWaysToBoost() {
        ChurnOptions options = ChurnOptions.of(90, 365, 30_000, 1, List.of(0.4, 0.7));

        assertThat(options.boosts()).isEqualTo(ChurnOptions.DEFAULT_BOOSTS);
    }

    @Test
    void boundsAreIncluded() {
        assertThat(ChurnOptions.of(7, 3650, 1000, 1, List.of(0.1, 0.2)).horizonDays())
                .isEqualTo(7);
        assertThat(ChurnOptions.of(3650, 7, 1000, 1, List.of(0.1, 0.2)).activeWithinDays())
                .isEqualTo(7);
    }

    @Test
    void everyProblemIsNamedAtOnce() {
        assertThatThrownBy(() -> new ChurnOptions(6, 3651, 999, 1, List.of(0.7, 0.4), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("churn options: horizon must be P7D to P3650D but was P6D;"
                        + " active-within must be P7D to P3650D but was P3651D;"
                        + " training-rows must be at least 1000 but was 999;"
                        + " risk-cut-offs must be two probabilities, ascending, above 0 and below 1, but was [0.7, 0.4];"
                        + " boosts must hold at least one way to boost but was empty");
    }

    @Test
    void riskCutOffsLieInsideZeroAndOne() {
        for (List<Double> cutOffs :
                List.of(List.of(0.5), List.of(0.0, 0.5), List.of(0.5, 0.5), List.of(0.5, 1.0), List.<Double>of())) {
            assertThatThrownBy(() -> ChurnOptions.of(90, 365, 30_000, 1, cutOffs))
                    .hasMessageContaining("but was " + cutOffs);
        }
    }
}
