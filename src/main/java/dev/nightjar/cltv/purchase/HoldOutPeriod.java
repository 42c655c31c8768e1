package dev.nightjar.cltv.purchase;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The end of the history that a fit for checking does not see: models are fitted on what was known before its first day,
 * and compared with what customers did in it.
 *
 * @param firstDay days since 1970-01-01; the as-of day of the fit for checking
 * @param endDay the as-of day, exclusive
 */
public record HoldOutPeriod(int firstDay, int endDay) implements Serializable {

    /** Shortest period that shows anything, and shortest history before it. */
    private static final int LEAST_DAYS = 28;

    private static final int LATEST_PART = 7;
    private static final double DAYS_PER_WEEK = 7;

    /**
     * The later half of the history, but no longer than the horizon: what is checked is then nearest to what is used.
     *
     * @param shopFirstOrderDay day of the earliest completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     * @param horizonDays how far ahead value is counted
     * @return null where the shop is younger than eight weeks
     */
    public static @Nullable HoldOutPeriod of(int shopFirstOrderDay, int asOfDay, int horizonDays) {
        int days = Math.min(horizonDays, (asOfDay - shopFirstOrderDay) / 2);
        return asOfDay - shopFirstOrderDay < 2 * LEAST_DAYS ? null : new HoldOutPeriod(asOfDay - days, asOfDay);
    }

    /**
     * The last seventh of the history, at least four weeks, but no longer than the horizon: what models are chosen and
     * corrected by. How customers leave shows late, so the fit before it must see most of the history.
     *
     * @param shopFirstOrderDay day of the earliest completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     * @param horizonDays how far ahead value is counted
     * @return null where the shop is younger than eight weeks
     */
    public static @Nullable HoldOutPeriod latest(int shopFirstOrderDay, int asOfDay, int horizonDays) {
        int history = asOfDay - shopFirstOrderDay;
        int days = Math.min(horizonDays, Math.max(LEAST_DAYS, history / LATEST_PART));
        return history < 2 * LEAST_DAYS ? null : new HoldOutPeriod(asOfDay - days, asOfDay);
    }

    /** Its length. */
    public int days() {
        return endDay - firstDay;
    }

    /** Its length, as the models see it. */
    public double weeks() {
        return days() / DAYS_PER_WEEK;
    }
}
