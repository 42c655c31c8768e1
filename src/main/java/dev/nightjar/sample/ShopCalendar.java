package dev.nightjar.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * The days of a shop: when each begins in its time zone and what foreign money was worth on it. Rates are published on
 * weekdays only, from a week before the first day; a weekend takes Friday's.
 */
final class ShopCalendar {

    /** The shop's time zone. */
    static final ZoneId ZONE = ZoneId.of("Europe/London");

    /** Currencies of the shop; the first is its base currency. */
    static final String[] CURRENCIES = {"GBP", "EUR", "USD"};

    private static final double[] FIRST_RATES = {1, 0.86, 0.79};
    private static final double DAILY_MOVE = 0.004;
    private static final int DAYS_BEFORE = 7;
    private static final long MICROS = 1_000_000L;
    private static final long RATES_STREAM = -1;

    private final int firstDay;
    private final int lastDay;
    private final long[] startMicros;
    private final double[][] rates;

    ShopCalendar(LocalDate firstDay, LocalDate lastDay, long seed) {
        this.firstDay = (int) firstDay.toEpochDay();
        this.lastDay = (int) lastDay.toEpochDay();
        int days = this.lastDay - this.firstDay + 1;
        startMicros = new long[days];
        for (int i = 0; i < days; i++) {
            startMicros[i] = firstDay.plusDays(i).atStartOfDay(ZONE).toEpochSecond() * MICROS;
        }
        rates = rates(days + DAYS_BEFORE, new Draws(seed, RATES_STREAM));
    }

    /** First day of the shop, days since 1970-01-01. */
    int firstDay() {
        return firstDay;
    }

    /** Last day of the shop, days since 1970-01-01. */
    int lastDay() {
        return lastDay;
    }

    /** First day that may have a rate. */
    int firstRateDay() {
        return firstDay - DAYS_BEFORE;
    }

    /** Whether rates are published on this day. */
    static boolean isRateDay(int day) {
        DayOfWeek weekday = LocalDate.ofEpochDay(day).getDayOfWeek();
        return weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY;
    }

    /** Pounds for one unit of this currency on the last rate day up to {@code day}, with six decimals. */
    double rate(int currency, int day) {
        return rates[currency][day - firstRateDay()];
    }

    /** An instant of this day between seven and half past ten, mostly in the afternoon; microseconds since 1970. */
    long instant(int day, Draws draws) {
        long seconds = (long) (3600 * (7 + 7.75 * (draws.uniform() + draws.uniform())));
        return startMicros[day - firstDay] + seconds * MICROS;
    }

    private double[][] rates(int days, Draws draws) {
        double[][] series = new double[CURRENCIES.length][days];
        for (int currency = 0; currency < CURRENCIES.length; currency++) {
            double rate = FIRST_RATES[currency];
            for (int i = 0; i < days; i++) {
                boolean moves = currency > 0 && i > 0 && isRateDay(firstRateDay() + i);
                if (moves) {
                    double pull = 0.01 * (FIRST_RATES[currency] / rate - 1);
                    rate = StrictMath.rint(rate * (1 + pull + DAILY_MOVE * draws.gaussian()) * 1e6) / 1e6;
                }
                series[currency][i] = rate;
            }
        }
        return series;
    }
}
