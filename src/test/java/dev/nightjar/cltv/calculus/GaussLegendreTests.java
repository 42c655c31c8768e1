package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaussLegendreTests {

    @Test
    void polynomialsOfDegreeThirtyOneAreExact() {
        assertThat(GaussLegendre.integrate(x -> 32 * Math.pow(x, 31), 0, 1)).isCloseTo(1, within(1e-13));
    }

    @Test
    void smoothFunctionsAreAllButExact() {
        assertThat(GaussLegendre.integrate(Math::exp, -1, 3)).isCloseTo(Math.exp(3) - Math.exp(-1), within(1e-12));
        assertThat(GaussLegendre.integrate(Math::exp, 2, 2)).isZero();
    }
}
