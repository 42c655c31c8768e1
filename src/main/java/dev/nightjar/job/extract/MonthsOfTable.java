package dev.nightjar.job.extract;

import dev.nightjar.job.partition.MonthGroups;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.spill.MonthCalendar;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A partition of the extraction that is read by month.
 *
 * @param table orders or interactions
 * @param group name of the months, as {@link MonthGroups} gives it
 */
public record MonthsOfTable(SourceTable table, String group) {

    /** The key of the partition of rows of a table that have no usable time. */
    public static String unusableTimes(SourceTable table) {
        return table.tableName() + "." + MonthCalendar.UNUSABLE_TIMES;
    }

    /** The table of a key that is of months or of unusable times. */
    public static SourceTable table(String key) {
        return SourceTable.valueOf(key.substring(0, key.indexOf('.')).toUpperCase(Locale.ROOT));
    }

    /** The partition of this key, or null where it is of something else than months. */
    public static @Nullable MonthsOfTable of(String key) {
        int dot = key.indexOf('.');
        boolean isOfMonths = dot >= 0 && !key.endsWith("." + MonthCalendar.UNUSABLE_TIMES);
        return isOfMonths ? new MonthsOfTable(table(key), key.substring(dot + 1)) : null;
    }

    /** The key of the partition. */
    public String key() {
        return table.tableName() + "." + group;
    }

    /** The months of the partition, ascending. */
    public List<YearMonth> months() {
        return MonthGroups.months(group);
    }
}
