package dev.nightjar.warehouse.publication;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Connections that break at one moment and at every moment after it, as when the process is killed or the server goes
 * away: before a statement, before a commit, or after the commit but before its answer.
 */
final class FailingDataSource extends AbstractDataSource {

    private static final Set<String> STATEMENTS = Set.of("prepareStatement", "createStatement", "unwrap");

    private final DataSource pool;
    private final int lastMoment;
    private final AtomicInteger moments = new AtomicInteger();

    /** @param lastMoment the number of moments that go well */
    FailingDataSource(DataSource pool, int lastMoment) {
        this.pool = pool;
        this.lastMoment = lastMoment;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return getConnection();
    }

    private @Nullable Object call(Connection connection, Method method, Object @Nullable [] arguments)
            throws Throwable {
        boolean isCommit = method.getName().equals("commit");
        if (isCommit || STATEMENTS.contains(method.getName())) {
            breakAfterLastMoment(connection);
        }
        try {
            Object result = method.invoke(connection, arguments);
            if (isCommit) {
                breakAfterLastMoment(connection);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void breakAfterLastMoment(Connection connection) throws SQLException {
        if (moments.incrementAndGet() > lastMoment) {
            // what is not committed is lost, as it would be when the server notices the end of the line
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
            throw new SQLException("the line is dead", "08006");
        }
    }
}
