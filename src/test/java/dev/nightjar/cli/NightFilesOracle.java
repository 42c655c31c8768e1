package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.feature.FeatureOracle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the files of a night with DuckDB, and holds its features against SQL over its history. */
final class NightFilesOracle {

    private final Path home;
    private final String runId;

    NightFilesOracle(Path home, String runId) {
        this.home = home;
        this.runId = runId;
    }

    /**
     * Every feature that SQL computes and the source allows is equal for every customer.
     *
     * @param excused customers that SQL knows and the night must not, because they refuse profiling
     * @return how many features were compared
     */
    int assertFeaturesEqualSql(LocalDate asOfDate, int horizonDays, Set<String> excused) throws Exception {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            createViews(duckdb);
            FeatureOracle oracle = FeatureOracle.compute(duckdb, asOfDate, horizonDays);
            Set<String> written = columns(duckdb);
            List<String> codes =
                    oracle.codes().stream().filter(written::contains).toList();
            oracle.restrictedTo(codes, excused).assertEqual(vectors(duckdb, codes), codes);
            return codes.size();
        }
    }

    private void createViews(Connection duckdb) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(
                    "create view orders as select customer_id, day, epoch_us(ordered_at) as at_micros, amount,"
                            + " status, discount, item_count, channel from read_parquet('" + home
                            + "/history/orders/*.parquet')");
            statement.execute("create view features as select * from read_parquet('" + home + "/nights/" + runId
                    + "/features/*.parquet')");
            statement.execute(
                    Files.isDirectory(home.resolve("history/interactions"))
                            ? "create view interactions as select customer_id, day, epoch_us(occurred_at) as at_micros,"
                                    + " kind, channel, value from read_parquet('" + home
                                    + "/history/interactions/*.parquet')"
                            : "create table interactions (customer_id text, day date, at_micros bigint, kind text,"
                                    + " channel text, value double)");
        }
    }

    private static Set<String> columns(Connection duckdb) throws SQLException {
        Set<String> columns = new TreeSet<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery("describe features")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    private static Map<String, double[]> vectors(Connection duckdb, List<String> codes) throws SQLException {
        Map<String, double[]> vectors = new HashMap<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select customer_id, \"" + String.join("\", \"", codes) + "\" from features")) {
            while (rows.next()) {
                double[] vector = new double[codes.size()];
                for (int i = 0; i < vector.length; i++) {
                    double value = rows.getDouble(i + 2);
                    vector[i] = rows.wasNull() ? Double.NaN : value;
                }
                assertThat(vectors.put(rows.getString(1), vector)).isNull();
            }
        }
        return vectors;
    }
}
