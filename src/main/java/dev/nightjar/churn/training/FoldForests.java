package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * One forest per fold of customers, fitted without them, so that each customer can be predicted by a forest that has not
 * seen them at any cut-off.
 *
 * @param forests one per fold
 */
record FoldForests(List<Forest> forests) {

    static FoldForests fit(ForestTrainer trainer, TrainingRows rows, TrainingOptions options) {
        List<Forest> forests = new ArrayList<>();
        for (int fold = 0; fold < EvaluationForests.FOLDS; fold++) {
            int[] outside = rows.outsideFold(fold);
            forests.add(trainer.train(rows.inputs().select(outside), rows.labels(outside), options));
        }
        return new FoldForests(List.copyOf(forests));
    }

    /** The same with only the first trees of each forest. */
    FoldForests truncate(int trees) {
        return new FoldForests(forests.stream()
                .map(forest -> forest.truncate(Math.min(trees, forest.trees())))
                .toList());
    }

    /** Out-of-fold log-odds of each row. */
    double[] logOdds(TrainingRows rows) {
        double[] logOdds = new double[rows.size()];
        for (int fold = 0; fold < forests.size(); fold++) {
            int[] inside = rows.inFold(fold);
            double[] ofFold = forests.get(fold).logOdds(rows.inputs().select(inside));
            for (int i = 0; i < inside.length; i++) {
                logOdds[inside[i]] = ofFold[i];
            }
        }
        return logOdds;
    }

    /** Out-of-fold log-loss, before calibration, with the first {@code trees} of each forest: one for each tree count. */
    double[] logLosses(TrainingRows rows, int[] treeCounts) {
        double[] losses = new double[treeCounts.length];
        double[][] logOdds = new double[treeCounts.length][rows.size()];
        for (int fold = 0; fold < forests.size(); fold++) {
            int[] inside = rows.inFold(fold);
            FeatureMatrix inputs = rows.inputs().select(inside);
            for (int count = 0; count < treeCounts.length; count++) {
                Forest forest = forests.get(fold);
                double[] ofFold = forest.truncate(Math.min(treeCounts[count], forest.trees()))
                        .logOdds(inputs);
                for (int i = 0; i < inside.length; i++) {
                    logOdds[count][inside[i]] = ofFold[i];
                }
            }
        }
        for (int count = 0; count < treeCounts.length; count++) {
            losses[count] = ChurnMetrics.logLoss(
                    ProbabilityCalibrator.identity().probabilities(logOdds[count]), rows.churned());
        }
        return losses;
    }
}
