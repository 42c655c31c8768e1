package dev.nightjar.benchmark;

import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.sample.PostgresShop;
import dev.nightjar.sample.SampleShop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Map;

/**
 * A sample shop of one size in an embedded PostgreSQL of its own, which is source and warehouse of the benchmark's nights.
 * A shop that is there from an earlier run is used again: it is the same for the same size.
 */
final class BenchmarkShop implements AutoCloseable {

    /** The as-of date of full nights; the shop has events up to the day after, for the night that follows. */
    static final LocalDate AS_OF = LocalDate.of(2026, 11, 1);

    private static final LocalDate LAST_DAY = AS_OF;

    private final long customers;
    private final Path folder;
    private final EmbeddedServer server;
    private final NightjarProperties properties;
    private final double generatedSeconds;

    private BenchmarkShop(long customers, Path folder, EmbeddedServer server, double generatedSeconds)
            throws IOException {
        this.customers = customers;
        this.folder = folder;
        this.server = server;
        this.generatedSeconds = generatedSeconds;
        Path jobFile = folder.resolve("job.yaml");
        Files.writeString(
                jobFile, "nightjar.home: '" + folder.resolve("home") + "'\nnightjar.business-zone: Europe/London\n");
        this.properties = new ConfigurationLoader(Map.of(), folder).load("nightly", jobFile, Map.of());
    }

    static BenchmarkShop open(Path parent, long customers) throws Exception {
        Path folder = Files.createDirectories(
                parent.resolve(String.valueOf(customers)).toAbsolutePath());
        EmbeddedServer server = EmbeddedServer.start(folder.resolve("home"));
        Path done = folder.resolve("shop-in-order-of-time");
        long start = System.nanoTime();
        boolean isThere = Files.exists(done);
        if (!isThere) {
            new PostgresShop(server.settings()).replace(sample(customers), threads(), ignored -> {});
        }
        BenchmarkShop shop = new BenchmarkShop(customers, folder, server, (System.nanoTime() - start) / 1e9);
        if (!isThere) {
            shop.orderByTime();
            Files.writeString(done, "");
        }
        return shop;
    }

    /** A shop writes its rows as they happen, the sample customer by customer. */
    private void orderByTime() {
        execute(
                "cluster shop.orders using orders_ordered_at",
                "cluster shop.interactions using interactions_occurred_at",
                "analyze shop.orders, shop.interactions",
                "checkpoint");
    }

    static int threads() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static SampleShop sample(long customers) {
        return SampleShop.of(customers, 1, LAST_DAY);
    }

    /** What is in the database. */
    SampleShop sample() {
        return sample(customers);
    }

    long customers() {
        return customers;
    }

    Path folder() {
        return folder;
    }

    Path jobFile() {
        return folder.resolve("job.yaml");
    }

    /** A job file of the same shop with a home of its own and buckets in proportion to the customers. */
    Path jobFileOfManyBuckets() throws IOException {
        PostgresSettings database = database();
        String connection = "{url: '%s', username: '%s', password: '%s'}"
                .formatted(database.url(), database.username(), database.password());
        return Files.writeString(folder.resolve("buckets.yaml"), """
                nightjar:
                  home: '%s'
                  business-zone: Europe/London
                  source: %s
                  warehouse: %s
                  history: {buckets: %d}
                """.formatted(
                        folder.resolve("buckets-home"), connection, connection, manyBuckets()));
    }

    /** As many for each customer as 100,000 customers have by default. */
    private long manyBuckets() {
        return Math.max(1, 64 * customers / 100_000);
    }

    NightjarProperties properties() {
        return properties;
    }

    PostgresSettings database() {
        return server.settings();
    }

    /** Seconds the shop took to generate and load; about 0 where it was there. */
    double generatedSeconds() {
        return generatedSeconds;
    }

    Stopwatch stopwatch() throws IOException {
        String pid = Files.readAllLines(folder.resolve("home/postgres/data/postmaster.pid"))
                .get(0);
        return Stopwatch.start(Long.parseLong(pid.strip()));
    }

    /** An attempt at the night of this date that nobody has made yet. */
    int nextAttempt(LocalDate date) {
        if (value("select to_regclass('retention.run') is null").equals("t")) {
            return 1;
        }
        return Integer.parseInt(
                value("select coalesce(max(attempt), 0) + 1 from retention.run where as_of_date = '" + date + "'"));
    }

    /** Takes back what was published, so that every night publishes a new date, and the server settles its writes. */
    void forgetPublishedNights() {
        execute("""
                do $$
                declare night record;
                begin
                    if to_regclass('retention.customer_score_v1') is not null then
                        for night in select inhrelid::regclass as name from pg_inherits
                            where inhparent = 'retention.customer_score_v1'::regclass
                        loop
                            execute 'drop table ' || night.name;
                        end loop;
                    end if;
                end
                $$""", "checkpoint");
    }

    void execute(String... statements) {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one value of a query. */
    String value(String sql) {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
