package dev.nightjar.history;

import dev.nightjar.history.month.ReadReason;
import dev.nightjar.history.month.SourceMonths;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.Objects;
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
 * @param layout a short text of the columns that the table of the source had when it was read; null where it is not known
 */
public record HistoryFile(
        HistoryTable table,
        @Nullable YearMonth month,
        String file,
        long rows,
        long rejected,
        LocalDate cutAt,
        @Nullable String fingerprint,
        @Nullable String layout)
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
        this(table, month, file, rows, rejected, cutAt, null, null);
    }

    /** The same file, with what the source says of its month. */
    public HistoryFile withFingerprint(@Nullable String ofMonth) {
        return new HistoryFile(table, month, file, rows, rejected, cutAt, ofMonth, layout);
    }

    /** The same file, with what the columns of its table are. */
    public HistoryFile withLayout(@Nullable String ofTable) {
        return new HistoryFile(table, month, file, rows, rejected, cutAt, fingerprint, ofTable);
    }

    /** The same rows, or fewer, in another file. */
    HistoryFile in(String otherFile, long otherRows) {
        return new HistoryFile(table, month, otherFile, otherRows, rejected, cutAt, fingerprint, layout);
    }

    /** Whether the as-of date of its night cut the month, so that the rest of the month is still to be read. */
    public boolean isPartial() {
        return month != null && cutAt.isBefore(month.plusMonths(1).atDay(1));
    }

    /**
     * Why a night must read this month again; null if it need not.
     *
     * @param restatementWindow how many days rows may still change
     * @param source what it says of its months
     */
    @Nullable
    ReadReason reason(LocalDate asOfDate, Period restatementWindow, SourceMonths source) {
        YearMonth ofRows = Objects.requireNonNull(month, file);
        LocalDate end = ofRows.plusMonths(1).atDay(1);
        if (layout != null && source.layout() != null && !layout.equals(source.layout())) {
            return ReadReason.FULL;
        }
        if (isPartial() && cutAt.isBefore(asOfDate)) {
            return ReadReason.CUT;
        }
        String now = source.fingerprint(ofRows);
        // without fingerprints, what came after the last night in the window is seen by reading once more
        LocalDate seenAt = now == null ? cutAt : asOfDate;
        if (seenAt.isBefore(end.plus(restatementWindow)) && !cutAt.isAfter(asOfDate)) {
            return ReadReason.OPEN;
        }
        // what the source says of a month that this night cuts is not comparable
        boolean isWhole = !isPartial() && !end.isAfter(asOfDate);
        if (now == null || !isWhole || now.equals(fingerprint)) {
            return null;
        }
        return fingerprint == null ? ReadReason.UNVERIFIED : ReadReason.CHANGED;
    }

    boolean isSamePart(HistoryFile other) {
        return table == other.table && Objects.equals(month, other.month);
    }
}
