package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaExpectationTests {

    private static final Percentage SETTLED = Percentage.withPercentage(1e-7);

    @ParameterizedTest
    @CsvSource({"0.001, 0.001", "0.01, 5", "1, 1", "0.8, 2.4", "300, 7", "10000, 10000", "0.001, 5000", "5000, 0.001"})
    void momentsAreThoseOfTheBetaDistribution(double a, double b) {
        double mean = a / (a + b);
        double square = mean * (a + 1) / (a + b + 1);

        assertThat(BetaExpectation.of(a, b, p -> 1)).isCloseTo(1, SETTLED);
        assertThat(BetaExpectation.of(a, b, p -> p)).isCloseTo(mean, SETTLED);
        assertThat(BetaExpectation.of(a, b, p -> p * p)).isCloseTo(square, SETTLED);
    }

    @Test
    void anExpectationThatDoesNotExistIsRefused() {
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> BetaExpectation.of(2, 3, p -> Double.NaN))
                .withMessageStartingWith(
                        "expectation over Beta(2.0, 3.0) did not settle: expected two results within 1.0E-9, was NaN");
    }
}
