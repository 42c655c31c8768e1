package dev.nightjar.source.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.postgres.PostgresType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceInspectionIT {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();
    private static final String ORDERS =
            "select 1 as order_id, 'a' as customer_id, timestamptz '2026-01-01' as ordered_at, 1.5 as amount";

    @Test
    void columnsAreKnownByTypeInCanonicalOrder() {
        SourceInspection inspection = inspect(Map.of(
                SourceTable.ORDERS,
                "-- one row per order\nselect 1.5 as amount, 'x'::char(3) as currency, now() at time zone 'UTC' as ordered_at,"
                        + " 'a' as customer_id, 1::smallint as order_id -- the end"));

        InspectedTable orders = inspection.table(SourceTable.ORDERS);
        assertThat(orders.types())
                .containsExactly(
                        Map.entry("order_id", PostgresType.SMALLINT),
                        Map.entry("customer_id", PostgresType.TEXT),
                        Map.entry("ordered_at", PostgresType.TIMESTAMP),
                        Map.entry("amount", PostgresType.NUMERIC),
                        Map.entry("currency", PostgresType.CHAR));
        assertThat(inspection.shape().columns())
                .containsExactly(
                        "orders.amount",
                        "orders.currency",
                        "orders.customer_id",
                        "orders.order_id",
                        "orders.ordered_at");
        assertThat(inspection.customerKeyType()).isEqualTo(CustomerKeyType.TEXT);
    }

    @Test
    void serialsEnumsAndDomainsCountAsWhatTheyAreMadeOf() {
        TestPostgres.execute(
                DATABASE,
                "create type order_state as enum ('completed', 'pending')",
                "create domain money_amount as numeric(12,2) check (value < 1000)",
                "create table typed (order_id bigserial, customer_id serial, ordered_at date, amount money_amount,"
                        + " status order_state)");

        SourceInspection inspection = inspect(
                Map.of(SourceTable.ORDERS, "select order_id, customer_id, ordered_at, amount, status from typed"));

        InspectedTable orders = inspection.table(SourceTable.ORDERS);
        assertThat(orders.types())
                .containsExactly(
                        Map.entry("order_id", PostgresType.BIGINT),
                        Map.entry("customer_id", PostgresType.INTEGER),
                        Map.entry("ordered_at", PostgresType.DATE),
                        Map.entry("amount", PostgresType.NUMERIC),
                        Map.entry("status", PostgresType.TEXT));
        assertThat(inspection.customerKeyType()).isEqualTo(CustomerKeyType.BIGINT);
    }

    @Test
    void allProblemsOfAllFilesAreToldAtOnce() {
        assertThatThrownBy(() -> inspect(Map.of(
                        SourceTable.ORDERS,
                        "select 1 as order_id, now() as ordered_at, 'x' as amount, 'web' as chanel",
                        SourceTable.INTERACTIONS,
                        "select 1 as customer_id,\n       now() as occurred_at,\n       kindd as kind",
                        SourceTable.CUSTOMERS,
                        "select 1 as customer_id, 'GB' as country, 'FR' as country, true as profiling_consent,"
                                + " 'x'::bytea as attributes")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("6 configuration problems: ")
                .hasMessageContaining(
                        "[orders.sql] column 'amount' has the wrong type: expected numeric, an integer, real or"
                                + " double precision, was text; cast it in the SELECT")
                .hasMessageContaining(
                        "[orders.sql] unknown column 'chanel'; did you mean channel? Known are order_id, ")
                .hasMessageContaining(
                        "[orders.sql] required column 'customer_id' is missing, found amount, chanel, order_id,"
                                + " ordered_at")
                .hasMessageContaining(
                        "[interactions.sql, line 3, column 8] column \"kindd\" does not exist (SQLSTATE 42703)")
                .hasMessageContaining("[customers.sql] column 'country' occurs twice")
                .hasMessageContaining(
                        "[customers.sql] column 'attributes' has the wrong type: expected jsonb or json, was bytea");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ordered_at | text | timestamptz, timestamp or date",
                "ordered_at | time | timestamptz, timestamp or date",
                "amount | text | numeric, an integer, real or double precision",
                "amount | boolean | numeric, an integer, real or double precision",
                "amount | money | numeric, an integer, real or double precision",
                "order_id | numeric | an integer, text, varchar, char or uuid",
                "customer_id | double precision | an integer, text, varchar, char or uuid",
                "customer_id | bytea | an integer, text, varchar, char or uuid"
            })
    void requiredColumnsOfAnotherTypeAreRefused(String column, String type, String expected) {
        String sql = ORDERS.replaceAll("(, |select )[^,]* as " + column, "$1null::" + type + " as " + column);

        assertThatThrownBy(() -> inspect(Map.of(SourceTable.ORDERS, sql)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("column '" + column + "' has the wrong type: expected " + expected + ", was ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "selec 1 | line 1, column 7] syntax error at or near \"1\"",
                "select 1 as order_id from | line 1, column 26] syntax error at or near \")\"",
                "select 'é', 1 frm x y | line 1, column 19] syntax error at or near \"x\"",
                "select * from no_such_table | line 1, column 15] relation \"no_such_table\" does not exist",
                "delete from typed returning 1 | line 1, column 8] syntax error at or near \"from\""
            })
    void syntaxErrorsAreToldWithLineAndColumn(String sql, String message) {
        assertThatThrownBy(() -> inspect(Map.of(SourceTable.ORDERS, sql)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[orders.sql, " + message);
    }

    @Test
    void customerIdsMustHaveOneTypeInAllTables() {
        assertThatThrownBy(() -> inspect(
                        Map.of(SourceTable.ORDERS, ORDERS, SourceTable.CUSTOMERS, "select 7::bigint as customer_id")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "[customers.sql] customer_id does not match orders.sql: expected text, was bigint; cast it in the SELECT");
    }

    @Test
    void aMissingPrivilegeIsTold() throws SQLException {
        TestPostgres.execute(
                DATABASE,
                "create table secret (order_id integer)",
                "drop role if exists reader_without_rights",
                "create role reader_without_rights");

        try (Connection connection = DATABASE.connect()) {
            connection.createStatement().execute("set role reader_without_rights");
            assertThatThrownBy(() -> SourceInspection.of(
                            new ExtractSql("test", Map.of(SourceTable.ORDERS, "select order_id from secret")),
                            connection))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("permission denied for table secret");
        } finally {
            TestPostgres.execute(DATABASE, "drop role reader_without_rights");
        }
    }

    @Test
    void questionMarksAndBracesArePartOfTheUsersSql() {
        SourceInspection inspection =
                inspect(Map.of(SourceTable.ORDERS, ORDERS + " where '{\"a\": 1}'::jsonb ? 'a' and '{fn now()}' <> ''"));

        assertThat(inspection.tables()).containsOnlyKeys(SourceTable.ORDERS);
    }

    @Test
    void theSampleShopPassesItsOwnInspection() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        TestPostgres.execute(database, java.nio.file.Files.readString(java.nio.file.Path.of("sql/sample/shop.sql")));

        try (Connection connection = database.connect()) {
            SourceInspection inspection = SourceInspection.of(ExtractSql.read(null), connection);

            assertThat(inspection.tables())
                    .containsOnlyKeys(
                            SourceTable.ORDERS, SourceTable.INTERACTIONS, SourceTable.CUSTOMERS, SourceTable.FX_RATES);
            for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS, SourceTable.CUSTOMERS)) {
                assertThat(inspection.table(table).types())
                        .hasSize(table.columns().size());
            }
        }
    }

    private static SourceInspection inspect(Map<SourceTable, String> selects) {
        try (Connection connection = DATABASE.connect()) {
            connection.setAutoCommit(false);
            return SourceInspection.of(new ExtractSql("test", new EnumMap<>(selects)), connection);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
