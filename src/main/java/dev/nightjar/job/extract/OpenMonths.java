package dev.nightjar.job.extract;

import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.HistoryTable;
import dev.nightjar.history.month.ReadReason;
import dev.nightjar.history.month.SourceMonths;
import dev.nightjar.job.Night;
import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.job.partition.MonthGroups;
import dev.nightjar.source.extract.SourceTable;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The months of orders or interactions that a night reads, and why. */
public final class OpenMonths {

    private final NightServices services;

    public OpenMonths(NightServices services) {
        this.services = services;
    }

    /** @param months those in which the source has rows, or may have */
    public SortedMap<YearMonth, ReadReason> of(SourceTable table, Collection<YearMonth> months) {
        Night night = services.night();
        HistoryStore history = services.history();
        HistoryTable historyTable = historyTable(table);
        if (night.isFullExtract() || hasOtherShape()) {
            SortedMap<YearMonth, ReadReason> all = new TreeMap<>();
            history.monthsBefore(historyTable, night.asOfDate(), months)
                    .forEach(month -> all.put(month, ReadReason.FULL));
            return all;
        }
        return history.monthsToRead(
                historyTable, night.asOfDate(), new SourceMonths(months, layout(table), fingerprints(table)));
    }

    /**
     * What is read together: months of a database that follow each other, by one SELECT; months of a lake one by one, as
     * their rows lie apart.
     *
     * @param open months of {@link #of}
     */
    public List<MonthsOfTable> groups(SourceTable table, SortedSet<YearMonth> open) {
        List<String> groups;
        if (isInLake(table) || open.isEmpty()) {
            groups = open.stream().map(YearMonth::toString).toList();
        } else {
            groups = MonthGroups.keys(open, services.source().expectedRows(table, List.of(open.first(), open.last())));
        }
        return groups.stream().map(group -> new MonthsOfTable(table, group)).toList();
    }

    /** What the source says of a month, in the snapshot that its partition reads; null where it is not asked. */
    public @Nullable String fingerprint(SourceTable table, YearMonth month) {
        return new SourceMonths(List.of(), null, fingerprints(table)).fingerprint(month);
    }

    /** A short text of the columns of a table, and in a lake of where they come from. */
    public String layout(SourceTable table) {
        return services.source()
                .shape()
                .layout(table.tableName(), services.source().lakes().mapping(table));
    }

    /** Lets the database begin with its fingerprints, which take it a pass over each table. */
    public void askAhead() {
        for (SourceTable table : List.of(SourceTable.INTERACTIONS, SourceTable.ORDERS)) {
            if (isAsked(table) && services.source().shape().hasTable(table.tableName())) {
                services.source().askAhead(table);
            }
        }
    }

    private @Nullable Map<YearMonth, String> fingerprints(SourceTable table) {
        return isAsked(table) ? services.source().fingerprints(table) : null;
    }

    /** Only a database can answer cheaply; the files of a lake are not asked. */
    private boolean isAsked(SourceTable table) {
        return services.night().properties().history().fingerprints() && !isInLake(table);
    }

    /** The table of the history that holds orders, or interactions. */
    static HistoryTable historyTable(SourceTable table) {
        return table == SourceTable.ORDERS ? HistoryTable.ORDERS : HistoryTable.INTERACTIONS;
    }

    boolean isInLake(SourceTable table) {
        return services.source().lakes().tables().containsKey(table);
    }

    /** Another set of columns than the last night saw: then closed months lack them, or hold what is gone. */
    private boolean hasOtherShape() {
        return !services.history().manifest().files().isEmpty()
                && !services.history()
                        .manifest()
                        .shape()
                        .equals(services.source().shape());
    }
}
