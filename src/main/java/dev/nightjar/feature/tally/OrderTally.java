package dev.nightjar.feature.tally;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;

/**
 * One customer's orders by what they are: purchases (completed, amount 0 or more), refunds (amount below 0), sales given
 * back, cancelled and pending ones.
 */
public final class OrderTally {

    private final WindowCounts purchases = new WindowCounts();
    private final WindowCounts spend = new WindowCounts();
    private final WindowCounts refunds = new WindowCounts();
    private final WindowCounts refunded = new WindowCounts();
    private final WindowCounts returned = new WindowCounts();
    private final WindowCounts cancelled = new WindowCounts();
    private final WindowCounts pending = new WindowCounts();
    private final ValueSeries values = new ValueSeries();
    private int lastReturnDay = CustomerTally.NO_DAY;

    void clear() {
        purchases.clear();
        spend.clear();
        refunds.clear();
        refunded.clear();
        returned.clear();
        cancelled.clear();
        pending.clear();
        values.clear();
        lastReturnDay = CustomerTally.NO_DAY;
    }

    void addPurchase(OrderBatch orders, int row, int band) {
        long amount = orders.amount()[row];
        purchases.add(band, 1);
        spend.add(band, amount);
        values.add(orders.day()[row], orders.atMicros()[row], Money.units(amount));
    }

    void addOther(OrderBatch orders, int row, int band) {
        if (orders.isRefund(row)) {
            refunds.add(band, 1);
            refunded.add(band, -orders.amount()[row]);
            lastReturnDay = orders.day()[row];
        } else if (orders.isReturn(row)) {
            returned.add(band, 1);
            lastReturnDay = orders.day()[row];
        } else if (orders.status()[row] == OrderStatus.CANCELLED.code()) {
            cancelled.add(band, 1);
        } else {
            pending.add(band, 1);
        }
    }

    /** Completed orders. */
    public WindowCounts purchases() {
        return purchases;
    }

    /** Amounts of completed orders, ten-thousandths of the base currency. */
    public WindowCounts spend() {
        return spend;
    }

    /** Amounts of completed orders, in units of the base currency. */
    public ValueSeries values() {
        return values;
    }

    /** Rows with an amount below 0. */
    public WindowCounts refunds() {
        return refunds;
    }

    /** Refunded amounts, 0 or more, ten-thousandths of the base currency. */
    public WindowCounts refunded() {
        return refunded;
    }

    /** Orders of status returned. */
    public WindowCounts returned() {
        return returned;
    }

    /** Orders of status cancelled. */
    public WindowCounts cancelled() {
        return cancelled;
    }

    /** Orders of status pending. */
    public WindowCounts pending() {
        return pending;
    }

    /** Day of the last refund or returned order; {@link CustomerTally#NO_DAY} where there is none. */
    public int lastReturnDay() {
        return lastReturnDay;
    }
}
