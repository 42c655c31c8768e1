package dev.nightjar.churn.comparison;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;

/** Smile's gradient boosting as it comes: 500 trees of 6 leaves, no search, no early stopping; thresholds in bins. */
final class PlainSmilePeer implements Peer {

    @Override
    public String name() {
        return "plain Smile";
    }

    @Override
    public List<String> searched() {
        return List.of("defaults");
    }

    @Override
    public int mostTrees() {
        return 500;
    }

    @Override
    public double[][] logOdds(
            FeatureMatrix inputs, boolean[] churned, FeatureMatrix wanted, String setting, int[] trees) {
        // depth 20 cannot be reached with 6 leaves
        TrainingOptions defaults = new TrainingOptions(500, 5, 6, 5, 0.05, 0.7, 1, false, 1);
        Forest forest = new SmileForestTrainer(SplitSearch.BINNED).train(inputs, churned, defaults);
        return new double[][] {forest.logOdds(wanted)};
    }
}
