package dev.nightjar.job.extract;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.history.HistoryFile;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.month.ReadReason;
import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.extract.SourceTable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** The months that an extraction takes from where they are, and whether its files fit the columns of the source. */
public final class ExtractedMonths {

    private final ShopSource source;
    private final HistoryStore history;
    private final LocalDate asOfDate;
    private final OpenMonths openMonths;

    public ExtractedMonths(NightServices services, OpenMonths openMonths) {
        this.source = services.source();
        this.history = services.history();
        this.asOfDate = services.night().asOfDate();
        this.openMonths = openMonths;
    }

    /**
     * The months of orders or interactions to extract. Of a database those that are open; of a lake those whose rows the
     * night kept when it began to read it, whatever this launch would read: of others there is no row.
     */
    public SortedMap<YearMonth, ReadReason> of(SourceTable table) {
        List<YearMonth> months = source.months(table);
        SortedMap<YearMonth, ReadReason> open = openMonths.of(table, months);
        if (!openMonths.isInLake(table)) {
            return open;
        }
        SortedMap<YearMonth, ReadReason> kept = new TreeMap<>();
        for (YearMonth month : history.monthsBefore(OpenMonths.historyTable(table), asOfDate, months)) {
            boolean isAsked = open.containsKey(month) || !isOfLaterNight(table, month);
            if (isAsked && source.lakes().isWanted(table, month.toString())) {
                kept.put(month, open.getOrDefault(month, ReadReason.FULL));
            }
        }
        return kept;
    }

    /** Whether a night for a later date has read the month meanwhile: its rows are younger. */
    private boolean isOfLaterNight(SourceTable table, YearMonth month) {
        return history.manifest()
                .file(OpenMonths.historyTable(table), month)
                .filter(file -> file.cutAt().isAfter(asOfDate))
                .isPresent();
    }

    /**
     * Checks that no month stays in the history that lacks columns which the source has now, or holds others.
     *
     * @throws DataContractException if the columns of a table changed after its months were planned
     */
    public void requireFit(List<HistoryFile> files) {
        for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS)) {
            List<String> before = history.manifest().shape().columnsOf(table.tableName());
            List<String> now = source.shape().columnsOf(table.tableName());
            SortedSet<YearMonth> unread = history.monthsBefore(OpenMonths.historyTable(table), asOfDate, List.of());
            files.stream()
                    .filter(file -> file.table() == OpenMonths.historyTable(table))
                    .forEach(file -> unread.remove(file.month()));
            if (!now.isEmpty() && !now.equals(before) && !unread.isEmpty()) {
                throw new DataContractException("[extract-history, as of " + asOfDate + "] the columns of "
                        + table.tableName() + " changed since the night planned its months: expected " + before
                        + ", was "
                        + now + ". The history is as before; run the night again, which reads all months anew.");
            }
        }
    }
}
