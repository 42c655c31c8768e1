package dev.nightjar.cltv.calculus;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GammaFunctionTests {

    /** Expected values: SciPy's gammaln and digamma. */
    @ParameterizedTest
    @CsvSource({
        "0.0001, 9.210282658633961, -10000.577051183514",
        "0.3, 1.0957979948180756, -3.502524222200133",
        "1.5, -0.12078223763524526, 0.03648997397857652",
        "9.99, 12.779315214350195, 2.250700372831201",
        "123.4, 469.3360974421906, 4.8113737751162775",
        "100000, 1051287.7089736569, 11.512920464961896"
    })
    void equalsTheReference(double z, double logGamma, double digamma) {
        assertThat(GammaFunction.logGamma(z)).isCloseTo(logGamma, Percentage.withPercentage(1e-11));
        assertThat(GammaFunction.digamma(z)).isCloseTo(digamma, Percentage.withPercentage(1e-11));
    }

    @Test
    void isNotDefinedFromZeroDown() {
        assertThat(GammaFunction.logGamma(0)).isNaN();
        assertThat(GammaFunction.logGamma(Double.NaN)).isNaN();
        assertThat(GammaFunction.digamma(-0.5)).isNaN();
    }
}
