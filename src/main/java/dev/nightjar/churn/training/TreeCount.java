package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The number of trees of one way to boost, settled by out-of-fold log-loss before calibration.
 *
 * @param boost with that tree count
 * @param folds fold forests cut to it
 */
record TreeCount(TrainingOptions boost, FoldForests folds) {

    private static final int STEP = 5;

    /**
     * Settles it: every fifth count up to the most, and the most.
     *
     * @param folds fitted with the most trees that {@code boost} allows
     * @param deciding rows whose log-loss decides
     */
    static TreeCount settle(TrainingOptions boost, FoldForests folds, TrainingRows deciding) {
        int[] counts = counts(boost.trees());
        double[] losses = logLosses(folds, boost.trees(), deciding, counts);
        int best = 0;
        for (int count = 1; count < losses.length; count++) {
            best = losses[count] < losses[best] ? count : best;
        }
        int trees = counts[best];
        List<Forest> cut = folds.forests().stream()
                .map(forest -> forest.truncate(trees(forest, boost.trees(), trees)))
                .toList();
        return new TreeCount(boost.withTrees(trees), new FoldForests(cut));
    }

    private static int[] counts(int most) {
        List<Integer> counts = new ArrayList<>();
        IntStream.iterate(STEP, count -> count < most, count -> count + STEP).forEach(counts::add);
        counts.add(most);
        return counts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] logLosses(FoldForests folds, int most, TrainingRows rows, int[] counts) {
        double[][] logOdds = folds.logOdds(
                rows,
                counts.length,
                forest -> Arrays.stream(counts)
                        .map(count -> trees(forest, most, count))
                        .toArray());
        return Arrays.stream(logOdds)
                .mapToDouble(ofCount -> logLoss(ofCount, rows))
                .toArray();
    }

    /** Log-loss of log-odds as they are. */
    static double logLoss(double[] logOdds, TrainingRows rows) {
        return ChurnMetrics.logLoss(ProbabilityCalibrator.identity().probabilities(logOdds), rows.churned());
    }

    /**
     * Trees of a forest with so many boosted ones. What is before those is where boosting started; a forest without any
     * input that varies has no tree at all.
     */
    private static int trees(Forest forest, int mostBoosted, int boosted) {
        return Math.max(0, forest.trees() - mostBoosted + boosted);
    }
}
