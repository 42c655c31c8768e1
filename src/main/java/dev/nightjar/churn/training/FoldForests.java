package dev.nightjar.churn.training;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.List;
import java.util.function.Function;

/**
 * One forest per fold of customers, fitted without them, so that each customer can be predicted by a forest that has not
 * seen them at any cut-off.
 *
 * @param forests one per fold
 */
record FoldForests(List<Forest> forests) {

    /** Out-of-fold log-odds of each row. */
    double[] logOdds(TrainingRows rows) {
        return logOdds(rows, 1, forest -> new int[] {forest.trees()})[0];
    }

    /**
     * The same with the first trees of each forest alone.
     *
     * @param counts how many numbers of trees there are
     * @param trees these numbers for a forest, ascending
     * @return for each of these numbers, one per row
     */
    double[][] logOdds(TrainingRows rows, int counts, Function<Forest, int[]> trees) {
        double[][] logOdds = new double[counts][rows.size()];
        for (int fold = 0; fold < forests.size(); fold++) {
            int[] inside = rows.inFold(fold);
            Forest forest = forests.get(fold);
            double[][] ofFold = forest.logOdds(rows.inputs().select(inside), trees.apply(forest));
            for (int count = 0; count < counts; count++) {
                for (int i = 0; i < inside.length; i++) {
                    logOdds[count][inside[i]] = ofFold[count][i];
                }
            }
        }
        return logOdds;
    }
}
