package dev.nightjar.churn.evaluation;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Platt's line or an isotonic curve: whichever predicts held-out customers better, fitted on all of them. Both rise
 * strictly, so the choice never changes a ranking. The newest customers then set the level: the base rate moves from one
 * cut-off to the next, and theirs is nearest to what comes.
 */
public final class CalibratorChoice {

    /** Log-loss that the isotonic curve, the one with more freedom, must gain on held-out customers. */
    private static final double WORTH_A_CURVE = 1e-4;

    /** Log-odds; no base rate moves further between two cut-offs. */
    private static final double MOST_MOVED = 10;

    private static final int HALVINGS = 60;

    private CalibratorChoice() {}

    /**
     * Fits both on the customers outside of each fold, compares their log-loss on those inside, and fits the better one
     * on everybody; then moves its log-odds so that the mean probability of the newest is their churn rate.
     *
     * @param logOdds length n, at least 1, finite, of customers the forest has not seen
     * @param churned length n
     * @param folds length n, fold of each row's customer; with fewer than two folds the line is taken
     * @param newest how many rows, the first ones, are of the newest cut-off; 0 leaves the level as it is
     */
    public static ProbabilityCalibrator fit(double[] logOdds, boolean[] churned, int[] folds, int newest) {
        double line = heldOut(logOdds, churned, folds, PlattFit::of);
        double curve = heldOut(logOdds, churned, folds, IsotonicCalibrator::fit);
        boolean isCurve = curve < line - WORTH_A_CURVE;
        return levelled(isCurve, logOdds, churned, newest);
    }

    /** Fits the kind that was chosen before, a line or a curve, on other customers; parameters as of {@link #fit}. */
    public static ProbabilityCalibrator likewise(
            ProbabilityCalibrator chosen, double[] logOdds, boolean[] churned, int newest) {
        return levelled(chosen instanceof IsotonicCalibrator, logOdds, churned, newest);
    }

    private static ProbabilityCalibrator levelled(boolean isCurve, double[] logOdds, boolean[] churned, int newest) {
        ProbabilityCalibrator fitted =
                isCurve ? IsotonicCalibrator.fit(logOdds, churned) : PlattFit.of(logOdds, churned);
        return level(fitted, logOdds, churned, newest);
    }

    /**
     * Moves a calibrator's log-odds so that the mean probability of the newest customers is their churn rate. One more
     * customer, who is as the calibrator has it, keeps the level of a single class finite.
     *
     * @param scores length n
     * @param churned length n
     * @param newest how many of them, the first ones, are the newest; where there are none, nothing moves
     */
    public static ProbabilityCalibrator level(
            ProbabilityCalibrator calibrator, double[] scores, boolean[] churned, int newest) {
        if (newest == 0) {
            return calibrator;
        }
        double[] ofNewest = Arrays.copyOf(scores, newest);
        double wanted = sum(calibrator, ofNewest) / newest;
        for (int row = 0; row < newest; row++) {
            wanted += churned[row] ? 1 : 0;
        }
        return calibrator.shifted(shift(calibrator, ofNewest, wanted * newest / (newest + 1.0)));
    }

    /**
     * What to add to the log-odds of a calibrator so that the probabilities of these scores add up to {@code wanted}, above 0
     * and below their number; ±{@value #MOST_MOVED} at most.
     */
    public static double shift(ProbabilityCalibrator calibrator, double[] scores, double wanted) {
        double low = -MOST_MOVED;
        double high = MOST_MOVED;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (low + high) / 2;
            if (sum(calibrator.shifted(middle), scores) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double sum(ProbabilityCalibrator calibrator, double[] logOdds) {
        return Arrays.stream(calibrator.probabilities(logOdds)).sum();
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
