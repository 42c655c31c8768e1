package dev.nightjar.churn.evaluation;

import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator.Logistic;

/**
 * A line in log-odds by maximum likelihood, against labels drawn a little towards each other.
 *
 * <p>Platt (1999), "Probabilistic outputs for support vector machines", section 2.2 for the labels; damped Newton steps
 * as in Lin, Lin and Weng (2007). A slope that would be 0 or less becomes a small positive one.
 */
final class PlattFit {

    private static final int STEPS = 100;
    private static final double SMALLEST_SLOPE = 1e-3;
    private static final double RIDGE = 1e-9;
    private static final double CONVERGED = 1e-10;

    private final double[] scores;
    private final double[] targets;
    private double intercept;
    private double slope = 1;

    private PlattFit(double[] scores, double[] targets) {
        this.scores = scores;
        this.targets = targets;
    }

    /** The line for these scores, at least one. */
    static ProbabilityCalibrator of(double[] scores, boolean[] churned) {
        int churners = 0;
        for (boolean label : churned) {
            churners += label ? 1 : 0;
        }
        double high = (churners + 1.0) / (churners + 2.0);
        double low = 1.0 / (churned.length - churners + 2.0);
        double[] targets = new double[churned.length];
        for (int row = 0; row < targets.length; row++) {
            targets[row] = churned[row] ? high : low;
        }
        PlattFit fit = new PlattFit(scores, targets);
        fit.climb();
        return fit.slope >= SMALLEST_SLOPE
                ? new Logistic(fit.intercept, fit.slope)
                : new Logistic(fit.interceptAlone(), SMALLEST_SLOPE);
    }

    private void climb() {
        double loss = loss(intercept, slope);
        for (int step = 0; step < STEPS; step++) {
            double[] direction = direction();
            double length = 1;
            double next = loss(intercept + direction[0], slope + direction[1]);
            while (next > loss && length > CONVERGED) {
                length /= 2;
                next = loss(intercept + length * direction[0], slope + length * direction[1]);
            }
            if (!(next < loss - CONVERGED * scores.length)) {
                return;
            }
            intercept += length * direction[0];
            slope += length * direction[1];
            loss = next;
        }
    }

    private double[] direction() {
        double g0 = 0;
        double g1 = 0;
        double h00 = RIDGE;
        double h01 = 0;
        double h11 = RIDGE;
        for (int row = 0; row < scores.length; row++) {
            double p = ProbabilityCalibrator.sigmoid(intercept + slope * scores[row]);
            double weight = p * (1 - p);
            g0 += targets[row] - p;
            g1 += (targets[row] - p) * scores[row];
            h00 += weight;
            h01 += weight * scores[row];
            h11 += weight * scores[row] * scores[row];
        }
        double determinant = h00 * h11 - h01 * h01;
        return determinant > RIDGE * RIDGE
                ? new double[] {(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant}
                : new double[] {g0 / h00, 0};
    }

    private double loss(double a, double b) {
        double loss = 0;
        for (int row = 0; row < scores.length; row++) {
            double z = a + b * scores[row];
            // log(1 + exp(z)) − target · z, without overflow
            loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - targets[row] * z;
        }
        return loss;
    }

    private double interceptAlone() {
        double mean = 0;
        double centre = 0;
        for (int row = 0; row < scores.length; row++) {
            mean += targets[row] / targets.length;
            centre += scores[row] / scores.length;
        }
        return Math.log(mean / (1 - mean)) - SMALLEST_SLOPE * centre;
    }
}
