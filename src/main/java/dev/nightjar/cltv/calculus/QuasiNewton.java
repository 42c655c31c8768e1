package dev.nightjar.cltv.calculus;

import org.jspecify.annotations.Nullable;

/**
 * Minimises a smooth function of a few variables by the BFGS method, with a line search that brackets and bisects until
 * the weak Wolfe conditions hold (Nocedal and Wright, Numerical Optimization, chapters 3 and 6). Where the value no
 * longer changes but for rounding, a flatter slope counts as progress.
 */
public final class QuasiNewton {

    private static final int MOST_ITERATIONS = 300;
    private static final int MOST_TRIALS = 60;
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final double SUFFICIENT_FLATTENING = 0.9;
    private static final double LONGEST_STEP = 2;
    private static final double ROUNDING = 1e-10;

    /** A function with its gradient. */
    @FunctionalInterface
    public interface Objective {

        /**
         * The value at {@code point}; not finite where the function is not defined, and the search stays away.
         *
         * @param gradientOut overwritten by the partial derivatives
         */
        double valueAt(double[] point, double[] gradientOut);
    }

    /**
     * Where the search ended.
     *
     * @param point the best point found
     * @param value there
     * @param gradientNorm largest absolute partial derivative there
     * @param iterations steps taken
     */
    public record Minimum(double[] point, double value, double gradientNorm, int iterations) {}

    private final Objective objective;
    private final int n;
    private double[] point;
    private double[] gradient;
    private double value;
    private double[][] inverseHessian;
    private boolean isScaled;

    private QuasiNewton(Objective objective, double[] start, double @Nullable [][] inverseHessian) {
        this.objective = objective;
        this.n = start.length;
        this.point = start.clone();
        this.gradient = new double[n];
        this.value = objective.valueAt(point, gradient);
        this.isScaled = inverseHessian != null;
        this.inverseHessian = inverseHessian == null ? identity(n, 1) : inverseHessian;
    }

    /**
     * Searches from {@code start} until no partial derivative exceeds {@code tolerance}, no step improves any more, or
     * after 300 steps; whether that is good enough is for the caller to judge by the gradient norm.
     */
    public static Minimum minimise(Objective objective, double[] start, double tolerance) {
        return minimise(objective, start, tolerance, null);
    }

    /**
     * The same from a start where the curvature is known, which saves most steps.
     *
     * @param inverseHessian n × n, positive definite; used as working space; null where it is not known
     */
    public static Minimum minimise(
            Objective objective, double[] start, double tolerance, double @Nullable [][] inverseHessian) {
        QuasiNewton search = new QuasiNewton(objective, start, inverseHessian);
        int iterations = 0;
        while (iterations < MOST_ITERATIONS && search.gradientNorm() > tolerance && search.step()) {
            iterations++;
        }
        return new Minimum(search.point, search.value, search.gradientNorm(), iterations);
    }

    /** One line search along the quasi-Newton direction; false if it finds no better point. */
    private boolean step() {
        double[] direction = direction();
        double slope = dot(direction, gradient);
        double longest = 0;
        for (double component : direction) {
            longest = Math.max(longest, Math.abs(component));
        }
        double[] nextPoint = new double[n];
        double[] nextGradient = new double[n];
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double length = Math.min(1, LONGEST_STEP / longest);
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            for (int i = 0; i < n; i++) {
                nextPoint[i] = point[i] + length * direction[i];
            }
            double nextValue = objective.valueAt(nextPoint, nextGradient);
            double nextSlope = dot(direction, nextGradient);
            boolean isLower = nextValue <= value + SUFFICIENT_DECREASE * length * slope;
            boolean isSame = nextValue <= value + ROUNDING * Math.abs(value);
            if (!isLower && !(isSame && Math.abs(nextSlope) <= -SUFFICIENT_FLATTENING * slope)) {
                high = length;
            } else if (nextSlope < SUFFICIENT_FLATTENING * slope) {
                low = length;
            } else {
                accept(nextPoint, nextGradient, nextValue);
                return true;
            }
            length = high < Double.POSITIVE_INFINITY ? 0.5 * (low + high) : 2 * low;
        }
        return false;
    }

    private void accept(double[] nextPoint, double[] nextGradient, double nextValue) {
        double[] moved = new double[n];
        double[] turned = new double[n];
        for (int i = 0; i < n; i++) {
            moved[i] = nextPoint[i] - point[i];
            turned[i] = nextGradient[i] - gradient[i];
        }
        point = nextPoint;
        gradient = nextGradient;
        value = nextValue;
        double curvature = dot(moved, turned);
        if (!isScaled) {
            isScaled = true;
            inverseHessian = identity(n, curvature / dot(turned, turned));
        }
        updateInverseHessian(moved, turned, curvature);
    }

    /** Nocedal and Wright, equation (6.17); the Wolfe conditions make the curvature positive. */
    private void updateInverseHessian(double[] moved, double[] turned, double curvature) {
        double[] product = new double[n];
        for (int i = 0; i < n; i++) {
            product[i] = dot(inverseHessian[i], turned);
        }
        double factor = (1 + dot(turned, product) / curvature) / curvature;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverseHessian[i][j] +=
                        factor * moved[i] * moved[j] - (product[i] * moved[j] + moved[i] * product[j]) / curvature;
            }
        }
    }

    private double[] direction() {
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = -dot(inverseHessian[i], gradient);
        }
        return direction;
    }

    private double gradientNorm() {
        double norm = 0;
        for (double derivative : gradient) {
            norm = Math.max(norm, Math.abs(derivative));
        }
        return norm;
    }

    private static double[][] identity(int n, double diagonal) {
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            matrix[i][i] = diagonal;
        }
        return matrix;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
