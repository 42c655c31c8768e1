package dev.nightjar.warehouse;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own for one test, with a pool of connections as a night has it. */
public final class TestWarehouse implements AutoCloseable {

    /** A Saturday of no meaning. */
    public static final LocalDate AS_OF = LocalDate.of(2026, 2, 14);

    private final PostgresSettings settings;
    private final HikariDataSource pool;
    private final Warehouse warehouse;

    private TestWarehouse(PostgresSettings settings) {
        this.settings = settings;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(0);
        this.pool = new HikariDataSource(config);
        this.warehouse = new Warehouse(pool);
    }

    /** An empty database. */
    public static TestWarehouse empty() {
        return new TestWarehouse(TestPostgres.freshDatabase());
    }

    /** A database with the schema of the warehouse. */
    public static TestWarehouse migrated(CustomerIdType idType) {
        TestWarehouse warehouse = empty();
        new WarehouseMigration(warehouse.warehouse).migrate(idType);
        return warehouse;
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    public PostgresSettings settings() {
        return settings;
    }

    /** Records that a nightly run of this token has the lease, which has expired: others are not kept from anything. */
    public void lease(long fenceToken) {
        execute("insert into retention.lease values ('nightly', " + fenceToken + ", 'nightly-" + AS_OF + "-01', '"
                + AS_OF + "', 'test-host', 1, now() - interval '2 s', now() - interval '2 s', now() - interval '1 s')");
    }

    /** Runs a statement. */
    public void execute(String sql) {
        JdbcClient.create(pool).sql(sql).update();
    }

    /** The rows of a query, each as the text of its values joined by a bar; null is the empty text. */
    public List<String> rows(String sql) {
        return JdbcClient.create(pool)
                .sql(sql)
                .query((row, number) -> {
                    StringBuilder text = new StringBuilder();
                    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                        String value = row.getString(column);
                        text.append(column == 1 ? "" : "|").append(value == null ? "" : value);
                    }
                    return text.toString();
                })
                .list();
    }

    /** Who asks for the lease of the nightly job. */
    public static Lease.Request leaseRequest(String runId, Duration timeToLive) {
        return new Lease.Request(
                "nightly", runId, AS_OF, "test-host", ProcessHandle.current().pid(), timeToLive);
    }

    /** A launch of the nightly job. */
    public static RunLedger.Launch launch(LocalDate asOfDate, int attempt, long pid) {
        return new RunLedger.Launch(
                RunLedger.runId("nightly", asOfDate, attempt),
                "nightly",
                asOfDate,
                attempt,
                "test-host",
                pid,
                "0.1.0",
                "{\"threads\": 2}");
    }

    @Override
    public void close() {
        pool.close();
    }
}
