package dev.nightjar.job.nightly;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.history.HistoryFile;
import dev.nightjar.history.MonthWriter;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.job.QualityGateException;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

    private static final String HISTORY_FILE = "historyFile";
    private static final String CUSTOMERS = "customers";
    private static final String FX_RATES = "fx_rates";
    private static final String ERASURES = "erasures";
    private static final String UNUSABLE_TIMES = ".unusable-times";

    private final NightServices services;
    private final ShopSource source;
    private final ExtractionGate gate;
    private final OpenMonths openMonths;

    ExtractHistory(NightServices services) {
        this.services = services;
        this.source = services.source();
        this.gate = new ExtractionGate(services);
        this.openMonths = new OpenMonths(services);
    }

    /** Tables read whole, rows without a usable time, and the months that are open. */
    List<String> plan() throws IOException {
        List<String> keys = new ArrayList<>(List.of(CUSTOMERS, FX_RATES, ERASURES));
        List<MonthRead> reads = new ArrayList<>();
        for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS)) {
            keys.add(table.tableName() + UNUSABLE_TIMES);
            if (source.shape().hasTable(table.tableName())) {
                openMonths.of(table, source.months(table)).forEach((month, reason) -> {
                    keys.add(table.tableName() + "." + month);
                    reads.add(new MonthRead(table.tableName(), month, reason.code(), null, null));
                });
            }
        }
        new MonthReads(services.warehouse()).plan(services.night().runId(), reads);
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
            SourceBatch<?> batch = extracted.batch();
            long taken = batch.rowsRead() - batch.rowsRejected();
            Partitions.count(partition, new PartitionRows(batch.rowsRead(), taken, batch.rowsRejected()));
            return extracted;
        };
    }

    @Override
    public ItemWriter<Extracted> writer(StepExecution partition) {
        RejectedRows rejectedRows = new RejectedRows(services.warehouse());
        return chunk -> {
            for (Extracted extracted : chunk) {
                SourceBatch<?> batch = extracted.batch();
                rejectedRows.replace(services.night().runId(), Partitions.key(partition), batch.rejected());
                if (extracted.toHistory() != null) {
                    HistoryFile file = extracted
                            .toHistory()
                            .write(batch.rowsRejected(), services.night().asOfDate())
                            .withFingerprint(fingerprint(Partitions.key(partition)));
                    partition
                            .getExecutionContext()
                            .putString(HISTORY_FILE, JsonMapper.shared().writeValueAsString(file));
                }
            }
        };
    }

    /** Refuses what is too bad, then makes the files part of the history. */
    void commit(List<StepExecution> partitions) throws IOException {
        try {
            gate.check(partitions);
        } catch (QualityGateException e) {
            source.lakes().forget();
            throw e;
        }
        List<HistoryFile> files = new ArrayList<>();
        for (StepExecution partition : partitions) {
            recordMonth(partition);
            if (partition.getExecutionContext().containsKey(HISTORY_FILE)) {
                files.add(JsonMapper.shared()
                        .readValue(partition.getExecutionContext().getString(HISTORY_FILE), HistoryFile.class));
            }
        }
        services.history().commit(source.shape(), files);
        forgetErased();
        services.history().sweep();
        source.lakes().forget();
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
                        profiles,
                        exists ? (rejected, cutAt) -> history.writeProfiles(profiles.rows(), rejected, cutAt) : null);
            }
            case FX_RATES -> new Extracted(source.fxRates(), null);
            case ERASURES -> new Extracted(source.erasureRows(), null);
            default -> readTimed(key, history);
        };
    }

    private Extracted readTimed(String key, MonthWriter history) {
        String table = key.substring(0, key.indexOf('.'));
        boolean isOrders = table.equals(SourceTable.ORDERS.tableName());
        if (key.endsWith(UNUSABLE_TIMES)) {
            return new Extracted(
                    source.readUnusableTimes(isOrders ? SourceTable.ORDERS : SourceTable.INTERACTIONS), null);
        }
        YearMonth month = YearMonth.parse(key.substring(table.length() + 1));
        if (isOrders) {
            SourceBatch<OrderBatch> orders = source.readOrders(month);
            return new Extracted(
                    orders, (rejected, cutAt) -> history.writeOrders(month, orders.rows(), rejected, cutAt));
        }
        SourceBatch<InteractionBatch> interactions = source.readInteractions(month);
        return new Extracted(
                interactions,
                (rejected, cutAt) -> history.writeInteractions(month, interactions.rows(), rejected, cutAt));
    }

    /** What the source says of the month of a partition, in the snapshot that the partition reads. */
    private @Nullable String fingerprint(String key) {
        int dot = key.indexOf('.');
        return dot < 0
                ? null
                : openMonths.fingerprint(
                        SourceTable.valueOf(key.substring(0, dot).toUpperCase(Locale.ROOT)),
                        YearMonth.parse(key.substring(dot + 1)));
    }

    private void recordMonth(StepExecution partition) {
        String key = Partitions.key(partition);
        int dot = key.indexOf('.');
        if (dot >= 0 && !key.endsWith(UNUSABLE_TIMES)) {
            PartitionRows rows = Partitions.rows(partition);
            new MonthReads(services.warehouse())
                    .read(
                            services.night().runId(),
                            key.substring(0, dot),
                            YearMonth.parse(key.substring(dot + 1)),
                            rows.read(),
                            rows.rejected());
        }
    }

    private MonthWriter writer(long jobExecutionId) {
        return services.history().writer(services.night().runId() + "-" + jobExecutionId);
    }
}
