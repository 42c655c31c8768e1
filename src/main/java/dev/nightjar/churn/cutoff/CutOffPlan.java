package dev.nightjar.churn.cutoff;

import java.util.ArrayList;
import java.util.List;

/**
 * The dates in the past at which customers are labelled: c_k = as-of date − horizon − k · 30 days. Days are days since
 * 1970-01-01 in the business time zone.
 *
 * @param asOfDay everything before this day is known
 * @param horizonDays length of the churn window
 * @param cutOffDays days of the cut-offs, newest first
 */
public record CutOffPlan(int asOfDay, int horizonDays, List<Integer> cutOffDays) {

    /** Days between two cut-offs. */
    public static final int STEP_DAYS = 30;

    /** Most cut-offs a model is trained on. */
    public static final int MOST_CUT_OFFS = 12;

    /** Fewest cut-offs a model is trained on, where there are so many. */
    public static final int FEW_CUT_OFFS = 3;

    /** Fewest days of history before a cut-off. */
    public static final int HISTORY_DAYS = 30;

    public CutOffPlan {
        cutOffDays = List.copyOf(cutOffDays);
    }

    /**
     * Every cut-off that can be of use: the newest for the published model and the newest whose labels were known by the
     * test cut-off for the evaluation, {@code most} of each, as far as there are {@value #HISTORY_DAYS} days of history.
     *
     * @param firstOrderDay day of the first completed order of the whole shop
     * @param most cut-offs a model may be trained on, 1 to {@value #MOST_CUT_OFFS}. Where the newest three that are evaluated on
     *     hold half of {@code training-rows} active customers, more than three are not used
     */
    public static CutOffPlan of(int asOfDay, int firstOrderDay, int horizonDays, int most) {
        if (most < 1 || most > MOST_CUT_OFFS) {
            throw new IllegalArgumentException("cut-offs must be 1 to " + MOST_CUT_OFFS + ", was " + most);
        }
        int firstLabelled = stepsUntilLabelled(horizonDays);
        List<Integer> days = new ArrayList<>();
        for (int k = 0; k < firstLabelled + most; k++) {
            int day = asOfDay - horizonDays - k * STEP_DAYS;
            boolean isUsed = k < most || k >= firstLabelled;
            if (isUsed && day - firstOrderDay >= HISTORY_DAYS) {
                days.add(day);
            }
        }
        return new CutOffPlan(asOfDay, horizonDays, days);
    }

    /** The day of the test cut-off, c_0, planned or not. */
    public int testDay() {
        return asOfDay - horizonDays;
    }

    /**
     * The cut-offs an evaluation trains on, newest first: those whose churn window ends by the test cut-off, or, where
     * there are fewer than {@value #FEW_CUT_OFFS}, all but the test.
     */
    public List<Integer> evaluationDays() {
        List<Integer> labelled =
                cutOffDays.stream().filter(this::isLabelledByTest).toList();
        return labelled.size() < FEW_CUT_OFFS
                ? cutOffDays.stream().filter(day -> day < testDay()).toList()
                : labelled;
    }

    /** Whether churn windows of the evaluation's training cut-offs reach into the test's. */
    public boolean hasLabelOverlap() {
        return !evaluationDays().stream().allMatch(this::isLabelledByTest);
    }

    private boolean isLabelledByTest(int day) {
        return day + horizonDays <= testDay();
    }

    private static int stepsUntilLabelled(int horizonDays) {
        return (horizonDays + STEP_DAYS - 1) / STEP_DAYS;
    }
}
