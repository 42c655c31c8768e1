package dev.nightjar.warehouse;

import dev.nightjar.postgres.CopyInWriter;
import dev.nightjar.postgres.PostgresFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database that scores are published to. Everything done there is one transaction of its own, whatever transaction
 * the caller is in, and fails with an exception that says who must act.
 */
public final class Warehouse {

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** @param dataSource gives at least one connection more than the threads that use it inside a transaction of their own */
    public Warehouse(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        // A ledger entry that waited for a chunk's commit would come too late, and vanish when the chunk fails.
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Where connections come from. */
    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * Does some work in one transaction and returns what it returns.
     *
     * @param where place for messages, such as {@code run ledger}
     * @throws dev.nightjar.customer.ConfigurationException if a table or privilege is missing
     * @throws dev.nightjar.customer.DataContractException if a value does not fit
     * @throws dev.nightjar.postgres.PostgresUnavailableException if the server is gone; a retry may help
     */
    public <T> T transaction(String where, Function<JdbcClient, T> work) {
        try {
            return transaction.execute(status -> work.apply(jdbc));
        } catch (DataAccessException | TransactionException e) {
            if (NestedExceptionUtils.getRootCause(e) instanceof SQLException failure) {
                throw PostgresFailures.running(where, failure);
            }
            throw e;
        }
    }

    /**
     * Starts a COPY into a table, inside the transaction of {@link #transaction}.
     *
     * @param table name as SQL writes it, with its schema
     */
    public CopyInWriter copyInto(String table, String... columns) {
        return CopyInWriter.open(connection(), table, columns);
    }

    /**
     * Whether there is such a table.
     *
     * @param table name as SQL writes it, with its schema
     */
    public static boolean hasTable(JdbcClient jdbc, String table) {
        return jdbc.sql("select to_regclass(:table) is not null")
                .param("table", table)
                .query(Boolean.class)
                .single();
    }

    /** The connection of the transaction that the caller is in. */
    Connection connection() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("only inside Warehouse.transaction");
        }
        return DataSourceUtils.getConnection(dataSource);
    }
}
