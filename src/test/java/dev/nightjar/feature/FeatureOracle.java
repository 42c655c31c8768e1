package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Features computed in SQL by DuckDB, over any connection that has the relations {@code orders} and
 * {@code interactions}; {@code feature/features.sql} says with which columns.
 */
public final class FeatureOracle {

    private static final String SQL = "/feature/features.sql";
    private static final double TOLERANCE = 1e-9;

    private final List<String> codes = new ArrayList<>();
    private final Map<String, double[]> values = new HashMap<>();

    private FeatureOracle() {}

    /** Computes the features of all customers as of a date; NaN where SQL says null. */
    public static FeatureOracle compute(Connection connection, LocalDate asOfDate, int horizonDays)
            throws SQLException, IOException {
        FeatureOracle oracle = new FeatureOracle();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set variable as_of = date '" + asOfDate + "'");
            statement.execute("set variable horizon_days = " + horizonDays);
            try (ResultSet rows = statement.executeQuery(sql())) {
                oracle.read(rows);
            }
        }
        return oracle;
    }

    /** The codes of the features that SQL computes. */
    public List<String> codes() {
        return List.copyOf(codes);
    }

    /**
     * Asserts that both have the same customers and that every feature that SQL computes is equal, within a relative
     * 1e-9 for rounding.
     *
     * @param vectors features of each customer, in the order of {@code vectorCodes}
     */
    public void assertEqual(Map<String, double[]> vectors, List<String> vectorCodes) {
        assertThat(vectors.keySet()).isEqualTo(values.keySet());
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            int index = vectorCodes.indexOf(codes.get(i));
            assertThat(index).as("feature %s in the catalogue", codes.get(i)).isNotNegative();
            for (Map.Entry<String, double[]> customer : vectors.entrySet()) {
                double ours = customer.getValue()[index];
                double theirs = Objects.requireNonNull(values.get(customer.getKey()))[i];
                if (!isEqual(ours, theirs)) {
                    differences.add(codes.get(i) + " of " + customer.getKey() + ": " + ours + ", SQL " + theirs);
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static boolean isEqual(double ours, double theirs) {
        boolean bothMissing = Double.isNaN(ours) && Double.isNaN(theirs);
        return bothMissing || Math.abs(ours - theirs) <= TOLERANCE * Math.max(1, Math.abs(theirs));
    }

    private void read(ResultSet rows) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int column = 2; column <= columns.getColumnCount(); column++) {
            codes.add(columns.getColumnName(column));
        }
        while (rows.next()) {
            double[] vector = new double[codes.size()];
            for (int i = 0; i < vector.length; i++) {
                Object value = rows.getObject(i + 2);
                vector[i] = value == null ? Double.NaN : ((Number) value).doubleValue();
            }
            values.put(rows.getString(1), vector);
        }
    }

    private static String sql() throws IOException {
        try (InputStream stream = Objects.requireNonNull(FeatureOracle.class.getResourceAsStream(SQL))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
