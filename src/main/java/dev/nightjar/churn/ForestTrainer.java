package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;

/** Learns a forest of boosted trees for the log-odds of churn. */
@FunctionalInterface
public interface ForestTrainer {

    /**
     * Boosts a forest.
     *
     * @param inputs n × p, nothing missing: every value finite
     * @param churned length n, both classes present
     * @param options trees, depth, learning rate, subsample, seed
     * @return the forest; same inputs, options and seed give the same, whatever else is trained meanwhile
     * @throws dev.nightjar.customer.DataContractException if there is no row, only one class, or a value is not finite
     */
    Forest train(FeatureMatrix inputs, boolean[] churned, TrainingOptions options);

    /** How many forests should be trained at once, 1 or more. */
    default int atOnce() {
        return 1;
    }
}
