package dev.nightjar.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.warehouse.Warehouse;
import java.sql.SQLException;

/** Connections to the warehouse, opened when they are needed and kept for the command. */
public final class WarehousePool implements AutoCloseable {

    private final HikariDataSource connections;
    private final Warehouse warehouse;

    private WarehousePool(HikariDataSource connections) {
        this.connections = connections;
        this.warehouse = new Warehouse(connections);
    }

    /**
     * A pool for so many threads.
     *
     * @throws dev.nightjar.customer.ConfigurationException if the server refuses these settings
     * @throws dev.nightjar.postgres.PostgresUnavailableException if the server does not answer
     */
    public static WarehousePool open(PostgresSettings settings, int threads) throws SQLException {
        // the first connection says in our words what is wrong; the pool would wrap it
        settings.connect().close();
        HikariConfig config = new HikariConfig();
        config.setDataSource(new SettingsDataSource(settings));
        config.setPoolName("warehouse");
        config.setMinimumIdle(0);
        // each thread may hold a ledger's transaction inside one of Spring Batch's; and the lease renews beside them
        config.setMaximumPoolSize(2 * threads + 4);
        return new WarehousePool(new HikariDataSource(config));
    }

    /** The warehouse behind the pool. */
    public Warehouse warehouse() {
        return warehouse;
    }

    @Override
    public void close() {
        connections.close();
    }
}
