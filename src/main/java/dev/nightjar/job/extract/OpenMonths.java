package dev.nightjar.job.extract;

import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.HistoryTable;
import dev.nightjar.job.Night;
import dev.nightjar.job.nightly.NightServices;
import dev.nightjar.source.extract.SourceTable;
import java.time.YearMonth;
import java.util.Collection;
import java.util.SortedSet;

/** The months of orders or interactions that a night reads. */
public final class OpenMonths {

    private final NightServices services;

    public OpenMonths(NightServices services) {
        this.services = services;
    }

    /** @param months those in which the source has rows, or may have */
    public SortedSet<YearMonth> of(SourceTable table, Collection<YearMonth> months) {
        Night night = services.night();
        HistoryStore history = services.history();
        HistoryTable historyTable = table == SourceTable.ORDERS ? HistoryTable.ORDERS : HistoryTable.INTERACTIONS;
        boolean isEverything = night.isFullExtract() || hasOtherShape();
        return isEverything
                ? history.monthsBefore(historyTable, night.asOfDate(), months)
                : history.openMonths(historyTable, night.asOfDate(), months);
    }

    /** Another set of columns than the history was read with: then closed months lack them, or hold what is gone. */
    private boolean hasOtherShape() {
        return !services.history().manifest().files().isEmpty()
                && !services.history()
                        .manifest()
                        .shape()
                        .equals(services.source().shape());
    }
}
