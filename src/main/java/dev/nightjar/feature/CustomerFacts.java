package dev.nightjar.feature;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import java.io.Serializable;

/**
 * What is plainly known of one customer's orders as of a date: the inputs of CLTV, RFM and lifecycle that are not model
 * features. Only customers with at least one completed order have facts. Days are days since 1970-01-01 in the
 * business time zone, money is in ten-thousandths of the base currency.
 *
 * @param orderCount completed orders, at least 1
 * @param firstOrderDay day of the first completed order
 * @param lastOrderDay day of the last completed order
 * @param previousOrderDay last purchase day before {@code lastOrderDay}; {@link #NO_DAY} when there is only one
 * @param lastOrderDayYearAgo last purchase day before the as-of date minus one calendar year; {@link #NO_DAY} when none
 * @param completedValue sum of completed orders
 * @param refundedValue sum of refunds, 0 or more
 * @param purchases (x, t_x, T) on purchase days
 * @param meanRepeatPurchase mean day total of the repeat purchase days (the first day is left out), in units of the
 *     base currency; NaN when x is 0
 * @param medianGapDays median number of days between consecutive purchase days; NaN when there is only one
 * @param costed completed orders whose cost is known
 * @param cancelledDay day of the last {@code cancel} interaction, if there is one and no completed order came after it;
 *     else {@link #NO_DAY}
 */
public record CustomerFacts(
        int orderCount,
        int firstOrderDay,
        int lastOrderDay,
        int previousOrderDay,
        int lastOrderDayYearAgo,
        long completedValue,
        long refundedValue,
        PurchaseSummary purchases,
        double meanRepeatPurchase,
        double medianGapDays,
        CostedSales costed,
        int cancelledDay)
        implements Serializable {

    /** No such day. */
    public static final int NO_DAY = Integer.MIN_VALUE;

    /** Facts of a customer none of whose orders states its cost, and who has not cancelled. */
    public CustomerFacts(
            int orderCount,
            int firstOrderDay,
            int lastOrderDay,
            int previousOrderDay,
            int lastOrderDayYearAgo,
            long completedValue,
            long refundedValue,
            PurchaseSummary purchases,
            double meanRepeatPurchase,
            double medianGapDays) {
        this(
                orderCount,
                firstOrderDay,
                lastOrderDay,
                previousOrderDay,
                lastOrderDayYearAgo,
                completedValue,
                refundedValue,
                purchases,
                meanRepeatPurchase,
                medianGapDays,
                CostedSales.NONE,
                NO_DAY);
    }

    /** Whether the customer has cancelled and not ordered since: nobody who can cancel, or be kept. */
    public boolean hasCancelled() {
        return cancelledDay != NO_DAY;
    }

    /** Completed amounts minus refunds, ten-thousandths of the base currency. */
    public long historicValue() {
        return completedValue - refundedValue;
    }
}
