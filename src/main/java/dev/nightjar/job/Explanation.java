package dev.nightjar.job;

import dev.nightjar.customer.CodedText;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.history.FeatureFile;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a night said of one customer.
 *
 * @param row columns of {@code retention.customer_score} and their values, in their order
 * @param features feature code to value, number or text; null where missing. Empty where the night's files are gone
 */
public record Explanation(Map<String, @Nullable Object> row, Map<String, @Nullable Object> features) {

    private static final String SQL = "select s.* from retention.customer_score s"
            + " where s.customer_id::text = :customerId and s.score_date = coalesce(:asOf::date,"
            + " (select max(l.score_date) from retention.customer_score l where l.customer_id::text = :customerId))";

    /**
     * Reads what is published and, where the night's files are still there, the features behind it.
     *
     * @param asOf the night, or null for the newest that scored the customer
     * @throws ConfigurationException if that customer has no score
     */
    public static Explanation read(
            Warehouse warehouse, NightjarProperties properties, String customerId, @Nullable LocalDate asOf)
            throws IOException {
        List<Map<String, Object>> rows = warehouse.transaction(
                "explain",
                jdbc -> jdbc.sql(SQL)
                        .param("customerId", customerId)
                        .param("asOf", asOf == null ? null : asOf.toString(), Types.VARCHAR)
                        .query()
                        .listOfRows());
        if (rows.isEmpty()) {
            throw ConfigurationException.of("no score of customer '" + customerId + "'"
                    + (asOf == null ? "" : " as of " + asOf)
                    + ": expected an id of retention.customer_score; it may never have ordered, refuse profiling, or be"
                    + " written otherwise");
        }
        Map<String, @Nullable Object> row = new LinkedHashMap<>(rows.get(0));
        String runId = String.valueOf(row.get("run_id"));
        return new Explanation(row, features(properties, runId, customerId));
    }

    private static Map<String, @Nullable Object> features(
            NightjarProperties properties, String runId, String customerId) throws IOException {
        try (Storage storage = Homes.open(properties)) {
            int buckets = Homes.openHistory(storage, properties).manifest().buckets();
            Path file = NightFolder.of(properties.home(), runId).features(CustomerHash.bucket(customerId, buckets));
            return storage.exists(file)
                    ? features(FeatureFile.open(storage, file).read(), customerId)
                    : Map.of();
        }
    }

    private static Map<String, @Nullable Object> features(FeatureRows rows, String customerId) {
        int row = Arrays.asList(rows.customerIds()).indexOf(customerId);
        Map<String, @Nullable Object> features = new LinkedHashMap<>();
        if (row < 0) {
            return features;
        }
        for (String code : rows.numbers().codes()) {
            double value = rows.numbers().column(code)[row];
            features.put(code, Double.isNaN(value) ? null : value);
        }
        for (Map.Entry<String, CodedText> category : rows.categories().entrySet()) {
            features.put(category.getKey(), category.getValue().get(row));
        }
        return features;
    }

    /** The text of a column; a dash where it has no value. */
    public String text(String column) {
        return Objects.toString(row.get(column), "-");
    }
}
