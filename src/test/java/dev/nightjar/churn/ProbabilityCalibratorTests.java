package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProbabilityCalibratorTests {

    @Test
    void identityReadsScoresAsLogOdds() {
        assertThat(ProbabilityCalibrator.identity().probabilities(new double[] {0, Math.log(3)}))
                .containsExactly(new double[] {0.5, 0.75}, within(1e-12));
    }

    @Test
    void logisticIsALineInLogOdds() {
        assertThat(new ProbabilityCalibrator.Logistic(1, 2).probability(-0.5)).isEqualTo(0.5);
    }

    @Test
    void extremeScoresStayInsideZeroAndOne() {
        assertThat(ProbabilityCalibrator.identity().probability(-1e6)).isGreaterThan(0);
        assertThat(ProbabilityCalibrator.identity().probability(1e6)).isLessThan(1);
    }

    @Test
    void refusesLinesThatDoNotRise() {
        for (double[] line : new double[][] {{Double.NaN, 1}, {0, 0}, {0, Double.NaN}, {0, Double.POSITIVE_INFINITY}}) {
            assertThatThrownBy(() -> new ProbabilityCalibrator.Logistic(line[0], line[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a slope above 0");
        }
    }
}
