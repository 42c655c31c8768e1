package dev.nightjar.churn.linear;

import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.feature.FeatureMatrix;
import java.util.Arrays;

/**
 * The plain model that a forest is compared with: logistic regression with a ridge on standardised inputs.
 *
 * <p>Newton's method, its equations solved by conjugate gradients, so no p × p matrix is built. Our own, because Smile's
 * stays behind {@code churn.smile}, and the comparison belongs to the core.
 */
public final class LogisticRegression {

    private static final double RIDGE = 10;
    private static final int NEWTON_STEPS = 8;
    private static final int SOLVER_STEPS = 25;
    private static final double CONVERGED = 1e-6;

    private final Standardiser scale;
    private final double[] weights;

    private LogisticRegression(Standardiser scale, double[] weights) {
        this.scale = scale;
        this.weights = weights;
    }

    /**
     * Fits the weights.
     *
     * @param inputs n × p, finite, n at least 1; an input of one value gets no weight
     * @param churned length n
     */
    public static LogisticRegression fit(FeatureMatrix inputs, boolean[] churned) {
        Standardiser scale = Standardiser.of(inputs);
        return new LogisticRegression(scale, weights(withOnes(scale.apply(inputs), inputs.rows()), churned));
    }

    /** P(churned) of each row, above 0 and below 1. */
    public double[] probabilities(FeatureMatrix inputs) {
        return probabilities(withOnes(scale.apply(inputs), inputs.rows()), weights);
    }

    private static double[][] withOnes(double[][] columns, int rows) {
        double[][] all = Arrays.copyOf(columns, columns.length + 1);
        all[columns.length] = new double[rows];
        Arrays.fill(all[columns.length], 1);
        return all;
    }

    private static double[] weights(double[][] columns, boolean[] churned) {
        double[] weights = new double[columns.length];
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] probabilities = probabilities(columns, weights);
            double[] errors = new double[churned.length];
            double[] curvature = new double[churned.length];
            for (int row = 0; row < errors.length; row++) {
                errors[row] = (churned[row] ? 1 : 0) - probabilities[row];
                curvature[row] = probabilities[row] * (1 - probabilities[row]);
            }
            double[] gradient = transposed(columns, errors);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] -= ridge(i, columns) * weights[i];
            }
            double[] change = solve(columns, curvature, gradient);
            for (int i = 0; i < weights.length; i++) {
                weights[i] += change[i];
            }
            if (InnerProduct.of(change, change) < CONVERGED) {
                break;
            }
        }
        return weights;
    }

    /** (XᵀWX + ridge) change = gradient, by conjugate gradients. */
    private static double[] solve(double[][] columns, double[] curvature, double[] gradient) {
        double[] change = new double[gradient.length];
        double[] rest = gradient.clone();
        double[] direction = rest.clone();
        double size = InnerProduct.of(rest, rest);
        double enough = CONVERGED * size;
        for (int step = 0; step < SOLVER_STEPS && size > enough; step++) {
            double[] product = sums(columns, direction);
            for (int row = 0; row < product.length; row++) {
                product[row] *= curvature[row];
            }
            double[] turned = transposed(columns, product);
            for (int i = 0; i < turned.length; i++) {
                turned[i] += ridge(i, columns) * direction[i];
            }
            double length = size / InnerProduct.of(direction, turned);
            for (int i = 0; i < change.length; i++) {
                change[i] += length * direction[i];
                rest[i] -= length * turned[i];
            }
            double next = InnerProduct.of(rest, rest);
            for (int i = 0; i < direction.length; i++) {
                direction[i] = rest[i] + next / size * direction[i];
            }
            size = next;
        }
        return change;
    }

    /** The constant has next to no ridge. */
    private static double ridge(int column, double[][] columns) {
        return column == columns.length - 1 ? CONVERGED : RIDGE;
    }

    private static double[] probabilities(double[][] columns, double[] weights) {
        double[] sums = sums(columns, weights);
        for (int row = 0; row < sums.length; row++) {
            sums[row] = ProbabilityCalibrator.sigmoid(sums[row]);
        }
        return sums;
    }

    private static double[] sums(double[][] columns, double[] weights) {
        double[] sums = new double[columns[0].length];
        for (int i = 0; i < columns.length; i++) {
            for (int row = 0; row < sums.length; row++) {
                sums[row] += weights[i] * columns[i][row];
            }
        }
        return sums;
    }

    private static double[] transposed(double[][] columns, double[] values) {
        double[] products = new double[columns.length];
        for (int i = 0; i < products.length; i++) {
            products[i] = InnerProduct.of(columns[i], values);
        }
        return products;
    }
}
