package dev.nightjar.benchmark;

import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.sample.ParquetShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The same shop as a lake of Parquet files that DuckDB wrote: into the history, against DuckDB's own copy by month. */
final class LakePhase implements AutoCloseable {

    private static final List<String> EVENTS = List.of("orders", "interactions");
    private static final List<String> TABLES = List.of("orders", "interactions", "customers", "fx_rates");

    private static final String BEFORE = " < timestamptz '" + BenchmarkShop.AS_OF + " 00:00:00+00'";

    private final BenchmarkShop shop;
    private final Path lake;
    private final Path home;
    private final NightjarProperties properties;
    private final DuckDb duckDb = new DuckDb();

    /** Makes the lake, which is not timed; one from an earlier run is used again. */
    LakePhase(BenchmarkShop shop) throws IOException, InterruptedException, SQLException {
        this.shop = shop;
        this.lake = shop.folder().resolve("lake");
        this.home = shop.folder().resolve("lake-home");
        if (!Files.exists(lake.resolve("in-order-of-time"))) {
            org.apache.hadoop.fs.Path ours =
                    new org.apache.hadoop.fs.Path(lake.resolve("ours").toString());
            try (Storage storage = Storage.of(ours)) {
                new ParquetShop(storage, ours).replace(shop.sample(), BenchmarkShop.threads(), ignored -> {});
            }
            for (String table : TABLES) {
                String order = EVENTS.contains(table) ? " order by " + timeOf(table) : "";
                duckDb.execute("copy (from '" + lake.resolve("ours/" + table + ".parquet") + "'" + order + ") to '"
                        + lake.resolve(table + ".parquet") + "' (format parquet)");
            }
            Files.writeString(lake.resolve("in-order-of-time"), "");
        }
        Path jobFile = shop.folder().resolve("lake.yaml");
        Files.writeString(jobFile, jobFile(shop.database()));
        this.properties = new ConfigurationLoader(Map.of(), shop.folder()).load("nightly", jobFile, Map.of());
    }

    private String jobFile(PostgresSettings warehouse) {
        return """
                nightjar:
                  home: '%s'
                  business-zone: Europe/London
                  warehouse: {url: '%s', username: '%s', password: '%s'}
                  source:
                    type: parquet
                    orders: {path: '%s'}
                    interactions: {path: '%s'}
                    customers: {path: '%s'}
                    fx-rates: {path: '%s'}
                """.formatted(
                        home,
                        warehouse.url(),
                        warehouse.username(),
                        warehouse.password(),
                        lake.resolve("orders.parquet"),
                        lake.resolve("interactions.parquet"),
                        lake.resolve("customers.parquet"),
                        lake.resolve("fx_rates.parquet"));
    }

    /** Reads the whole lake into the history; the night is stopped after that. */
    NightInProcess.Step ours() throws Exception {
        Map<String, NightInProcess.Step> steps = NightInProcess.runUntil("extract-history", shop, properties);
        NightInProcess.Step read = Objects.requireNonNull(steps.get("read-lakes"));
        NightInProcess.Step extracted = Objects.requireNonNull(steps.get("extract-history"));
        // both count the same rows
        return new NightInProcess.Step(read.time().plus(extracted.time()), read.rows());
    }

    private static String timeOf(String table) {
        return table.equals("orders") ? "ordered_at" : "occurred_at";
    }

    /** What DuckDB's user would do: files by month, each sorted by customer and time. */
    void peer() throws SQLException {
        for (String table : EVENTS) {
            String time = timeOf(table);
            duckDb.execute("copy (select *, strftime(" + time + ", '%Y-%m') as month from '"
                    + lake.resolve(table + ".parquet") + "' where " + time + BEFORE + " order by month, customer_id, "
                    + time + ") to '"
                    + shop.folder().resolve("duckdb-" + table)
                    + "' (format parquet, partition_by (month), overwrite true)");
        }
        duckDb.execute("copy (from '" + lake.resolve("customers.parquet") + "' order by customer_id) to '"
                + shop.folder().resolve("duckdb-customers.parquet") + "' (format parquet)");
    }

    /** Requires the history of the lake to hold what the history from PostgreSQL does, which may know the day after. */
    void requireSameHistory() throws SQLException {
        for (String table : TABLES.subList(0, 3)) {
            String rows = "/history/" + table + "/*.parquet'"
                    + (table.equals("customers") ? "" : " where " + timeOf(table) + BEFORE);
            String ours = "from '" + home + rows;
            String known = "from '" + shop.folder().resolve("home") + rows;
            duckDb.require(
                    table + " of the lake",
                    "0|0",
                    "select (select count(*) from ((" + ours + ") except all (" + known + "))),"
                            + " (select count(*) from ((" + known + ") except all (" + ours + ")))");
        }
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
    }
}
