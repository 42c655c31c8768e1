package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IncompleteBetaTests {

    @Test
    void aShapeOfOneHasAClosedForm() {
        // a ratio of an exponential to a Gamma(b): P(X > s) = (1 + s)^-b
        for (double b : new double[] {0.5, 3.74, 40, 900}) {
            for (double s : new double[] {1e-6, 0.01, 0.5, 3, 50}) {
                assertThat(exceedance(s, 1, b)).as("b=%s s=%s", b, s).isCloseTo(Math.pow(1 + s, -b), within(1e-12));
            }
        }
    }

    @Test
    void aBinomialTailIsOne() {
        // P(Beta(3, 4) <= 0.3) = P(Binomial(6, 0.3) >= 3) = 1 - 0.7^6 - 6 0.3 0.7^5 - 15 0.09 0.7^4
        double atMost = 1 - Math.pow(0.7, 6) - 6 * 0.3 * Math.pow(0.7, 5) - 15 * 0.09 * Math.pow(0.7, 4);

        assertThat(exceedance(0.3 / 0.7, 3, 4)).isCloseTo(1 - atMost, within(1e-13));
    }

    @Test
    void halfOfASymmetricOneIsExceeded() {
        for (double shape : new double[] {0.01, 0.7, 12, 1000}) {
            assertThat(exceedance(1, shape, shape)).isCloseTo(0.5, within(1e-10));
        }
    }

    @Test
    void everythingExceedsNothing() {
        assertThat(exceedance(0, 2, 3)).isEqualTo(1);
    }

    @Test
    void saysWhenItHasNotConverged() {
        assertThatThrownBy(() -> exceedance(1, 1e9, 1e9))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("did not converge in 2000 terms");
    }

    private static double exceedance(double s, double a, double b) {
        return new IncompleteBeta(a, b).exceedance(IncompleteBeta.Point.of(s));
    }
}
