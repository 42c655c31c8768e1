package dev.nightjar.cltv;

import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.Money;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one customer with at least one completed order, as value needs it. Days are days since 1970-01-01;
 * money is in ten-thousandths of the base currency unless said otherwise.
 *
 * @param purchases (x, t_x, T) on purchase days
 * @param meanRepeatPurchase mean day total of the repeat purchase days in units of the base currency, 0 or more; not read
 *     when x is 0
 * @param medianGapDays median days between consecutive purchase days; not read when x is 0
 * @param orderCount completed orders, at least 1
 * @param firstOrderDay day of the first completed order
 * @param completedValue sum of completed orders, 0 or more
 * @param refundedValue sum of refunds, 0 or more
 * @param acquisitionCost what winning the customer cost; {@link Money#MISSING} where unknown, which counts as 0
 * @param market the market whose purchase model counts; null where unknown
 * @param costed completed orders whose cost is known
 */
public record ValueInput(
        PurchaseSummary purchases,
        double meanRepeatPurchase,
        double medianGapDays,
        int orderCount,
        int firstOrderDay,
        long completedValue,
        long refundedValue,
        long acquisitionCost,
        @Nullable String market,
        CostedSales costed)
        implements Serializable {

    /**
     * @throws IllegalArgumentException showing all three, if there is no order or a value is negative
     */
    public ValueInput {
        if (orderCount < 1 || completedValue < 0 || refundedValue < 0) {
            throw new IllegalArgumentException(
                    "a customer must have at least one order and values of 0 or more, was orders=" + orderCount
                            + " completed=" + completedValue + " refunded=" + refundedValue);
        }
    }

    /** What is known of a customer none of whose orders states its cost. */
    public ValueInput(
            PurchaseSummary purchases,
            double meanRepeatPurchase,
            double medianGapDays,
            int orderCount,
            int firstOrderDay,
            long completedValue,
            long refundedValue,
            long acquisitionCost,
            @Nullable String market) {
        this(
                purchases,
                meanRepeatPurchase,
                medianGapDays,
                orderCount,
                firstOrderDay,
                completedValue,
                refundedValue,
                acquisitionCost,
                market,
                CostedSales.NONE);
    }

    /** Day of the last purchase. */
    public int lastOrderDay() {
        return firstOrderDay + days(purchases.recencyWeeks());
    }

    /** Completed amounts minus refunds, units of the base currency; negative when more came back than was sold. */
    public double historicValue() {
        return Money.units(completedValue - refundedValue);
    }

    /** Units of the base currency; 0 where unknown. */
    public double acquisitionCostOrZero() {
        return acquisitionCost == Money.MISSING ? 0 : Money.units(acquisitionCost);
    }

    int recencyDays() {
        return days(purchases.recencyWeeks());
    }

    int ageDays() {
        return days(purchases.ageWeeks());
    }

    private static int days(double weeks) {
        return (int) Math.round(weeks * 7);
    }
}
