package dev.nightjar.source.spill;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.BusinessMonth;
import dev.nightjar.source.SourceSettings;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The months of the business zone from 1970 to the as-of date, and which of them a night reads. Not for several threads. */
public final class MonthCalendar {

    /** A row that this night does not read: of a closed month, or as of the as-of date or later. */
    public static final int UNREAD = -1;

    /** Name of the part that holds rows without a usable time. */
    public static final String UNUSABLE_TIMES = "unusable-times";

    private static final YearMonth FIRST = YearMonth.of(1970, 1);

    private final long[] starts;
    private final boolean[] isWanted;
    private int last;

    public MonthCalendar(SourceSettings settings, Set<YearMonth> wanted) {
        List<YearMonth> months = months(settings.asOfDate());
        this.starts = new long[months.size() + 1];
        this.isWanted = new boolean[months.size()];
        for (int i = 0; i < months.size(); i++) {
            starts[i] = BusinessMonth.startOfDay(months.get(i).atDay(1), settings.businessZone());
            isWanted[i] = wanted.contains(months.get(i));
        }
        starts[months.size()] = BusinessMonth.startOfDay(settings.asOfDate(), settings.businessZone());
    }

    /** Every month of the calendar of a night. */
    public static List<YearMonth> months(LocalDate asOfDate) {
        List<YearMonth> months = new ArrayList<>();
        for (YearMonth month = FIRST; month.atDay(1).isBefore(asOfDate); month = month.plusMonths(1)) {
            months.add(month);
        }
        return months;
    }

    /** The number of parts: the months, and one for rows without a usable time. */
    public int parts() {
        return starts.length;
    }

    /** The name of a part. */
    public String name(int part) {
        return part == starts.length - 1
                ? UNUSABLE_TIMES
                : FIRST.plus(part, ChronoUnit.MONTHS).toString();
    }

    /** The part of an instant, or {@link #UNREAD}; what is infinite or before 1970 is unusable. */
    public int part(long micros) {
        if (micros == CopyOutReader.INFINITY || micros < starts[0]) {
            return starts.length - 1;
        }
        if (micros >= starts[starts.length - 1]) {
            return UNREAD;
        }
        if (micros < starts[last] || micros >= starts[last + 1]) {
            int found = Arrays.binarySearch(starts, micros);
            last = found >= 0 ? found : -found - 2;
        }
        return isWanted[last] ? last : UNREAD;
    }

    /**
     * Whether rows may be wanted of which no time is before one instant and none after the other; infinities where that is
     * not known.
     */
    public boolean mayHold(long fromMicros, long toMicros) {
        if (fromMicros < starts[0] || toMicros == CopyOutReader.INFINITY) {
            return true;
        }
        for (int month = 0; month < isWanted.length; month++) {
            if (isWanted[month] && toMicros >= starts[month] && fromMicros < starts[month + 1]) {
                return true;
            }
        }
        return false;
    }
}
