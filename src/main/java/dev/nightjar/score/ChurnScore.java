package dev.nightjar.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely a customer is to leave, and why. All null or empty for lapsed customers and where there is no model.
 *
 * @param probability calibrated probability of churn, 0 to 1
 * @param percentile 1 to 100 among scored customers, 100 = most likely to leave; null until ranks are fitted
 * @param risk low, medium or high
 * @param reasons at most three, largest absolute effect first, ties by code
 */
public record ChurnScore(
        @Nullable Double probability,
        @Nullable Integer percentile,
        @Nullable String risk,
        List<Reason> reasons) {

    /** Nobody's score: the customer is lapsed, or there is no model. */
    public static final ChurnScore NONE = new ChurnScore(null, null, null, List.of());

    /**
     * One reason for a score.
     *
     * @param code feature code
     * @param effect on the log-odds before calibration; positive raises churn. Null for a baseline, which has no effects
     */
    public record Reason(String code, @Nullable Double effect) {}
}
