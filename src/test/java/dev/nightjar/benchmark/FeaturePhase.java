package dev.nightjar.benchmark;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.feature.BucketFeatures;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.FeaturePlan;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.history.BucketReader;
import dev.nightjar.history.FeatureFile;
import dev.nightjar.history.HistoryProperties;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * Features of all customers as of the date and as of a horizon earlier, from the history on disk to Parquet files: ours,
 * and the same features in SQL by DuckDB, from the same rows in Parquet files that it wrote itself.
 */
final class FeaturePhase implements AutoCloseable {

    private static final int HORIZON_DAYS = 90;
    private static final int EVERYBODY_IS_ACTIVE = 36_500;
    private static final int AS_OF_DAY = Math.toIntExact(BenchmarkShop.AS_OF.toEpochDay());
    private static final FeaturePlan PLAN = new FeaturePlan(
            AS_OF_DAY,
            new int[] {AS_OF_DAY - HORIZON_DAYS},
            HORIZON_DAYS,
            EVERYBODY_IS_ACTIVE,
            Integer.MAX_VALUE,
            ChurnDefinition.INACTIVITY);

    private final java.nio.file.Path folder;
    private final Path home;
    private final DuckDb duckDb = new DuckDb();
    private final String sql;
    private final List<String> codes;
    private final FeatureCatalogue catalogue;

    /** Prepares the rows for DuckDB, which is not timed: customers who refuse profiling are left out for it. */
    FeaturePhase(BenchmarkShop shop) throws SQLException, IOException {
        folder = shop.folder();
        home = new Path(folder.resolve("home").toString());
        try (InputStream in = Objects.requireNonNull(FeaturePhase.class.getResourceAsStream("/feature/features.sql"))) {
            sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        copyRows("orders", "ordered_at", "amount, status, discount, item_count, channel");
        copyRows("interactions", "occurred_at", "kind, channel, value");
        duckDb.execute("set variable as_of = date '" + BenchmarkShop.AS_OF + "'");
        duckDb.execute("set variable horizon_days = " + HORIZON_DAYS);
        Set<String> inSql = new TreeSet<>(duckDb.column("describe " + sql));
        try (Storage storage = Storage.of(home)) {
            FeatureCatalogue all = FeatureCatalogue.of(store(storage).manifest().shape(), options(Set.of()));
            codes = all.codes(Feature.Kind.NUMBER).stream()
                    .filter(inSql::contains)
                    .toList();
            Set<String> others = all.features().stream()
                    .map(Feature::code)
                    .filter(code -> !codes.contains(code))
                    .collect(Collectors.toSet());
            catalogue = FeatureCatalogue.of(store(storage).manifest().shape(), options(others));
        }
        Files.createDirectories(folder.resolve("features"));
    }

    private static FeatureOptions options(Set<String> excluded) {
        return new FeatureOptions(excluded, List.of(), 365, HORIZON_DAYS);
    }

    private static HistoryStore store(Storage storage, Path home) throws IOException {
        return HistoryStore.open(
                storage, home, HistoryProperties.defaults(), java.time.ZoneId.of("Europe/London"), "GBP");
    }

    private HistoryStore store(Storage storage) throws IOException {
        return store(storage, home);
    }

    private void copyRows(String table, String time, String columns) throws SQLException {
        String file = folder.resolve(table + ".parquet").toString();
        String history = folder.resolve("home/history").toString();
        duckDb.execute("copy (select customer_id, day, epoch_us(" + time + ") as at_micros, " + columns
                + " from read_parquet('" + history + "/" + table + "/*.parquet') where customer_id not in"
                + " (select customer_id from read_parquet('" + history
                + "/customers/*.parquet') where profiling_consent = false)) to '" + file + "' (format parquet)");
        duckDb.execute("create or replace view " + table + " as select * from read_parquet('" + file + "')");
    }

    /** How many features both compute. */
    int featureCount() {
        return codes.size();
    }

    /** Computes and writes both dates; returns the events read. */
    long ours() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(BenchmarkShop.threads());
        try (Storage storage = Storage.of(home)) {
            HistoryStore store = store(storage);
            BucketReader reader = store.reader();
            List<Future<Long>> buckets = new ArrayList<>();
            for (int bucket = 0; bucket < store.manifest().buckets(); bucket++) {
                int number = bucket;
                buckets.add(threads.submit(() -> bucket(storage, reader, number)));
            }
            long rows = 0;
            for (Future<Long> bucket : buckets) {
                rows += bucket.get();
            }
            return rows;
        } finally {
            threads.shutdown();
        }
    }

    private long bucket(Storage storage, BucketReader reader, int bucket) throws IOException {
        BucketHistory history = reader.read(bucket, AS_OF_DAY);
        BucketFeatures features = BucketFeatures.of(history, catalogue, PLAN);
        Path target = new Path(folder.resolve("features").toString());
        FeatureFile.write(storage, new Path(target, "as-of-" + bucket + ".parquet"), features.asOf());
        FeatureFile.write(
                storage,
                new Path(target, "earlier-" + bucket + ".parquet"),
                features.cutOffs().get(0).rows());
        return (long) history.orders().size() + history.interactions().size();
    }

    void peer() throws SQLException {
        peer(BenchmarkShop.AS_OF, "as-of");
        peer(BenchmarkShop.AS_OF.minusDays(HORIZON_DAYS), "earlier");
    }

    private void peer(LocalDate asOfDate, String name) throws SQLException {
        duckDb.execute("set variable as_of = date '" + asOfDate + "'");
        duckDb.execute("copy (select customer_id, " + String.join(", ", codes) + " from (" + sql + ")) to '"
                + folder.resolve("duckdb-" + name + ".parquet") + "' (format parquet)");
    }

    /** Requires every feature of every customer to be equal, within a relative 1e-9 for rounding. */
    void requireEqual() throws SQLException {
        for (String name : List.of("as-of", "earlier")) {
            String ours = "read_parquet('" + folder.resolve("features") + "/" + name + "-*.parquet')";
            String theirs = "read_parquet('" + folder.resolve("duckdb-" + name + ".parquet") + "')";
            String different = codes.stream()
                    .map(code -> "sum(((ours." + code + " is null) <> (theirs." + code + " is null) or abs(ours." + code
                            + " - theirs." + code + ") > 1e-9 * greatest(1, abs(theirs." + code + ")))::int)")
                    .collect(Collectors.joining(" + "));
            String count = duckDb.column("select count(*) from " + theirs).get(0);
            duckDb.require(
                    "features " + name + ": customers and differences",
                    count + "|" + count + "|0",
                    "select (select count(*) from " + ours + "), count(*), cast(" + different + " as bigint) from "
                            + ours + " as ours join " + theirs + " as theirs using (customer_id)");
        }
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
