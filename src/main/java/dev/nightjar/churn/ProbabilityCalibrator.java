package dev.nightjar.churn;

import java.io.Serializable;

/**
 * Turns scores into probabilities that agree with what happens. Every calibrator is strictly increasing (up to the
 * resolution of a double), so calibration never changes the ranking.
 */
public sealed interface ProbabilityCalibrator extends Serializable
        permits IsotonicCalibrator, ProbabilityCalibrator.Logistic {

    /**
     * The probability that belongs to a score.
     *
     * @param score log-odds of a forest, or a feature turned so that higher means more likely to leave
     * @return above 0 and below 1; NaN for a score of NaN
     */
    double probability(double score);

    /** Reads a score as log-odds and changes nothing else. */
    static ProbabilityCalibrator identity() {
        return new Logistic(0, 1);
    }

    /** The probabilities of many scores, in their order. */
    default double[] probabilities(double[] scores) {
        double[] probabilities = new double[scores.length];
        for (int row = 0; row < scores.length; row++) {
            probabilities[row] = probability(scores[row]);
        }
        return probabilities;
    }

    /** The same with this much added to the log-odds of every probability. */
    ProbabilityCalibrator shifted(double logOdds);

    /** The log-odds of a probability above 0 and below 1. */
    static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    /** The probability of log-odds, kept inside 0 and 1 where a double would round to them. */
    static double sigmoid(double logOdds) {
        return Math.max(Double.MIN_NORMAL, Math.min(Math.nextDown(1.0), 1 / (1 + Math.exp(-logOdds))));
    }

    /**
     * A straight line in log-odds.
     *
     * @param intercept log-odds at score 0, finite
     * @param slope log-odds for each unit of the score, above 0 and finite
     */
    record Logistic(double intercept, double slope) implements ProbabilityCalibrator {

        /** @throws IllegalArgumentException if a component is out of bounds */
        public Logistic {
            if (!Double.isFinite(intercept) || !(slope > 0) || Double.isInfinite(slope)) {
                throw new IllegalArgumentException(
                        "logistic calibrator must have a finite intercept and a slope above 0" + ", was intercept "
                                + intercept + ", slope " + slope);
            }
        }

        @Override
        public double probability(double score) {
            return sigmoid(intercept + slope * score);
        }

        @Override
        public ProbabilityCalibrator shifted(double logOdds) {
            return new Logistic(intercept + logOdds, slope);
        }
    }
}
