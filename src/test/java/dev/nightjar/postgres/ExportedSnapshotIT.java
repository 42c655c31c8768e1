package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ExportedSnapshotIT {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void rowsWrittenAfterTheExportAreSeenByNoReader() throws SQLException {
        TestPostgres.execute(DATABASE, "create table seen (n integer)", "insert into seen values (1), (2)");

        try (ExportedSnapshot snapshot = ExportedSnapshot.export(DATABASE, LONDON)) {
            TestPostgres.execute(DATABASE, "insert into seen values (3)", "delete from seen where n = 1");
            try (Connection first = snapshot.openReader()) {
                TestPostgres.execute(DATABASE, "insert into seen values (4)");
                try (Connection second = snapshot.openReader()) {
                    assertThat(one(first, "select string_agg(n::text, ' ' order by n) from seen"))
                            .isEqualTo(one(second, "select string_agg(n::text, ' ' order by n) from seen"))
                            .isEqualTo("1 2");
                }
            }
        }
    }

    @Test
    void readersCannotWrite() throws SQLException {
        try (ExportedSnapshot snapshot = ExportedSnapshot.export(DATABASE, LONDON);
                Connection reader = snapshot.openReader();
                Statement statement = reader.createStatement()) {
            assertThatThrownBy(() -> statement.execute("create table written (n integer)"))
                    .hasMessageContaining("read-only transaction");
        }
    }

    @Test
    void castsUseTheSourceZoneWhateverTheMachinesZoneIs() {
        try (ExportedSnapshot snapshot = ExportedSnapshot.export(DATABASE, ZoneId.of("America/New_York"))) {
            assertThat(snapshot.<String>read(
                            connection -> one(connection, "select (timestamptz '2026-01-01 03:00Z')::date::text")))
                    .isEqualTo("2025-12-31");
        }
        try (ExportedSnapshot snapshot = ExportedSnapshot.export(DATABASE, ZoneId.of("+03:00"))) {
            assertThat(snapshot.<String>read(
                            connection -> one(connection, "select (timestamptz '2025-12-31 22:00Z')::date::text")))
                    .isEqualTo("2026-01-01");
        }
    }

    @Test
    void aLostSnapshotIsWorthARetry() throws SQLException {
        try (ExportedSnapshot snapshot = ExportedSnapshot.export(DATABASE, LONDON)) {
            TestPostgres.execute(
                    DATABASE,
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = current_database()"
                            + " and pid <> pg_backend_pid()");

            assertThatThrownBy(snapshot::openReader)
                    .isInstanceOf(PostgresUnavailableException.class)
                    .hasMessageContaining("not there any more")
                    .hasMessageContaining("run again");
        }
    }

    private static String one(Connection connection, String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
