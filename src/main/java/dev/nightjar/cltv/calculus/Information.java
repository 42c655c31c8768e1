package dev.nightjar.cltv.calculus;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a likelihood knows of its parameters at its maximum: the inverse of the observed information. */
public final class Information {

    private static final double STEP = 1e-4;

    private Information() {}

    /**
     * The covariance of the log parameters: the inverse of the Hessian of the loss, times 1 / customers, with the Hessian
     * as central differences of the analytic gradient. Parameters beyond {@link ParameterSearch}'s limits count as known:
     * 0 in their rows and columns.
     *
     * @param meanLoss minus the mean log-likelihood, of log parameters
     * @param parameters where it is lowest, not their logarithms
     * @param customers the loss is the mean of
     * @return n × n; empty where the loss is not curved upwards in every direction, so that nothing can be said
     */
    public static List<List<Double>> covariance(QuasiNewton.Objective meanLoss, double[] parameters, long customers) {
        int[] free = IntStream.range(0, parameters.length)
                .filter(i -> !ParameterSearch.isLimit(parameters[i]))
                .toArray();
        double[][] inverse = inverse(hessian(meanLoss, parameters, free));
        if (inverse == null) {
            return List.of();
        }
        double[][] covariance = new double[parameters.length][parameters.length];
        for (int i = 0; i < free.length; i++) {
            for (int j = 0; j < free.length; j++) {
                covariance[free[i]][free[j]] = inverse[i][j] / customers;
            }
        }
        return Arrays.stream(covariance)
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    /**
     * The Hessian of the loss by log parameters, n × n.
     *
     * @param parameters where, not their logarithms
     */
    public static double[][] hessian(QuasiNewton.Objective meanLoss, double[] parameters) {
        return hessian(
                meanLoss, parameters, IntStream.range(0, parameters.length).toArray());
    }

    private static double[][] hessian(QuasiNewton.Objective meanLoss, double[] parameters, int[] free) {
        double[] point = Arrays.stream(parameters).map(Math::log).toArray();
        double[] above = new double[point.length];
        double[] below = new double[point.length];
        double[][] hessian = new double[free.length][free.length];
        for (int i = 0; i < free.length; i++) {
            double at = point[free[i]];
            point[free[i]] = at + STEP;
            meanLoss.valueAt(point, above);
            point[free[i]] = at - STEP;
            meanLoss.valueAt(point, below);
            point[free[i]] = at;
            for (int j = 0; j < free.length; j++) {
                double half = (above[free[j]] - below[free[j]]) / (4 * STEP);
                hessian[i][j] += half;
                hessian[j][i] += half;
            }
        }
        return hessian;
    }

    /** The inverse of a positive definite matrix by Cholesky's factors; null if it is not positive definite. */
    public static double @Nullable [][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] lower = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return null;
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        double[][] inverse = new double[n][n];
        for (int column = 0; column < n; column++) {
            solve(lower, column, inverse);
        }
        return inverse;
    }

    /** Fills one column of the inverse by substitution forwards, then backwards. */
    private static void solve(double[][] lower, int column, double[][] inverse) {
        int n = lower.length;
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double sum = i == column ? 1 : 0;
            for (int k = 0; k < i; k++) {
                sum -= lower[i][k] * y[k];
            }
            y[i] = sum / lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            double sum = y[i];
            for (int k = i + 1; k < n; k++) {
                sum -= lower[k][i] * inverse[k][column];
            }
            inverse[i][column] = sum / lower[i][i];
        }
    }
}
