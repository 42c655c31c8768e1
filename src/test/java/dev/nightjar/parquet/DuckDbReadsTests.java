package dev.nightjar.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second reader of what we write: our own forgives our own bugs. */
class DuckDbReadsTests {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @Test
    void typesAreThoseOfTheWarehouse() throws IOException, SQLException {
        Path path = write();

        List<List<@Nullable String>> types =
                query("select column_name, column_type from (describe from '" + path + "')");

        assertThat(types)
                .containsExactly(
                        List.of("i", "INTEGER"),
                        List.of("d", "DATE"),
                        List.of("l", "BIGINT"),
                        List.of("t", "TIMESTAMP WITH TIME ZONE"),
                        List.of("m", "DECIMAL(18,4)"),
                        List.of("x", "DOUBLE"),
                        List.of("f", "BOOLEAN"),
                        List.of("c", "VARCHAR"),
                        List.of("s", "VARCHAR"));
    }

    @Test
    void valuesAreEqual() throws IOException, SQLException {
        Path path = write();

        List<List<@Nullable String>> rows = query("select i, d, l, epoch_us(t), m, x, f, c, s from '" + path + "'");

        assertThat(rows.get(0))
                .containsExactly(
                        "0",
                        "0001-01-01",
                        null,
                        "0",
                        "-0.0001",
                        "-0.0",
                        "true",
                        EdgeValues.ODD_TEXT,
                        EdgeValues.LONG_TEXT);
        assertThat(rows.get(1)).containsExactly(null, null, "-1", null, null, null, null, null, "");
        assertThat(rows.get(2))
                .containsExactly(
                        "2147483647",
                        "9999-12-31",
                        "9223372036854775807",
                        "1300000000123456",
                        "99999999999999.9999",
                        "-Infinity",
                        "false",
                        "",
                        "🛒 'quoted'\t\n");
    }

    @Test
    void boundsInTheFooterLeaveNoRowOut() throws IOException, SQLException {
        Path path = write();

        assertThat(query("select count(*) from '" + path + "' where m > 1000 and d > date '2000-01-01' and c = ''"))
                .containsExactly(List.of("1"));
        assertThat(query("select count(*) from '" + path + "' where s = repeat('x', 1000) and x = 0"))
                .containsExactly(List.of("1"));
    }

    @Test
    void fileWithoutRowsIsATableWithoutRows() throws IOException, SQLException {
        Path path = new Path(directory.toString(), "empty.parquet");
        try (Storage storage = Storage.of(path);
                ColumnFileWriter writer = ColumnFileWriter.create(storage, path, EdgeValues.COLUMNS)) {
            writer.commit(Map.of());
        }

        assertThat(query("select count(*), max(c) from '" + path + "'").get(0)).containsExactly("0", null);
    }

    private Path write() throws IOException {
        Path path = new Path(directory.toString(), "edge.parquet");
        try (Storage storage = Storage.of(path)) {
            EdgeValues.write(storage, path);
        }
        return path;
    }

    private static List<List<@Nullable String>> query(String sql) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<@Nullable String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(result.getString(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
