package dev.nightjar.source.extract;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.postgres.PostgresFailures;
import dev.nightjar.postgres.PostgresType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the source's tables look like to its server. Reads no row.
 *
 * @param tables every table that exists
 */
public record SourceInspection(Map<SourceTable, InspectedTable> tables) {

    private static final String CUSTOMER_ID = "customer_id";
    private static final String PREFIX = "select * from (";

    public SourceInspection {
        Map<SourceTable, InspectedTable> copy = new EnumMap<>(SourceTable.class);
        copy.putAll(tables);
        tables = Collections.unmodifiableMap(copy);
    }

    /**
     * Asks the server for the columns of each SELECT.
     *
     * @param connection in a transaction or not; its state is as before afterwards, also when a SELECT fails
     * @throws ConfigurationException listing all problems of all files: syntax errors with their position, missing
     *     privileges, absent required columns, types that do not fit, unknown columns, ids of different types
     */
    public static SourceInspection of(ExtractSql sql, Connection connection) {
        List<String> problems = new ArrayList<>();
        Map<SourceTable, InspectedTable> tables = new EnumMap<>(SourceTable.class);
        sql.selects().forEach((table, select) -> {
            int before = problems.size();
            Map<String, PostgresType> types = columns(table, select, connection, problems);
            if (problems.size() == before) {
                tables.put(table, new InspectedTable(table, select, types));
            }
        });
        checkIds(tables, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new SourceInspection(tables);
    }

    private static Map<String, PostgresType> columns(
            SourceTable table, String select, Connection connection, List<String> problems) {
        Map<String, PostgresType> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean inTransaction = !connection.getAutoCommit();
            if (inTransaction) {
                statement.execute("savepoint inspection");
            }
            try (ResultSet rows = statement.executeQuery(PREFIX + select + "\n) as source_rows limit 0")) {
                readColumns(table, rows.getMetaData(), types, problems);
            } catch (SQLException e) {
                problems.add(failure(table, select, e));
            }
            if (inTransaction) {
                statement.execute("rollback to savepoint inspection");
            }
        } catch (SQLException e) {
            throw PostgresFailures.running(table.file(), e);
        }
        return inCanonicalOrder(table, types);
    }

    private static void readColumns(
            SourceTable table, ResultSetMetaData metaData, Map<String, PostgresType> types, List<String> problems)
            throws SQLException {
        Set<String> seen = new TreeSet<>();
        for (int i = 1; i <= metaData.getColumnCount(); i++) {
            String name = metaData.getColumnLabel(i);
            SourceColumn column = table.column(name).orElse(null);
            if (!seen.add(name)) {
                problems.add("[" + table.file() + "] column '" + name + "' occurs twice");
            } else if (column == null) {
                problems.add("[" + table.file() + "] unknown column '" + name + "'; did you mean "
                        + Spelling.nearest(name, names(table)) + "? Known are " + String.join(", ", names(table)));
            } else {
                String typeName = metaData.getColumnTypeName(i);
                PostgresType type = PostgresType.of(typeName, metaData.getColumnType(i));
                if (type == null || !column.kind().accepts(type)) {
                    problems.add("[" + table.file() + "] column '" + name + "' has the wrong type: expected "
                            + column.kind().expected() + ", was " + (type == null ? typeName : type.sqlName())
                            + "; cast it in the SELECT");
                } else {
                    types.put(name, type);
                }
            }
        }
        for (SourceColumn column : table.columns()) {
            if (column.required() && !seen.contains(column.name())) {
                problems.add("[" + table.file() + "] required column '" + column.name() + "' is missing, found "
                        + (seen.isEmpty() ? "none" : String.join(", ", seen)));
            }
        }
    }

    private static List<String> names(SourceTable table) {
        return table.columns().stream().map(SourceColumn::name).toList();
    }

    private static Map<String, PostgresType> inCanonicalOrder(SourceTable table, Map<String, PostgresType> types) {
        Map<String, PostgresType> ordered = new LinkedHashMap<>();
        for (SourceColumn column : table.columns()) {
            PostgresType type = types.get(column.name());
            if (type != null) {
                ordered.put(column.name(), type);
            }
        }
        return ordered;
    }

    /** The server's complaint, with the line and column in the user's file. */
    private static String failure(SourceTable table, String select, SQLException e) {
        if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
            throw PostgresFailures.running(table.file(), e);
        }
        int position = PostgresFailures.position(e) - PREFIX.length();
        int length = select.codePointCount(0, select.length());
        String place = "";
        if (position > 0 && length > 0) {
            String before = select.substring(0, select.offsetByCodePoints(0, Math.min(position - 1, length)));
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.codePointCount(before.lastIndexOf('\n') + 1, before.length()) + 1;
            place = ", line " + line + ", column " + column;
        }
        String remedy = "42501".equals(e.getSQLState()) ? "; grant it to the role that reads the source" : "";
        return "[" + table.file() + place + "] " + PostgresFailures.text(e) + " (SQLSTATE " + e.getSQLState() + ")"
                + remedy;
    }

    /**
     * This inspection with the tables of a lake.
     *
     * @throws ConfigurationException if customer ids are not of one type in all tables
     */
    public SourceInspection with(Map<SourceTable, InspectedTable> others) {
        Map<SourceTable, InspectedTable> joined = new EnumMap<>(SourceTable.class);
        joined.putAll(tables);
        joined.putAll(others);
        List<String> problems = new ArrayList<>();
        checkIds(joined, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new SourceInspection(joined);
    }

    private static void checkIds(Map<SourceTable, InspectedTable> tables, List<String> problems) {
        InspectedTable orders = tables.get(SourceTable.ORDERS);
        if (orders == null) {
            return;
        }
        CustomerKeyType expected = CustomerKeyType.of(orders.type(CUSTOMER_ID));
        tables.forEach((table, inspected) -> {
            if (inspected.has(CUSTOMER_ID)) {
                PostgresType type = inspected.type(CUSTOMER_ID);
                if (CustomerKeyType.of(type) != expected) {
                    problems.add("[" + inspected.place() + "] customer_id does not match " + orders.place()
                            + ": expected " + orders.type(CUSTOMER_ID).sqlName() + ", was " + type.sqlName()
                            + (inspected.select().isEmpty()
                                    ? "; write it as that type, or give every table of customers a customer-prefix"
                                    : "; cast it in the SELECT"));
                }
            }
        });
    }

    /**
     * The table.
     *
     * @throws IllegalStateException if the source does not have it
     */
    public InspectedTable table(SourceTable table) {
        InspectedTable inspected = tables.get(table);
        if (inspected == null) {
            throw new IllegalStateException(
                    "the source has no table " + table.tableName() + ", only " + tables.keySet());
        }
        return inspected;
    }

    /** The columns that exist, as features ask for them. */
    public SourceShape shape() {
        Set<String> columns = new TreeSet<>();
        tables.forEach((table, inspected) ->
                inspected.types().keySet().forEach(name -> columns.add(table.tableName() + "." + name)));
        return new SourceShape(columns);
    }

    /** The type of the customer ids, the same in all tables. */
    public CustomerKeyType customerKeyType() {
        return CustomerKeyType.of(table(SourceTable.ORDERS).type(CUSTOMER_ID));
    }
}
