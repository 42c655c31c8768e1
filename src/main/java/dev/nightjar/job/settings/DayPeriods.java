package dev.nightjar.job.settings;

import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Periods of whole days, as every horizon and window of the configuration is given. */
public final class DayPeriods {

    private static final int MIN_DAYS = 7;
    private static final int MAX_DAYS = 3650;

    private DayPeriods() {}

    /** The number of days in a period, calendar days in the business zone. */
    public static int days(Period period) {
        return Math.toIntExact(period.get(ChronoUnit.DAYS));
    }

    /** Adds a problem unless the period is whole days from P7D to P3650D. */
    static void check(String key, Period period, List<String> problems) {
        boolean isDays = period.getMonths() == 0 && period.getYears() == 0;
        if (!isDays || period.get(ChronoUnit.DAYS) < MIN_DAYS || period.get(ChronoUnit.DAYS) > MAX_DAYS) {
            problems.add(key + " must be P7D to P3650D, whole days, but was " + period);
        }
    }
}
