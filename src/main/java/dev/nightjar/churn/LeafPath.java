package dev.nightjar.churn;

import java.util.Arrays;

/**
 * One leaf as TreeSHAP sees it: the inputs that its path compares, each once however often it is compared, and the share
 * of the training rows that pass all conditions on that input.
 *
 * @param value log-odds the leaf adds
 * @param inputs d input indices, distinct
 * @param shares per input, the product over its conditions of cover below / cover above; above 0, at most 1
 * @param splits the nodes of the path that compare, root first
 * @param slots per split, the position of its input in {@code inputs}
 * @param left per split, whether the path goes left there
 */
record LeafPath(double value, int[] inputs, double[] shares, int[] splits, int[] slots, boolean[] left) {

    /** Points and weights on (0, 1) of the Gauss-Legendre rule with this many points. */
    private static final double[][] POINTS = new double[Forest.MAX_DEPTH / 2 + 1][];

    private static final double[][] WEIGHTS = new double[Forest.MAX_DEPTH / 2 + 1][];

    static {
        for (int points = 0; points < POINTS.length; points++) {
            POINTS[points] = new double[points];
            WEIGHTS[points] = new double[points];
            fillRule(POINTS[points], WEIGHTS[points]);
        }
    }

    /**
     * The leaf's Shapley values: for input i with indicator o and share z,
     * {@code value * integral over t in (0, 1) of (o_i - z_i) * product over j != i of (o_j t + z_j (1 - t))}, a polynomial
     * of degree d - 1, for which d / 2 points are exact. All factors are positive, so nothing cancels.
     *
     * @param satisfied bit {@code slot} is set if the row passes all conditions on that input
     * @param effects one per slot, overwritten; may be longer
     */
    void effects(long satisfied, double[] effects) {
        int width = inputs.length;
        double[] points = POINTS[(width + 1) / 2];
        double[] weights = WEIGHTS[(width + 1) / 2];
        Arrays.fill(effects, 0, width, 0);
        for (int point = 0; point < points.length; point++) {
            double t = points[point];
            double product = value * weights[point];
            for (int slot = 0; slot < width; slot++) {
                product *= factor(satisfied, slot, t);
            }
            for (int slot = 0; slot < width; slot++) {
                double gain = (satisfied >>> slot & 1) - shares[slot];
                effects[slot] += gain * (product / factor(satisfied, slot, t));
            }
        }
    }

    private double factor(long satisfied, int slot, double t) {
        return (satisfied >>> slot & 1) * t + shares[slot] * (1 - t);
    }

    /** Roots of the Legendre polynomial by Newton's method, from Tricomi's first guess, moved from (-1, 1) to (0, 1). */
    private static void fillRule(double[] points, double[] weights) {
        int degree = points.length;
        for (int i = 0; i < degree; i++) {
            double x = Math.cos(Math.PI * (i + 0.75) / (degree + 0.5));
            double slope = 1;
            // Newton converges quadratically from a guess good to 1e-3; further steps change nothing.
            for (int step = 0; step < 8; step++) {
                double previous = 1;
                double current = x;
                for (int k = 2; k <= degree; k++) {
                    double next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
                    previous = current;
                    current = next;
                }
                slope = degree * (x * current - previous) / (x * x - 1);
                x -= current / slope;
            }
            points[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * slope * slope);
        }
    }
}
