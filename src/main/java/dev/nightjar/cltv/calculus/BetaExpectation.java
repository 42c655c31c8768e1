package dev.nightjar.cltv.calculus;

import java.util.function.DoubleUnaryOperator;

/**
 * Expectations over a beta distribution by quadrature: slower than a series, and never overflowing.
 *
 * <p>The probability is mapped to the whole line, p = 1 / (1 + exp(−y)) with y = centre + scale · sinh(w), where the
 * trapezoid rule converges exponentially; the step is halved until two results agree. The density is normalised by the
 * same sum, so it needs no beta function.
 */
public final class BetaExpectation {

    private static final double FIRST_STEP = 0.25;
    private static final int MOST_HALVINGS = 9;
    private static final double TOLERANCE = 1e-9;
    private static final double NEGLIGIBLE_LOG = -45;

    private final double a;
    private final double b;
    private final double centre;
    private final double scale;
    private final double centreLogWeight;
    private double weights;
    private double weighted;

    private BetaExpectation(double a, double b) {
        this.a = a;
        this.b = b;
        this.centre = Math.log(a / b);
        this.scale = Math.min(1, 1 / Math.sqrt(a * (b / (a + b))));
        this.centreLogWeight = logWeight(0);
    }

    /**
     * The expectation of {@code function} of a Beta(a, b) variable.
     *
     * @param a greater than 0
     * @param b greater than 0
     * @param function of a probability in [0, 1]: smooth, bounded and of one sign
     * @throws ArithmeticException if the result has not settled to 1e-9 after 9 halvings of the step
     */
    public static double of(double a, double b, DoubleUnaryOperator function) {
        return new BetaExpectation(a, b).settle(function);
    }

    private double settle(DoubleUnaryOperator function) {
        double step = FIRST_STEP;
        addTails(function, step, step);
        weights += 1;
        weighted += function.applyAsDouble(probability(0));
        double last = weighted / weights;
        for (int halving = 1; halving <= MOST_HALVINGS; halving++) {
            step /= 2;
            addTails(function, step, 2 * step);
            double next = weighted / weights;
            if (Math.abs(next - last) <= TOLERANCE * Math.abs(next)) {
                return next;
            }
            last = next;
        }
        throw new ArithmeticException(
                "expectation over Beta(" + a + ", " + b + ") did not settle: expected two results " + "within "
                        + TOLERANCE + ", was " + last + " after " + MOST_HALVINGS + " halvings");
    }

    private void addTails(DoubleUnaryOperator function, double from, double stride) {
        addTail(function, from, stride);
        addTail(function, -from, -stride);
    }

    /** Adds points, weighted relative to the centre, until their weights no longer matter. */
    private void addTail(DoubleUnaryOperator function, double from, double stride) {
        double peak = 0;
        double w = from;
        double logWeight = logWeight(w) - centreLogWeight;
        while (logWeight > peak + NEGLIGIBLE_LOG) {
            double weight = Math.exp(logWeight);
            weights += weight;
            weighted += weight * function.applyAsDouble(probability(w));
            peak = Math.max(peak, logWeight);
            w += stride;
            logWeight = logWeight(w) - centreLogWeight;
        }
    }

    private double probability(double w) {
        return 1 / (1 + Math.exp(-position(w)));
    }

    private double position(double w) {
        return centre + scale * Math.sinh(w);
    }

    /** Log density of w, but for a constant. */
    private double logWeight(double w) {
        double y = position(w);
        return -a * softplus(-y) - b * softplus(y) + Math.log(Math.cosh(w));
    }

    /** ln(1 + exp(y)) without overflow. */
    private static double softplus(double y) {
        return Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));
    }
}
