package dev.nightjar.cltv.calculus;

/**
 * The logarithm of the gamma function and its derivative, for positive arguments: shifted up to 10 or more by the
 * recurrence, then Stirling's series (Abramowitz and Stegun, 6.1.41 and 6.3.18).
 */
public final class GammaFunction {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double SERIES_FROM = 10;

    /** Of ln Γ, in odd powers of 1 / z. */
    private static final double[] LOG_GAMMA_SERIES = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156
    };

    /** Of ψ, in even powers of 1 / z from the second. */
    private static final double[] DIGAMMA_SERIES = {
        -1.0 / 12, 1.0 / 120, -1.0 / 252, 1.0 / 240, -1.0 / 132, 691.0 / 32_760, -1.0 / 12
    };

    private GammaFunction() {}

    /** ln Γ(z), error below 1e-14 of the larger of 1 and the result. NaN unless {@code z} is greater than 0. */
    public static double logGamma(double z) {
        if (!(z > 0)) {
            return Double.NaN;
        }
        double product = 1;
        double shifted = z;
        while (shifted < SERIES_FROM) {
            product *= shifted;
            shifted++;
        }
        double inverse = 1 / shifted;
        return (shifted - 0.5) * Math.log(shifted)
                - shifted
                + HALF_LOG_TWO_PI
                + inverse * series(LOG_GAMMA_SERIES, inverse * inverse)
                - Math.log(product);
    }

    /** ψ(z), the derivative of ln Γ, error below 1e-13 of the larger of 1 and the result. NaN unless z is above 0. */
    public static double digamma(double z) {
        if (!(z > 0)) {
            return Double.NaN;
        }
        double sum = 0;
        double shifted = z;
        while (shifted < SERIES_FROM) {
            sum += 1 / shifted;
            shifted++;
        }
        double square = 1 / (shifted * shifted);
        return Math.log(shifted) - 0.5 / shifted + square * series(DIGAMMA_SERIES, square) - sum;
    }

    private static double series(double[] coefficients, double variable) {
        double sum = 0;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            sum = sum * variable + coefficients[i];
        }
        return sum;
    }
}
