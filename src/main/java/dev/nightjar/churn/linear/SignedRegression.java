package dev.nightjar.churn.linear;

import dev.nightjar.churn.ProbabilityCalibrator;

/**
 * Ridge logistic regression whose weights may only have the sign in which their input counts alone. Among inputs that say
 * much the same, an ordinary regression sets one against the other; here most of them get no weight, and the weights of
 * the rest can be read.
 *
 * <p>Iterated weighted least squares; each step by coordinate descent with the weights held to their side of 0, as for
 * penalised models in Friedman, Hastie and Tibshirani (2010), "Regularization paths for generalized linear models via
 * coordinate descent", Journal of Statistical Software 33(1), section 3.
 */
final class SignedRegression {

    private static final double RIDGE = 10;
    private static final int MOST_STEPS = 10;
    private static final int MOST_SWEEPS = 12;
    private static final double CONVERGED = 1e-3;
    private static final double SMALLEST_CURVATURE = 1e-4;

    private final double[][] columns;
    private final boolean[] churned;
    private final double[] directions;
    private final double[] weights;
    private final double[] curvature;
    /** Curvature × working residual. */
    private final double[] pulls;

    private double baseLogOdds;
    private double intercept;

    private SignedRegression(double[][] columns, boolean[] churned) {
        this.columns = columns;
        this.churned = churned;
        this.directions = new double[columns.length];
        this.weights = new double[columns.length];
        this.curvature = new double[churned.length];
        this.pulls = new double[churned.length];
    }

    /**
     * Fits the weights.
     *
     * @param columns p × n standardised inputs, n at least 1
     * @param churned length n, both classes
     */
    static SignedRegression fit(double[][] columns, boolean[] churned) {
        SignedRegression fit = new SignedRegression(columns, churned);
        fit.start();
        double moved = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS && moved > CONVERGED; step++) {
            moved = fit.step();
        }
        return fit;
    }

    /** Log-odds where every input is at its mean. */
    double intercept() {
        return intercept;
    }

    /** Log-odds of the base rate. */
    double baseLogOdds() {
        return baseLogOdds;
    }

    /** Log-odds for each deviation of an input. */
    double weight(int input) {
        return weights[input];
    }

    private void start() {
        int churners = 0;
        for (boolean label : churned) {
            churners += label ? 1 : 0;
        }
        baseLogOdds = Math.log((double) churners / (churned.length - churners));
        intercept = baseLogOdds;
        double rate = (double) churners / churned.length;
        for (int input = 0; input < columns.length; input++) {
            for (int row = 0; row < churned.length; row++) {
                directions[input] += columns[input][row] * ((churned[row] ? 1 : 0) - rate);
            }
        }
    }

    /** One step of weighted least squares; returns how far the weight that moved most did. */
    private double step() {
        double[] before = weights.clone();
        double[] logOdds = new double[churned.length];
        for (int input = 0; input < columns.length; input++) {
            for (int row = 0; weights[input] != 0 && row < logOdds.length; row++) {
                logOdds[row] += weights[input] * columns[input][row];
            }
        }
        for (int row = 0; row < logOdds.length; row++) {
            double probability = ProbabilityCalibrator.sigmoid(intercept + logOdds[row]);
            curvature[row] = Math.max(SMALLEST_CURVATURE, probability * (1 - probability));
            pulls[row] = (churned[row] ? 1 : 0) - probability;
        }
        double[] stiffness = stiffness();
        // a sweep over all inputs decides which count, the next ones refine those
        boolean isOfAll = true;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            boolean isRefined = sweep(stiffness, isOfAll) < CONVERGED;
            if (isRefined && isOfAll) {
                break;
            }
            isOfAll = isRefined;
        }
        double moved = 0;
        for (int input = 0; input < weights.length; input++) {
            moved = Math.max(moved, Math.abs(weights[input] - before[input]));
        }
        return moved;
    }

    private double[] stiffness() {
        double[] sums = new double[columns.length];
        for (int input = 0; input < columns.length; input++) {
            sums[input] = RIDGE;
            for (int row = 0; row < curvature.length; row++) {
                sums[input] += curvature[row] * columns[input][row] * columns[input][row];
            }
        }
        return sums;
    }

    private double sweep(double[] stiffness, boolean isOfAll) {
        double moved = moveIntercept();
        for (int input = 0; input < columns.length; input++) {
            if (isOfAll || weights[input] != 0) {
                moved = Math.max(moved, move(input, stiffness[input]));
            }
        }
        return moved;
    }

    private double moveIntercept() {
        double gradient = 0;
        double sum = 0;
        for (int row = 0; row < pulls.length; row++) {
            gradient += pulls[row];
            sum += curvature[row];
        }
        double change = gradient / sum;
        intercept += change;
        for (int row = 0; row < pulls.length; row++) {
            pulls[row] -= change * curvature[row];
        }
        return Math.abs(change);
    }

    private double move(int input, double stiffness) {
        double[] column = columns[input];
        double gradient = InnerProduct.of(pulls, column) - RIDGE * weights[input];
        double wanted = weights[input] + gradient / stiffness;
        double allowed = wanted * directions[input] > 0 ? wanted : 0;
        double change = allowed - weights[input];
        if (change != 0) {
            weights[input] = allowed;
            for (int row = 0; row < pulls.length; row++) {
                pulls[row] -= change * curvature[row] * column[row];
            }
        }
        return Math.abs(change);
    }
}
