package dev.nightjar.cltv.calculus;

/**
 * The integral of (beta / (beta + y))^p · (alpha / (alpha + y))^q over y from 0 to a length, with the means that its
 * derivatives need: what Gauss's hypergeometric function is to Pareto/NBD, as the integral that it stands for, so that
 * nothing overflows, however large the exponents.
 *
 * <p>With v = ln(1 + y / min(alpha, beta)) the integrand has no singularity within π of the real line; pieces are short
 * enough that the steeper power falls by e^16 at most, where 16 Gauss-Legendre points give all digits.
 */
public final class PowerIntegral {

    private static final double LONGEST_PIECE = 4;
    private static final double STEEPEST_PIECE = 16;
    private static final double NEGLIGIBLE = 1e-17;

    private double value;
    private double logAlpha;
    private double inverseAlpha;
    private double logBeta;
    private double inverseBeta;

    /**
     * Computes the integral and its means; they hold until the next call.
     *
     * @param alpha greater than 0
     * @param q 0 or more
     * @param beta greater than 0
     * @param p 0 or more
     * @param length 0 or more
     * @return the integral, 0 to length
     */
    public double integrate(double alpha, double q, double beta, double p, double length) {
        value = 0;
        logAlpha = 0;
        inverseAlpha = 0;
        logBeta = 0;
        inverseBeta = 0;
        double scale = Math.min(alpha, beta);
        double end = Math.log1p(length / scale);
        double piece = Math.min(LONGEST_PIECE, STEEPEST_PIECE / (1 + p + q));
        int pieces = (int) Math.ceil(end / piece);
        for (int i = 0; i < pieces; i++) {
            double from = end * i / pieces;
            double start = scale * Math.expm1(from);
            double most = Math.exp(-p * Math.log1p(start / beta) - q * Math.log1p(start / alpha)) * (length - start);
            if (most <= NEGLIGIBLE * value) {
                break;
            }
            addPiece(alpha, q, beta, p, scale, from, end * (i + 1) / pieces);
        }
        if (value > 0) {
            logAlpha /= value;
            inverseAlpha /= value;
            logBeta /= value;
            inverseBeta /= value;
        }
        return value;
    }

    /** The integral that was computed last. */
    public double value() {
        return value;
    }

    /** Mean of ln(1 + y / alpha), weighted by the integrand; 0 where the integral is. */
    public double meanLogAlpha() {
        return logAlpha;
    }

    /** Mean of 1 / (alpha + y), weighted by the integrand; 0 where the integral is. */
    public double meanInverseAlpha() {
        return inverseAlpha;
    }

    /** Mean of ln(1 + y / beta), weighted by the integrand; 0 where the integral is. */
    public double meanLogBeta() {
        return logBeta;
    }

    /** Mean of 1 / (beta + y), weighted by the integrand; 0 where the integral is. */
    public double meanInverseBeta() {
        return inverseBeta;
    }

    private void addPiece(double alpha, double q, double beta, double p, double scale, double from, double to) {
        double middle = 0.5 * (from + to);
        double half = 0.5 * (to - from);
        for (int i = 0; i < GaussLegendre.POINTS; i++) {
            // exp and log are several times faster than expm1 and log1p, and what is lost where y is small is lost
            // beside 1.
            double log = middle + half * GaussLegendre.node(i);
            double scaleAndY = scale * Math.exp(log);
            double y = scaleAndY - scale;
            double a = scale == alpha ? log : Math.log((alpha + y) / alpha);
            double b = scale == beta ? log : Math.log((beta + y) / beta);
            double weight = half * GaussLegendre.weight(i) * scaleAndY * Math.exp(-p * b - q * a);
            value += weight;
            logAlpha += weight * a;
            inverseAlpha += weight / (alpha + y);
            logBeta += weight * b;
            inverseBeta += weight / (beta + y);
        }
    }
}
