package dev.nightjar.churn.linear;

import dev.nightjar.feature.FeatureMatrix;

/**
 * Inputs on one scale: asinh, because counts and sums of money have long tails, then mean 0 and deviation 1 over the rows
 * that were learnt from, cut at {@link #MOST_DEVIATIONS}.
 *
 * @param means per input, of asinh
 * @param deviations per input, of asinh; infinite where an input has one value, which puts it at 0
 */
record Standardiser(double[] means, double[] deviations) {

    static final double MOST_DEVIATIONS = 5;

    private static final double SMALLEST_DEVIATION = 1e-6;
    /** Its square plus one is its square. */
    private static final double LARGE = 1e9;

    private static final double LOG_2 = Math.log(2);

    /** The scale of these rows, at least one. */
    static Standardiser of(FeatureMatrix inputs) {
        int columns = inputs.columns().length;
        double[] means = new double[columns];
        double[] deviations = new double[columns];
        for (int i = 0; i < columns; i++) {
            double squares = 0;
            int count = 0;
            for (double value : inputs.columns()[i]) {
                double scaled = asinh(value);
                double distance = scaled - means[i];
                means[i] += distance / ++count;
                squares += distance * (scaled - means[i]);
            }
            double deviation = Math.sqrt(squares / count);
            deviations[i] = deviation > SMALLEST_DEVIATION ? deviation : Double.POSITIVE_INFINITY;
        }
        return new Standardiser(means, deviations);
    }

    /** The columns on that scale. */
    double[][] apply(FeatureMatrix inputs) {
        double[][] columns = new double[means.length][inputs.rows()];
        for (int i = 0; i < means.length; i++) {
            for (int row = 0; row < inputs.rows(); row++) {
                columns[i][row] = apply(i, inputs.columns()[i][row]);
            }
        }
        return columns;
    }

    /** A value of an input on that scale. */
    double apply(int input, double value) {
        double deviation = (asinh(value) - means[input]) / deviations[input];
        return Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviation));
    }

    /** The value of an input so many deviations above its mean. */
    double valueAt(int input, double deviation) {
        return Math.sinh(means[input] + deviation * deviations[input]);
    }

    private static double asinh(double value) {
        if (value == 0) {
            return 0;
        }
        double size = Math.abs(value);
        double root = size > LARGE ? size : Math.sqrt(size * size + 1);
        return Math.copySign(Math.log(size / 2 + root / 2) + LOG_2, value);
    }
}
