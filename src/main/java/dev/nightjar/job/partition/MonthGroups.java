package dev.nightjar.job.partition;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Months that follow each other and are read together: a SELECT for one month often costs the source as much as a SELECT
 * for several, because the rows of a month lie all over its table. How many depends on how many rows are held at a time.
 */
public final class MonthGroups {

    /** So many rows of a partition are held in memory, if the source's own guess is right. */
    static final long MOST_ROWS = 3_000_000;

    /** A partition is no longer than a year, so that an interrupted night has not much to do again. */
    static final int MOST_MONTHS = 12;

    private static final String TO = "..";

    private MonthGroups() {}

    /**
     * The groups as parts of partition keys, such as {@code 2026-03} and {@code 2025-04..2026-02}.
     *
     * @param months what is to be read; those that do not follow each other are in different groups
     * @param expectedRows of all of it, and of what is between
     */
    public static List<String> keys(SortedSet<YearMonth> months, long expectedRows) {
        List<String> keys = new ArrayList<>();
        if (months.isEmpty()) {
            return keys;
        }
        long span = months.first().until(months.last(), java.time.temporal.ChronoUnit.MONTHS) + 1;
        long most = Math.max(1, Math.min(MOST_MONTHS, MOST_ROWS / Math.max(1, expectedRows / span)));
        YearMonth first = months.first();
        YearMonth last = first;
        for (YearMonth month : months.tailSet(first.plusMonths(1))) {
            boolean follows = month.equals(last.plusMonths(1));
            if (!follows || !month.isBefore(first.plusMonths(most))) {
                keys.add(key(first, last));
                first = month;
            }
            last = month;
        }
        keys.add(key(first, last));
        return keys;
    }

    private static String key(YearMonth first, YearMonth last) {
        return first.equals(last) ? first.toString() : first + TO + last;
    }

    /** The months of a group, ascending. */
    public static List<YearMonth> months(String key) {
        int to = key.indexOf(TO);
        YearMonth first = YearMonth.parse(to < 0 ? key : key.substring(0, to));
        YearMonth last = to < 0 ? first : YearMonth.parse(key.substring(to + TO.length()));
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }
}
