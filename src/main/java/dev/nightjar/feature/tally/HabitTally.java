package dev.nightjar.feature.tally;

import java.util.Arrays;

/** On which days of the week and of the year one customer places completed orders. */
public final class HabitTally {

    private static final int BLOCK_DAYS = 30;
    private static final int BLOCKS = 12;
    private static final int YEAR_DAYS = 365;
    private static final int FIRST_DAYS_OF_MONTH = 10;

    private final int[] weekdays = new int[7];
    private final int[] months = new int[12];
    private final int horizonDays;
    private int total;
    private int monthStarts;
    private int yearAgo;
    private int blockBits;

    HabitTally(int horizonDays) {
        this.horizonDays = horizonDays;
    }

    void clear() {
        Arrays.fill(weekdays, 0);
        Arrays.fill(months, 0);
        total = 0;
        monthStarts = 0;
        yearAgo = 0;
        blockBits = 0;
    }

    void add(int day, int ageDays) {
        total++;
        weekdays[CalendarDay.weekday(day)]++;
        months[CalendarDay.month(day) - 1]++;
        if (CalendarDay.dayOfMonth(day) <= FIRST_DAYS_OF_MONTH) {
            monthStarts++;
        }
        if (ageDays <= YEAR_DAYS && ageDays > YEAR_DAYS - horizonDays) {
            yearAgo++;
        }
        if (ageDays <= BLOCK_DAYS * BLOCKS) {
            blockBits |= 1 << ((ageDays - 1) / BLOCK_DAYS);
        }
    }

    /** Share of orders on Saturday or Sunday, 0 to 1; NaN without orders. */
    public double weekendShare() {
        return (double) (weekdays[5] + weekdays[6]) / total;
    }

    /** Share of orders on the weekday with most of them, 1/7 to 1; NaN without orders. */
    public double mainWeekdayShare() {
        return (double) max(weekdays) / total;
    }

    /** Share of orders in the calendar month (of any year) with most of them, 1/12 to 1; NaN without orders. */
    public double mainMonthShare() {
        return (double) max(months) / total;
    }

    /** Different calendar months, of any year, with an order, 0 to 12. */
    public int distinctMonths() {
        int distinct = 0;
        for (int count : months) {
            distinct += Math.min(1, count);
        }
        return distinct;
    }

    /** Share of orders on day 1 to 10 of a month, 0 to 1; NaN without orders. */
    public double monthStartShare() {
        return (double) monthStarts / total;
    }

    /** Orders in {@code [asOf − 365, asOf − 365 + horizon)}: the season that comes next, a year earlier. */
    public int yearAgoCount() {
        return yearAgo;
    }

    /** Of the last 12 blocks of 30 days before the as-of date, those with an order, 0 to 12. */
    public int activeBlocks() {
        return Integer.bitCount(blockBits);
    }

    private static int max(int[] counts) {
        int max = 0;
        for (int count : counts) {
            max = Math.max(max, count);
        }
        return max;
    }
}
