package dev.nightjar.source;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/**
 * The days of a calendar month in the business zone, as far as they are before the as-of date, and the instants they
 * begin at. A day is as long as the zone makes it.
 */
public final class BusinessMonth {

    /** The day of an instant that is not in the month. */
    static final int OUTSIDE = Integer.MIN_VALUE;

    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final int firstDay;
    private final long[] starts;

    private BusinessMonth(int firstDay, long[] starts) {
        this.firstDay = firstDay;
        this.starts = starts;
    }

    static BusinessMonth of(YearMonth month, LocalDate asOfDate, ZoneId zone) {
        LocalDate first = month.atDay(1);
        LocalDate end = month.plusMonths(1).atDay(1);
        end = end.isAfter(asOfDate) ? asOfDate : end;
        int days = Math.max(0, (int) (end.toEpochDay() - first.toEpochDay()));
        long[] starts = new long[days + 1];
        for (int day = 0; day <= days; day++) {
            starts[day] = startOfDay(first.plusDays(day), zone);
        }
        return new BusinessMonth((int) first.toEpochDay(), starts);
    }

    /** The instant at which a calendar day begins, in microseconds since 1970-01-01T00:00Z. */
    public static long startOfDay(LocalDate day, ZoneId zone) {
        return micros(day.atStartOfDay(zone).toInstant());
    }

    /** An instant in microseconds since 1970-01-01T00:00Z. */
    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
    }

    /** The first instant of the month. */
    long fromMicros() {
        return starts[0];
    }

    /** The instant after the month, or the as-of midnight if that is earlier. */
    long toMicros() {
        return starts[starts.length - 1];
    }

    /** The day of an instant in days since 1970-01-01, or {@link #OUTSIDE}. */
    int day(long micros) {
        if (micros < fromMicros() || micros >= toMicros()) {
            return OUTSIDE;
        }
        int day = (int) Math.min(starts.length - 2L, (micros - starts[0]) / MICROS_PER_DAY);
        while (starts[day] > micros) {
            day--;
        }
        while (starts[day + 1] <= micros) {
            day++;
        }
        return firstDay + day;
    }
}
