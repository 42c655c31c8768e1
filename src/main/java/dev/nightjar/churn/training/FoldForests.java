package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * One forest per fold of customers, fitted without them, so that each customer can be predicted by a forest that has not
 * seen them at any cut-off.
 *
 * @param forests one per fold
 * @param boosted how many of the trees of each, the last ones, are boosted; what is before them is where boosting started
 */
record FoldForests(List<Forest> forests, int boosted) {

    static FoldForests fit(ForestTrainer trainer, TrainingRows rows, TrainingOptions options) {
        ExecutorService trainings = Executors.newFixedThreadPool(Math.min(EvaluationForests.FOLDS, trainer.atOnce()));
        try {
            List<CompletableFuture<Forest>> forests = IntStream.range(0, EvaluationForests.FOLDS)
                    .mapToObj(fold ->
                            CompletableFuture.supplyAsync(() -> outside(fold, trainer, rows, options), trainings))
                    .toList();
            return new FoldForests(forests.stream().map(FoldForests::trained).toList(), options.trees());
        } finally {
            trainings.shutdownNow();
        }
    }

    private static Forest outside(int fold, ForestTrainer trainer, TrainingRows rows, TrainingOptions options) {
        int[] outside = rows.outsideFold(fold);
        return trainer.train(rows.inputs().select(outside), rows.labels(outside), options);
    }

    /** What failed fails here as it did there. */
    private static Forest trained(CompletableFuture<Forest> forest) {
        try {
            return forest.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** The same with only the first boosted trees of each forest. */
    FoldForests truncate(int trees) {
        return new FoldForests(
                forests.stream()
                        .map(forest -> forest.truncate(trees(forest, trees)))
                        .toList(),
                trees);
    }

    /** All trees of a forest with so many boosted ones; one without any input that varies has no tree at all. */
    private int trees(Forest forest, int boostedTrees) {
        return Math.max(0, forest.trees() - boosted + boostedTrees);
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

    /** Out-of-fold log-loss, before calibration, with the first boosted trees of each forest: one for each tree count. */
    double[] logLosses(TrainingRows rows, int[] treeCounts) {
        double[] losses = new double[treeCounts.length];
        double[][] logOdds = new double[treeCounts.length][rows.size()];
        for (int fold = 0; fold < forests.size(); fold++) {
            int[] inside = rows.inFold(fold);
            Forest forest = forests.get(fold);
            int[] trees =
                    Arrays.stream(treeCounts).map(count -> trees(forest, count)).toArray();
            double[][] ofFold = forest.logOdds(rows.inputs().select(inside), trees);
            for (int count = 0; count < treeCounts.length; count++) {
                for (int i = 0; i < inside.length; i++) {
                    logOdds[count][inside[i]] = ofFold[count][i];
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
