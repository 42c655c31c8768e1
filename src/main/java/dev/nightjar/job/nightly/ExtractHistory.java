package dev.nightjar.job.nightly;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.RejectedRow;
import dev.nightjar.history.HistoryFile;
import dev.nightjar.history.MonthWriter;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.history.month.ReadReason;
import dev.nightjar.job.extract.ExtractedMonths;
import dev.nightjar.job.extract.ExtractionGate;
import dev.nightjar.job.extract.MonthsOfTable;
import dev.nightjar.job.extract.OpenMonths;
import dev.nightjar.job.partition.OncePerPartitionReader;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.PartitionWork;
import dev.nightjar.job.partition.Partitions;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.SourceBatch;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.warehouse.MonthReads;
import dev.nightjar.warehouse.MonthReads.MonthRead;
import dev.nightjar.warehouse.RejectedRows;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
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
    private static final String BATCH_ROWS = "batchRows";
    private static final String CUSTOMERS = "customers";
    private static final String FX_RATES = "fx_rates";
    private static final String ERASURES = "erasures";

    private final NightServices services;
    private final ShopSource source;
    private final ExtractionGate gate;
    private final OpenMonths openMonths;
    private final ExtractedMonths months;

    ExtractHistory(NightServices services) {
        this.services = services;
        this.source = services.source();
        this.gate = new ExtractionGate(services);
        this.openMonths = new OpenMonths(services);
        this.months = new ExtractedMonths(services, openMonths);
    }

    /** The months to extract, rows without a usable time, and tables read whole: the longest first, so that none ends alone. */
    List<String> plan() throws IOException {
        List<String> keys = new ArrayList<>();
        List<MonthRead> reads = new ArrayList<>();
        planMonths(SourceTable.INTERACTIONS, keys, reads);
        keys.add(CUSTOMERS);
        planMonths(SourceTable.ORDERS, keys, reads);
        keys.addAll(List.of(FX_RATES, ERASURES));
        new MonthReads(services.warehouse()).plan(services.night().runId(), reads);
        new RejectedRows(services.warehouse()).clear(services.night().runId());
        return keys;
    }

    private void planMonths(SourceTable table, List<String> keys, List<MonthRead> reads) throws IOException {
        if (source.shape().hasTable(table.tableName())) {
            SortedMap<YearMonth, ReadReason> open = months.of(table);
            open.forEach(
                    (month, reason) -> reads.add(new MonthRead(table.tableName(), month, reason.code(), null, null)));
            openMonths.groups(table, new TreeSet<>(open.keySet())).forEach(group -> keys.add(group.key()));
        }
        keys.add(MonthsOfTable.unusableTimes(table));
    }

    @Override
    public ItemReader<Extracted> reader(StepExecution partition) {
        return new OncePerPartitionReader<>(
                () -> read(Partitions.key(partition), writer(partition.getJobExecutionId())));
    }

    @Override
    public ItemProcessor<Extracted, Extracted> processor(StepExecution partition) {
        return extracted -> {
            List<PartitionRows> rows =
                    extracted.batches().stream().map(ExtractHistory::rows).toList();
            Partitions.count(partition, rows.stream().reduce(PartitionRows.NONE, PartitionRows::plus));
            partition
                    .getExecutionContext()
                    .putString(BATCH_ROWS, JsonMapper.shared().writeValueAsString(rows));
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
                        written.add(asRead(
                                toHistory.write(batch, services.night().asOfDate()), Partitions.key(partition), batch));
                    }
                    partition
                            .getExecutionContext()
                            .putString(HISTORY_FILES, JsonMapper.shared().writeValueAsString(written));
                }
            }
        };
    }

    private static PartitionRows rows(SourceBatch<?> batch) {
        return new PartitionRows(batch.rowsRead(), batch.rowsRead() - batch.rowsRejected(), batch.rowsRejected());
    }

    private static List<RejectedRow> rejected(Extracted extracted) {
        return extracted.batches().stream()
                .flatMap(batch -> batch.rejected().stream())
                .toList();
    }

    /** Refuses what is too bad, then makes the files part of the history. */
    void commit(List<StepExecution> partitions) throws IOException {
        List<HistoryFile> files = new ArrayList<>();
        for (StepExecution partition : partitions) {
            if (partition.getExecutionContext().containsKey(HISTORY_FILES)) {
                files.addAll(List.of(JsonMapper.shared()
                        .readValue(partition.getExecutionContext().getString(HISTORY_FILES), HistoryFile[].class)));
            }
        }
        try {
            gate.check(partitions);
            months.requireFit(files);
        } catch (DataContractException e) {
            source.lakes().forget();
            throw e;
        }
        partitions.forEach(this::recordMonths);
        services.history().commit(source.shape(), files);
        forgetErased();
        services.history().sweep();
        source.lakes().forget();
        source.endSnapshot();
    }

    /** Months that an earlier launch read may hold customers who were to be forgotten since. */
    private void forgetErased() throws IOException {
        ErasedCustomers erased = new ErasedCustomers(
                source.erasures(), services.history().manifest().buckets());
        services.history()
                .forget(
                        erased,
                        services.night().runId() + "-" + services.lease().fenceToken() + "-extracted");
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
        SourceTable table = MonthsOfTable.table(key);
        MonthsOfTable part = MonthsOfTable.of(key);
        if (part == null) {
            return new Extracted(List.of(source.readUnusableTimes(table)), null);
        }
        List<YearMonth> months = part.months();
        if (table == SourceTable.ORDERS) {
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

    /** A file with what the source says of its month and columns, in the snapshot that the partition reads. */
    private HistoryFile asRead(HistoryFile file, String key, int batch) {
        MonthsOfTable part = MonthsOfTable.of(key);
        return part == null
                ? file
                : file.withFingerprint(openMonths.fingerprint(
                                part.table(), part.months().get(batch)))
                        .withLayout(openMonths.layout(part.table()));
    }

    private void recordMonths(StepExecution partition) {
        MonthsOfTable part = MonthsOfTable.of(Partitions.key(partition));
        if (part == null) {
            return;
        }
        PartitionRows[] rows = JsonMapper.shared()
                .readValue(partition.getExecutionContext().getString(BATCH_ROWS), PartitionRows[].class);
        MonthReads reads = new MonthReads(services.warehouse());
        for (int batch = 0; batch < rows.length; batch++) {
            reads.read(
                    services.night().runId(),
                    part.table().tableName(),
                    part.months().get(batch),
                    rows[batch].read(),
                    rows[batch].rejected());
        }
    }

    private MonthWriter writer(long jobExecutionId) {
        return services.history().writer(services.night().runId() + "-" + jobExecutionId);
    }
}
