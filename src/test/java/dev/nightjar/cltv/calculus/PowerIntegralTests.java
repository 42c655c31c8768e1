package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerIntegralTests {

    /** With one scale the integral is scale / (m − 1) · (1 − (1 + length / scale)^(1 − m)), m = p + q. */
    @ParameterizedTest
    @CsvSource({"3, 0.5, 1.6, 50", "0.001, 0.3, 1.2, 700", "700, 5000, 1.6, 0.3", "10, 5000, 1, 700", "5, 900, 800, 1"})
    void isTheClosedFormWhereThereIsOne(double scale, double q, double p, double length) {
        double m = p + q;
        double closed = -scale / (m - 1) * Math.expm1((1 - m) * Math.log1p(length / scale));

        assertThat(new PowerIntegral().integrate(scale, q, scale, p, length)).isCloseTo(closed, within(1e-11 * closed));
    }

    @Test
    void ofNothingIsNothing() {
        PowerIntegral integral = new PowerIntegral();

        assertThat(integral.integrate(1, 2, 3, 4, 0)).isZero();
        assertThat(integral.meanLogAlpha()).isZero();
        assertThat(integral.meanInverseBeta()).isZero();
    }

    @Test
    void meansAreDerivativesOfItsLogarithm() {
        PowerIntegral integral = new PowerIntegral();
        double step = 1e-5;
        double byQ =
                Math.log(integral.integrate(2, 3 - step, 5, 1.6, 30) / integral.integrate(2, 3 + step, 5, 1.6, 30));

        integral.integrate(2, 3, 5, 1.6, 30);

        assertThat(integral.meanLogAlpha()).isCloseTo(byQ / (2 * step), within(1e-8));
    }
}
