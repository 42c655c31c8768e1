package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.MonthReads;
import dev.nightjar.warehouse.QualityResults;
import dev.nightjar.warehouse.RejectedRows;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.RunSteps;
import dev.nightjar.warehouse.Warehouse;
import dev.nightjar.warehouse.WarehouseMigration;
import dev.nightjar.warehouse.model.UsabilityFindings;
import java.sql.SQLException;

/** The warehouse opened for reading: nothing is created, migrated or changed. */
public final class Ledger implements AutoCloseable {

    private final Databases databases;
    private final WarehousePool pool;
    private final CustomerIdType idType;

    private Ledger(Databases databases, WarehousePool pool, CustomerIdType idType) {
        this.databases = databases;
        this.pool = pool;
        this.idType = idType;
    }

    /** @throws ConfigurationException if there is no warehouse yet, or one of another version */
    public static Ledger open(NightjarProperties properties) throws SQLException {
        if (properties.isEmbedded() && !EmbeddedServer.exists(Databases.embeddedHome(properties))) {
            throw ConfigurationException.of("there is no night yet below nightjar.home " + properties.home()
                    + ": run `demo` or `nightly` first");
        }
        Databases databases = Databases.open(properties);
        try {
            WarehousePool pool = WarehousePool.open(databases.warehouse(), 1);
            try {
                return new Ledger(databases, pool, new WarehouseMigration(pool.warehouse()).requireReadable());
            } catch (RuntimeException e) {
                pool.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            databases.close();
            throw e;
        }
    }

    /** The warehouse itself. */
    public Warehouse warehouse() {
        return pool.warehouse();
    }

    /** The type of customer ids. */
    public CustomerIdType idType() {
        return idType;
    }

    /** What ran, and how it ended. */
    public RunLedger runs() {
        return new RunLedger(pool.warehouse());
    }

    /** The steps of each run. */
    public RunSteps steps() {
        return new RunSteps(pool.warehouse());
    }

    /** Which months were read from the source. */
    public MonthReads months() {
        return new MonthReads(pool.warehouse());
    }

    /** What was rejected. */
    public RejectedRows rejected() {
        return new RejectedRows(pool.warehouse());
    }

    /** What the checks found. */
    public QualityResults quality() {
        return new QualityResults(pool.warehouse());
    }

    /** What is to be known of the churn model that each run trained, or did not. */
    public UsabilityFindings usability() {
        return new UsabilityFindings(pool.warehouse());
    }

    @Override
    public void close() {
        pool.close();
        databases.close();
    }
}
