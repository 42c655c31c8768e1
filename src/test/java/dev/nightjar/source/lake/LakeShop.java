package dev.nightjar.source.lake;

import dev.nightjar.FaultyFileSystem;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.RejectedRow;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.SourceBatch;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.spill.MonthCalendar;
import dev.nightjar.source.spill.SpillFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A shop whose tables are all in lakes, read as a night does it, without a warehouse. */
final class LakeShop {

    static final LocalDate AS_OF = LocalDate.of(2026, 3, 1);

    private final java.nio.file.Path home;
    private final Map<SourceTable, List<LakeLocation>> locations = new EnumMap<>(SourceTable.class);
    private ZoneId sourceZone = ZoneId.of("UTC");
    private Predicate<YearMonth> wanted = month -> true;

    /** What was read. */
    record Rows(
            List<String> orders,
            List<String> interactions,
            List<String> rejected,
            long read,
            long staged,
            long scanned) {}

    /** @param home empty folder for what is kept of the lake */
    LakeShop(java.nio.file.Path home) {
        this.home = home;
    }

    LakeShop orders(Object path) {
        return orders(path, Map.of(), Map.of(), "", "");
    }

    LakeShop orders(
            Object path, Map<String, String> columns, Map<String, String> values, String idPrefix, String customer) {
        return add(SourceTable.ORDERS, path, columns, values, idPrefix, customer);
    }

    LakeShop interactions(Object path, Map<String, String> columns, Map<String, String> values) {
        return add(SourceTable.INTERACTIONS, path, columns, values, "", "");
    }

    LakeShop add(
            SourceTable table,
            Object path,
            Map<String, String> columns,
            Map<String, String> values,
            String idPrefix,
            String customer) {
        List<LakeLocation> places = locations.computeIfAbsent(table, t -> new ArrayList<>());
        String key = "nightjar.source." + table.tableName().replace('_', '-')
                + (places.isEmpty() ? "" : ".sources[" + places.size() + "]");
        places.add(new LakeLocation(key, path.toString(), columns, values, idPrefix, customer));
        return this;
    }

    LakeShop sourceZone(String zone) {
        sourceZone = ZoneId.of(zone);
        return this;
    }

    LakeShop only(Predicate<YearMonth> months) {
        wanted = months;
        return this;
    }

    private SourceSettings settings() {
        return new SourceSettings(AS_OF, ZoneId.of("UTC"), sourceZone, "GBP");
    }

    private static Configuration hadoop() {
        Configuration settings = new Configuration();
        settings.set(FaultyFileSystem.IMPLEMENTATION_KEY, FaultyFileSystem.class.getName());
        return settings;
    }

    /** Opens the lake as {@code doctor} does. */
    LakeSource look() {
        try {
            return LakeSource.open(locations, settings(), null, hadoop());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens the source as a night does. */
    ShopSource open(Storage storage) throws IOException {
        LakeFolder folder =
                new LakeFolder(storage, new Path(home.resolve("lake").toUri()));
        LakeSource lakes = LakeSource.open(locations, settings(), folder, hadoop());
        return ShopSource.open(new PostgresSettings("jdbc:postgresql:", "", ""), ExtractSql.NONE, settings(), lakes);
    }

    /** Freezes what is to be read; the keys of the partitions. */
    List<String> plan(ShopSource source) throws IOException {
        Map<SourceTable, Collection<YearMonth>> months = new EnumMap<>(SourceTable.class);
        locations.keySet().stream()
                .filter(SourceTable::hasMonths)
                .forEach(table -> months.put(
                        table,
                        MonthCalendar.months(AS_OF).stream().filter(wanted).toList()));
        return source.lakes().plan(months);
    }

    /** Reads everything. */
    Rows read() {
        try (Storage storage = Storage.of(new Path(home.toUri()));
                ShopSource source = open(storage)) {
            List<SpillFile> spilled = new ArrayList<>();
            for (String partition : plan(source)) {
                spilled.add(source.lakes().split(partition, "test"));
            }
            source.lakes().finishSplit(spilled);
            return rows(source, spilled.stream().mapToLong(SpillFile::scanned).sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Rows rows(ShopSource source, long scanned) {
        List<String> orders = new ArrayList<>();
        List<String> interactions = new ArrayList<>();
        List<SourceBatch<?>> batches = new ArrayList<>();
        long staged = 0;
        if (locations.containsKey(SourceTable.ORDERS)) {
            batches.add(source.readUnusableTimes(SourceTable.ORDERS));
            for (YearMonth month : source.months(SourceTable.ORDERS)) {
                SourceBatch<OrderBatch> batch =
                        source.readOrders(List.of(month)).get(0);
                batches.add(batch);
                staged += batch.rows().size();
                orders.addAll(orders(batch.rows()));
            }
        }
        if (locations.containsKey(SourceTable.INTERACTIONS)) {
            batches.add(source.readUnusableTimes(SourceTable.INTERACTIONS));
            for (YearMonth month : source.months(SourceTable.INTERACTIONS)) {
                SourceBatch<InteractionBatch> batch =
                        source.readInteractions(List.of(month)).get(0);
                batches.add(batch);
                staged += batch.rows().size();
                interactions.addAll(interactions(batch.rows()));
            }
        }
        List<String> rejected = new ArrayList<>();
        long read = 0;
        for (SourceBatch<?> batch : batches) {
            read += batch.rowsRead();
            for (RejectedRow row : batch.rejected()) {
                rejected.add(row.key() + " " + row.column() + " " + row.reason());
            }
        }
        orders.sort(null);
        interactions.sort(null);
        rejected.sort(null);
        return new Rows(orders, interactions, rejected, read, staged, scanned);
    }

    private static List<String> orders(OrderBatch rows) {
        List<String> lines = new ArrayList<>();
        CodedKeys customers = Objects.requireNonNull(rows.customerId());
        for (int row = 0; row < rows.size(); row++) {
            lines.add(Objects.requireNonNull(rows.orderId()).get(row) + " "
                    + customers.get(row) + " " + instant(rows.atMicros()[row]) + " "
                    + java.math.BigDecimal.valueOf(rows.amount()[row], 4)
                            .stripTrailingZeros()
                            .toPlainString()
                    + (rows.channel().get(row) == null
                            ? ""
                            : " " + rows.channel().get(row)));
        }
        return lines;
    }

    private static List<String> interactions(InteractionBatch rows) {
        List<String> lines = new ArrayList<>();
        CodedKeys customers = Objects.requireNonNull(rows.customerId());
        for (int row = 0; row < customers.size(); row++) {
            lines.add(customers.get(row) + " " + instant(rows.atMicros()[row]) + " "
                    + rows.kind().get(row) + " " + rows.value()[row]);
        }
        return lines;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS);
    }

    /** Lines with how often each occurs. */
    static Map<String, Long> counts(List<String> lines) {
        Map<String, Long> counts = new TreeMap<>();
        lines.forEach(line -> counts.merge(line, 1L, Long::sum));
        return counts;
    }
}
