package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One state of a database that many connections read: a transaction, {@code repeatable read, read only}, that others join.
 * Rows written after {@link #export} are seen by none of them. The snapshot lives until this object is closed; keep it
 * open no longer than the reading takes, because the server keeps old row versions for it.
 */
public final class ExportedSnapshot implements AutoCloseable {

    private static final String NO_TIMEOUTS = """
            select set_config(name, '0', false) from pg_catalog.pg_settings
            where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout',
                           'idle_session_timeout', 'transaction_timeout')""";

    private final PostgresSettings settings;
    private final ZoneId sessionZone;
    private final Connection coordinator;
    private final String name;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    private ExportedSnapshot(PostgresSettings settings, ZoneId sessionZone, Connection coordinator, String name) {
        this.settings = settings;
        this.sessionZone = sessionZone;
        this.coordinator = coordinator;
        this.name = name;
    }

    /**
     * Takes a snapshot of what is committed now.
     *
     * @param sessionZone zone in which the server casts between dates and instants in these connections
     */
    public static ExportedSnapshot export(PostgresSettings settings, ZoneId sessionZone) {
        Connection connection = beginReading(settings, sessionZone);
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select pg_catalog.pg_export_snapshot()")) {
            rows.next();
            return new ExportedSnapshot(settings, sessionZone, connection, rows.getString(1));
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw PostgresFailures.running("export a snapshot", e);
        }
    }

    /**
     * Opens a connection, in a transaction that sees this snapshot; the caller closes it.
     *
     * @throws PostgresUnavailableException if the snapshot is gone, because its transaction lost its connection
     */
    public Connection openReader() {
        Connection connection = beginReading(settings, sessionZone);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction snapshot '" + name + "'");
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw new PostgresUnavailableException(
                    "[snapshot " + name + "] not there any more: " + PostgresFailures.text(e)
                            + ". Nothing was kept; run again to read one consistent state.",
                    e);
        }
    }

    /**
     * Runs a read on a connection that sees this snapshot. Connections are used again after a read that succeeded; there are
     * never more than reads at the same time.
     */
    public <T extends @Nullable Object> T read(Function<Connection, T> reading) {
        Connection pooled = idle.poll();
        Connection connection = pooled == null ? openReader() : pooled;
        try {
            T result = reading.apply(connection);
            idle.push(connection);
            if (closed) {
                closeIdle();
            }
            return result;
        } catch (RuntimeException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static Connection beginReading(PostgresSettings settings, ZoneId zone) {
        Connection connection = settings.connect();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet ignored = statement.executeQuery(NO_TIMEOUTS)) {
                ignored.next();
            }
            setZone(statement, zone);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection, e);
            throw PostgresFailures.running("begin reading", e);
        } catch (ConfigurationException e) {
            closeQuietly(connection, e);
            throw e;
        }
    }

    private static void setZone(Statement statement, ZoneId zone) {
        ZoneOffset fixed = zone.getRules().isFixedOffset() ? zone.getRules().getOffset(java.time.Instant.EPOCH) : null;
        // the server reads '+01:00' as west of Greenwich, an interval as everybody else
        String value = fixed == null
                ? "'" + zone.getId().replace("'", "''") + "'"
                : "interval '" + fixed.getTotalSeconds() + " seconds'";
        try {
            statement.execute("set time zone " + value);
        } catch (SQLException e) {
            throw ConfigurationException.of("nightjar.source-zone is not known to the source's server: " + zone.getId()
                    + " (" + PostgresFailures.text(e) + ")");
        }
    }

    /** Ends the snapshot; reads that are at work keep their connection to their end. */
    @Override
    public void close() {
        closed = true;
        closeIdle();
        try {
            coordinator.close();
        } catch (SQLException e) {
            throw PostgresFailures.running("end the snapshot", e);
        }
    }

    private void closeIdle() {
        try {
            for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
                connection.close();
            }
        } catch (SQLException e) {
            throw PostgresFailures.running("end the snapshot", e);
        }
    }

    private static void closeQuietly(Connection connection, Exception failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
