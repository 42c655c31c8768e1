package dev.nightjar.churn.training;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.List;

/**
 * One forest per fold of customers, fitted without them, so that each customer can be predicted by a forest that has not
 * seen them at any cut-off.
 *
 * @param forests one per fold
 */
record FoldForests(List<Forest> forests) {

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
}
