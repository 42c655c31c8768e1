package dev.nightjar.churn.evaluation;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Platt's line or an isotonic curve: whichever predicts held-out customers better, fitted on all of them. Both rise
 * strictly, so the choice never changes a ranking.
 */
public final class CalibratorChoice {

    /** Log-loss that the isotonic curve, the one with more freedom, must gain on held-out customers. */
    private static final double WORTH_A_CURVE = 1e-4;

    private CalibratorChoice() {}

    /**
     * Fits both on the customers outside of each fold, compares their log-loss on those inside, and fits the better one
     * on everybody.
     *
     * @param logOdds length n, at least 1, finite, of customers the forest has not seen
     * @param churned length n
     * @param folds length n, fold of each row's customer; with fewer than two folds the line is taken
     */
    public static ProbabilityCalibrator fit(double[] logOdds, boolean[] churned, int[] folds) {
        double line = heldOut(logOdds, churned, folds, PlattFit::of);
        double curve = heldOut(logOdds, churned, folds, IsotonicCalibrator::fit);
        return curve < line - WORTH_A_CURVE ? IsotonicCalibrator.fit(logOdds, churned) : PlattFit.of(logOdds, churned);
    }

    /** Sum over the folds of log-loss times customers, divided by all; 0 where there is but one fold. */
    private static double heldOut(
            double[] logOdds,
            boolean[] churned,
            int[] folds,
            BiFunction<double[], boolean[], ProbabilityCalibrator> fit) {
        double loss = 0;
        for (int fold : IntStream.of(folds).distinct().sorted().toArray()) {
            int[] outside = rows(folds, fold, false);
            int[] inside = rows(folds, fold, true);
            if (outside.length > 0) {
                ProbabilityCalibrator calibrator = fit.apply(at(logOdds, outside), at(churned, outside));
                loss += inside.length
                        * ChurnMetrics.logLoss(calibrator.probabilities(at(logOdds, inside)), at(churned, inside));
            }
        }
        return loss / folds.length;
    }

    private static int[] rows(int[] folds, int fold, boolean isInside) {
        return IntStream.range(0, folds.length)
                .filter(row -> (folds[row] == fold) == isInside)
                .toArray();
    }

    private static double[] at(double[] values, int[] rows) {
        return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
    }

    private static boolean[] at(boolean[] values, int[] rows) {
        boolean[] chosen = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return chosen;
    }
}
