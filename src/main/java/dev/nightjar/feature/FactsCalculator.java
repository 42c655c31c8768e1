package dev.nightjar.feature;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.feature.tally.PurchaseDays;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Computes the {@link CustomerFacts} of one customer after the other. One per thread. */
public final class FactsCalculator {

    private static final double WEEK_DAYS = 7;

    private final PurchaseDays days = new PurchaseDays();

    /**
     * The facts of a customer as of a date, from the events before it.
     *
     * @param asOfDay days since 1970-01-01
     * @return null if the customer has no completed order before the date, and so is not in the population
     */
    public @Nullable CustomerFacts facts(CustomerHistory history, int asOfDay) {
        days.collect(history, asOfDay);
        if (days.size() == 0) {
            return null;
        }
        int last = days.size() - 1;
        int beforeYearAgo = days.countBefore(yearBefore(asOfDay));
        int recencyDays = days.last() - days.first();
        return new CustomerFacts(
                days.orderCount(),
                days.first(),
                days.last(),
                last == 0 ? CustomerFacts.NO_DAY : days.day(last - 1),
                beforeYearAgo == 0 ? CustomerFacts.NO_DAY : days.day(beforeYearAgo - 1),
                days.totalFrom(0),
                refunded(history, asOfDay),
                new PurchaseSummary(last, recencyDays / WEEK_DAYS, (asOfDay - 1 - days.first()) / WEEK_DAYS),
                last == 0 ? Double.NaN : Money.units(days.totalFrom(1)) / last,
                days.medianGap(),
                costed(history, asOfDay),
                ChurnLabel.cancelledDay(history, asOfDay));
    }

    /** The purchase days of the last call of {@link #facts}; they hold until the next. */
    PurchaseDays purchaseDays() {
        return days;
    }

    private static long refunded(CustomerHistory history, int asOfDay) {
        OrderBatch orders = history.orders();
        long refunded = 0;
        int end = history.orderEndBefore(asOfDay);
        for (int row = history.orderFrom(); row < end; row++) {
            refunded += orders.isRefund(row) ? -orders.amount()[row] : 0;
        }
        return refunded;
    }

    private static CostedSales costed(CustomerHistory history, int asOfDay) {
        OrderBatch orders = history.orders();
        int count = 0;
        long value = 0;
        long cost = 0;
        int end = history.orderEndBefore(asOfDay);
        for (int row = history.orderFrom(); row < end; row++) {
            if (orders.isPurchase(row) && orders.cost()[row] != Money.MISSING) {
                count++;
                value += orders.amount()[row];
                cost += orders.cost()[row];
            }
        }
        return count == 0 ? CostedSales.NONE : new CostedSales(count, value, cost);
    }

    private static int yearBefore(int asOfDay) {
        return Math.toIntExact(LocalDate.ofEpochDay(asOfDay).minusYears(1).toEpochDay());
    }
}
