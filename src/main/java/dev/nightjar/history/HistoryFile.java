package dev.nightjar.history;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A file of the history, written but part of it only once a manifest names it.
 *
 * @param table what it holds
 * @param month business month of its rows; null for profiles, which are one file
 * @param file path below the history's folder
 * @param rows rows in it
 * @param rejected rows read for it and refused
 * @param cutAt as-of date of the night that read it: rows before its midnight are in, later ones were not read
 * @param fingerprint what the source said of the month when it was read; null where it was not asked
 */
public record HistoryFile(
        HistoryTable table,
        @Nullable YearMonth month,
        String file,
        long rows,
        long rejected,
        LocalDate cutAt,
        @Nullable String fingerprint)
        implements Serializable {

    /** @throws IllegalArgumentException if profiles have a month, or another table has none */
    public HistoryFile {
        if ((month == null) != (table == HistoryTable.CUSTOMERS)) {
            throw new IllegalArgumentException(table.text() + " of month " + month + ": " + file);
        }
    }

    /** A file of whose month the source was not asked. */
    public HistoryFile(
            HistoryTable table, @Nullable YearMonth month, String file, long rows, long rejected, LocalDate cutAt) {
        this(table, month, file, rows, rejected, cutAt, null);
    }

    /** The same file, with what the source says of its month. */
    public HistoryFile withFingerprint(@Nullable String ofMonth) {
        return new HistoryFile(table, month, file, rows, rejected, cutAt, ofMonth);
    }

    /** Whether the as-of date of its night cut the month, so that the rest of the month is still to be read. */
    public boolean isPartial() {
        return month != null && cutAt.isBefore(month.plusMonths(1).atDay(1));
    }

    boolean isSamePart(HistoryFile other) {
        return table == other.table && java.util.Objects.equals(month, other.month);
    }
}
