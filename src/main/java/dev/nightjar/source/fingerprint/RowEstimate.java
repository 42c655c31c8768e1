package dev.nightjar.source.fingerprint;

import dev.nightjar.postgres.PostgresFailures;
import dev.nightjar.source.extract.InspectedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many rows a server expects a SELECT to give. */
final class RowEstimate {

    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": ([0-9.eE+]+)");

    private RowEstimate() {}

    /**
     * Asks for the plan; nothing is read.
     *
     * @param where a condition on the table's rows
     * @return {@link Long#MAX_VALUE} where the plan does not say
     */
    static long of(InspectedTable table, String where, Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet plan =
                    statement.executeQuery("explain (format json) " + table.selectColumns() + " where " + where)) {
                plan.next();
                Matcher rows = PLAN_ROWS.matcher(plan.getString(1));
                return rows.find() ? (long) Double.parseDouble(rows.group(1)) : Long.MAX_VALUE;
            }
        } catch (SQLException e) {
            throw PostgresFailures.running(table.table().file(), e);
        }
    }
}
