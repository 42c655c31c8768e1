package dev.nightjar.job.nightly;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.RejectedRow;
import dev.nightjar.history.HistoryFile;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.history.HistoryTable;
import dev.nightjar.history.MonthWriter;
import dev.nightjar.job.Night;
import dev.nightjar.job.partition.MonthGroups;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.source.PostgresSource;
import dev.nightjar.source.SourceBatch;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.warehouse.RejectedRows;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Step extract-history: the source, a month of a table at a time, → files of the history, which become part of it all at
 * once. Rates and ids to forget were read when the source was opened; their partition records what was rejected.
 */
final class ExtractHistory implements PartitionWork<Extracted, Extracted> {

    private static final String HISTORY_FILES = "historyFiles";
    private static final String CUSTOMERS = "customers";
    private static final String FX_RATES = "fx_rates";
    private static final String ERASURES = "erasures";
    private static final String UNUSABLE_TIMES = ".unusable-times";

    private final NightServices services;
    private final PostgresSource source;
    private final ExtractionGate gate;

    ExtractHistory(NightServices services) {
        this.services = services;
        this.source = services.source();
        this.gate = new ExtractionGate(services);
    }

    /** Tables read whole, rows without a usable time, and the months that are open. */
    List<String> plan() throws IOException {
        List<String> keys = new ArrayList<>(List.of(CUSTOMERS, FX_RATES, ERASURES));
        for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS)) {
            keys.add(table.tableName() + UNUSABLE_TIMES);
            SortedSet<YearMonth> open = openMonths(table);
            long rows = open.isEmpty() ? 0 : source.expectedRows(table, List.of(open.first(), open.last()));
            MonthGroups.keys(open, rows).forEach(months -> keys.add(table.tableName() + "." + months));
        }
        return keys;
    }

    @Override
    public ItemReader<Extracted> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(
                () -> read(Partitions.key(partition), writer(partition.getJobExecutionId())));
    }

    @Override
    public ItemProcessor<Extracted, Extracted> processor(StepExecution partition) {
        return extracted -> {
            PartitionRows rows = PartitionRows.NONE;
            for (SourceBatch<?> batch : extracted.batches()) {
                long taken = batch.rowsRead() - batch.rowsRejected();
                rows = rows.plus(new PartitionRows(batch.rowsRead(), taken, batch.rowsRejected()));
            }
            Partitions.count(partition, rows);
            return extracted;
        };
    }

    @Override
    public ItemWriter<Extracted> writer(StepExecution partition) {
        RejectedRows rejectedRows = new RejectedRows(services.warehouse());
        return chunk -> {
            for (Extracted extracted : chunk) {
                rejectedRows.replace(services.night().runId(), Partitions.key(partition), rejected(extracted));
                Extracted.ToHistory toHistory = extracted.toHistory();
                if (toHistory != null) {
                    List<HistoryFile> written = new ArrayList<>();
                    for (int batch = 0; batch < extracted.batches().size(); batch++) {
                        written.add(toHistory.write(batch, services.night().asOfDate()));
                    }
                    partition
                            .getExecutionContext()
                            .putString(HISTORY_FILES, JsonMapper.shared().writeValueAsString(written));
                }
            }
        };
    }

    private static List<RejectedRow> rejected(Extracted extracted) {
        return extracted.batches().stream()
                .flatMap(batch -> batch.rejected().stream())
                .toList();
    }

    /** Refuses what is too bad, then makes the files part of the history. */
    void commit(List<StepExecution> partitions) throws IOException {
        gate.check(partitions);
        List<HistoryFile> files = new ArrayList<>();
        for (StepExecution partition : partitions) {
            if (partition.getExecutionContext().containsKey(HISTORY_FILES)) {
                files.addAll(List.of(JsonMapper.shared()
                        .readValue(partition.getExecutionContext().getString(HISTORY_FILES), HistoryFile[].class)));
            }
        }
        services.history().commit(source.shape(), files);
        services.history().sweep();
    }

    private Extracted read(String key, MonthWriter history) {
        return switch (key) {
            case CUSTOMERS -> {
                SourceBatch<List<Profile>> profiles = source.readProfiles();
                boolean exists = source.shape().hasTable(CUSTOMERS);
                yield new Extracted(
                        List.of(profiles),
                        exists
                                ? (batch, cutAt) ->
                                        history.writeProfiles(profiles.rows(), profiles.rowsRejected(), cutAt)
                                : null);
            }
            case FX_RATES -> new Extracted(List.of(source.fxRates()), null);
            case ERASURES -> new Extracted(List.of(source.erasureRows()), null);
            default -> readTimed(key, history);
        };
    }

    private Extracted readTimed(String key, MonthWriter history) {
        String table = key.substring(0, key.indexOf('.'));
        boolean isOrders = table.equals(SourceTable.ORDERS.tableName());
        if (key.endsWith(UNUSABLE_TIMES)) {
            return new Extracted(
                    List.of(source.readUnusableTimes(isOrders ? SourceTable.ORDERS : SourceTable.INTERACTIONS)), null);
        }
        List<YearMonth> months = MonthGroups.months(key.substring(table.length() + 1));
        if (isOrders) {
            List<SourceBatch<OrderBatch>> orders = source.readOrders(months);
            return new Extracted(
                    orders,
                    (batch, cutAt) -> history.writeOrders(
                            months.get(batch),
                            orders.get(batch).rows(),
                            orders.get(batch).rowsRejected(),
                            cutAt));
        }
        List<SourceBatch<InteractionBatch>> interactions = source.readInteractions(months);
        return new Extracted(
                interactions,
                (batch, cutAt) -> history.writeInteractions(
                        months.get(batch),
                        interactions.get(batch).rows(),
                        interactions.get(batch).rowsRejected(),
                        cutAt));
    }

    private SortedSet<YearMonth> openMonths(SourceTable table) {
        Night night = services.night();
        HistoryStore history = services.history();
        if (!source.shape().hasTable(table.tableName())) {
            return new TreeSet<>();
        }
        HistoryTable historyTable = table == SourceTable.ORDERS ? HistoryTable.ORDERS : HistoryTable.INTERACTIONS;
        List<YearMonth> sourceMonths = source.months(table);
        boolean isEverything = night.isFullExtract() || hasOtherShape();
        return isEverything
                ? history.monthsBefore(historyTable, night.asOfDate(), sourceMonths)
                : history.openMonths(historyTable, night.asOfDate(), sourceMonths);
    }

    /** Another set of columns than the history was read with: then closed months lack them, or hold what is gone. */
    private boolean hasOtherShape() {
        return !services.history().manifest().files().isEmpty()
                && !services.history().manifest().shape().equals(source.shape());
    }

    private MonthWriter writer(long jobExecutionId) {
        return services.history().writer(services.night().runId() + "-" + jobExecutionId);
    }
}
