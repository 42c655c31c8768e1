package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;

/**
 * A forest and the curve that turns its log-odds into probabilities.
 *
 * @param forest log-odds of churn
 * @param calibrator fitted on customers that the forest had not seen
 */
public record CalibratedForest(Forest forest, ProbabilityCalibrator calibrator) implements ChurnModel.Published {

    private static final long serialVersionUID = 1L;

    @Override
    public double[] probability(FeatureMatrix inputs) {
        return calibrator.probabilities(forest.logOdds(inputs));
    }
}
