package dev.nightjar.score;

import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.cltv.quality.HoldOutCustomer;
import dev.nightjar.cltv.quality.RepeatTracking;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FactsCalculator;
import java.util.ArrayList;
import java.util.List;

/** Customers as they were known before a hold-out period, and what they did in it, out of their histories. */
public final class HoldOutCustomers {

    private static final double DAYS_PER_YEAR = 365;

    private final int firstDay;
    private final int endDay;
    private final CltvOptions options;
    private final FactsCalculator calculator = new FactsCalculator();

    /**
     * @param period the hold-out period
     * @param options say what is discounted how, and what a market is
     */
    public HoldOutCustomers(HoldOutPeriod period, CltvOptions options) {
        this.firstDay = period.firstDay();
        this.endDay = period.endDay();
        this.options = options;
    }

    /**
     * The customers of a bucket with a completed order before the period, except those who refuse profiling, in their
     * order.
     *
     * @param tracking is told of their purchase days up to the end of the period
     */
    public List<HoldOutCustomer> of(BucketHistory bucket, RepeatTracking tracking) {
        List<HoldOutCustomer> customers = new ArrayList<>();
        for (int i = 0; i < bucket.size(); i++) {
            CustomerHistory history = bucket.customer(i);
            CustomerFacts past = history.profile().refusesProfiling() ? null : calculator.facts(history, firstDay);
            if (past != null) {
                customers.add(customer(history, past));
                track(history, tracking);
            }
        }
        return customers;
    }

    private HoldOutCustomer customer(CustomerHistory history, CustomerFacts past) {
        OrderBatch orders = history.orders();
        int purchases = 0;
        int lastDay = Integer.MIN_VALUE;
        double kept = 0;
        int end = history.orderEndBefore(endDay);
        for (int row = history.orderEndBefore(firstDay); row < end; row++) {
            int day = orders.day()[row];
            if (orders.isPurchase(row) && day != lastDay) {
                purchases++;
                lastDay = day;
            }
            if (orders.isPurchase(row) || orders.isRefund(row)) {
                kept += Money.units(orders.amount()[row])
                        * Math.pow(1 + options.annualDiscountRate(), -(day - firstDay) / DAYS_PER_YEAR);
            }
        }
        return new HoldOutCustomer(
                ValueInputs.of(
                        past, history.profile().acquisitionCost(), Market.of(history.profile(), options.market())),
                past.lastOrderDayYearAgo(),
                purchases,
                kept);
    }

    private void track(CustomerHistory history, RepeatTracking tracking) {
        OrderBatch orders = history.orders();
        int lastDay = Integer.MIN_VALUE;
        int end = history.orderEndBefore(endDay);
        for (int row = history.orderFrom(); row < end; row++) {
            int day = orders.day()[row];
            if (orders.isPurchase(row) && day != lastDay) {
                if (lastDay == Integer.MIN_VALUE) {
                    tracking.addFirst(day);
                } else {
                    tracking.addRepeat(day);
                }
                lastDay = day;
            }
        }
    }
}
