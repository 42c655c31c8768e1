package dev.nightjar.cltv;

import org.jspecify.annotations.Nullable;

/** When a customer's next order is due by the customer's rhythm, and that of the population where there is little of it. */
public final class NextOrderDue {

    private static final double DAYS_PER_WEEK = 7;
    private static final double LONGEST_GAP_DAYS = 3650;

    private NextOrderDue() {}

    /**
     * The day of the last order plus the usual gap, (alpha + x × own median gap) / (r + x): the population's gap alpha / r
     * and the customer's own, weighted as the purchase model weighs its prior against x purchases. It is the model's mean
     * gap with the median in place of the customer's mean, so that one long pause does not count. Without a model, the own
     * median gap alone.
     *
     * <p>A day before the as-of date is kept: the order is overdue, which is what a reader wants to know. It says when,
     * not whether; P(alive) does.
     *
     * @param model null where none could be fitted
     * @return days since 1970-01-01; null where the rhythm is unknown (no model and no repeat purchase) or the gap exceeds
     *     3650 days
     */
    public static @Nullable Integer day(ValueInput input, @Nullable PurchaseModel model) {
        int x = input.purchases().repeatPurchases();
        double gapDays = Double.NaN;
        if (model != null) {
            double ownDays = x == 0 ? 0 : x * input.medianGapDays();
            gapDays = (DAYS_PER_WEEK * model.alpha() + ownDays) / (model.r() + x);
        } else if (x > 0) {
            gapDays = input.medianGapDays();
        }
        return gapDays <= LONGEST_GAP_DAYS ? input.lastOrderDay() + (int) Math.max(1, Math.round(gapDays)) : null;
    }
}
