package dev.nightjar.cltv;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The formula of the marketing guides: average order value × orders per year × expected lifetime − acquisition cost.
 * Undiscounted, before margin, and a lifetime of the whole shop rather than of the customer.
 *
 * @param lifetimeYears expected lifetime of a customer, 1 to 10 years; null where it is not known
 */
public record FormulaCltv(@Nullable Double lifetimeYears) implements Serializable {

    private static final double LONGEST_LIFETIME = 10;
    private static final double DAYS_PER_YEAR = 365;

    /**
     * Fits the lifetime: 1 / the share of the customers active a year ago who placed no order since, at most 10 years. Not
     * known while the shop's first order is less than a calendar year old or nobody was active a year ago.
     *
     * @param shopFirstOrderDay day of the earliest completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     * @param activeYearAgo customers active at {@link #yearBefore} the as-of date
     * @param orderedSince how many of them placed a completed order on or after that day, before the as-of date
     */
    public static FormulaCltv fit(int shopFirstOrderDay, int asOfDay, long activeYearAgo, long orderedSince) {
        if (orderedSince < 0 || orderedSince > activeYearAgo) {
            throw new IllegalArgumentException(
                    "customers who ordered since must be 0 to " + activeYearAgo + ", was " + orderedSince);
        }
        if (shopFirstOrderDay > yearBefore(asOfDay) || activeYearAgo == 0) {
            return new FormulaCltv(null);
        }
        double lapsedShare = (double) (activeYearAgo - orderedSince) / activeYearAgo;
        return new FormulaCltv(lapsedShare == 0 ? LONGEST_LIFETIME : Math.min(LONGEST_LIFETIME, 1 / lapsedShare));
    }

    /** The day one calendar year before; both in days since 1970-01-01. */
    public static int yearBefore(int asOfDay) {
        return (int) LocalDate.ofEpochDay(asOfDay).minusYears(1).toEpochDay();
    }

    /**
     * The formula for one customer, with average order value = historic value / orders and orders per year = orders /
     * max(1, years since the first order), a year being 365 days. Units of the base currency; null without a lifetime.
     */
    public @Nullable Double value(ValueInput input, int asOfDay) {
        if (lifetimeYears == null) {
            return null;
        }
        double averageOrderValue = input.historicValue() / input.orderCount();
        double years = (asOfDay - input.firstOrderDay()) / DAYS_PER_YEAR;
        double ordersPerYear = input.orderCount() / Math.max(1, years);
        return averageOrderValue * ordersPerYear * lifetimeYears - input.acquisitionCostOrZero();
    }
}
