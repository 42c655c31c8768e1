package dev.nightjar.cltv.calculus;

/**
 * The regularised incomplete beta function, the distribution function of a beta variable, by its continued fraction
 * (Abramowitz and Stegun, 26.5.8) with the modified Lentz method.
 */
public final class IncompleteBeta {

    private static final int MOST_TERMS = 2_000;
    private static final double TOLERANCE = 1e-14;
    private static final double TINY = 1e-300;

    /** A front factor below exp of this makes 0 or 1 of a result in double precision, whatever the fraction. */
    private static final double FAR = -80;

    private final double a;
    private final double b;
    private final double logFactor;

    /**
     * Of a beta prime variable, the ratio of a Gamma(a) to a Gamma(b) variable.
     *
     * @param a greater than 0, at most a few thousand
     * @param b greater than 0, at most a few thousand
     */
    public IncompleteBeta(double a, double b) {
        this.a = a;
        this.b = b;
        this.logFactor = GammaFunction.logGamma(a + b) - GammaFunction.logGamma(a) - GammaFunction.logGamma(b);
    }

    /**
     * Where several variables are looked at.
     *
     * @param left s / (1 + s)
     * @param right 1 / (1 + s)
     */
    public record Point(double left, double right, double logLeft, double logRight) {

        /** @param s 0 or more */
        public static Point of(double s) {
            double left = s / (1 + s);
            double right = 1 / (1 + s);
            return new Point(left, right, Math.log(left), Math.log(right));
        }
    }

    /**
     * P(X &gt; s) of the variable.
     *
     * @return 0 to 1, error below 1e-10
     * @throws ArithmeticException if the continued fraction has not converged after 2,000 terms
     */
    public double exceedance(Point s) {
        if (s.left <= 0) {
            return 1;
        }
        double logFront = logFactor + a * s.logLeft + b * s.logRight;
        boolean isBelow = s.left < (a + 1) / (a + b + 2);
        if (logFront < FAR) {
            return isBelow ? 1 : 0;
        }
        return isBelow
                ? 1 - Math.exp(logFront) * fraction(s.left, a, b) / a
                : Math.exp(logFront) * fraction(s.right, b, a) / b;
    }

    private static double fraction(double z, double a, double b) {
        double c = 1;
        double d = 1 / notZero(1 - (a + b) * z / (a + 1));
        double result = d;
        for (int m = 1; m <= MOST_TERMS; m++) {
            double even = m * (b - m) * z / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / notZero(1 + even * d);
            c = notZero(1 + even / c);
            result *= d * c;
            double odd = -(a + m) * (a + b + m) * z / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / notZero(1 + odd * d);
            c = notZero(1 + odd / c);
            double factor = d * c;
            result *= factor;
            if (Math.abs(factor - 1) <= TOLERANCE) {
                return result;
            }
        }
        throw new ArithmeticException("incomplete beta function did not converge in " + MOST_TERMS + " terms: z=" + z
                + " a=" + a + " b=" + b);
    }

    private static double notZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
