package dev.nightjar.segment;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that declared segments may name.
 *
 * @param types by name; {@code attributes.<key>} is known for every key
 */
public record SegmentFields(Map<String, FieldType> types) {

    /** What the names of attributes begin with. */
    public static final String ATTRIBUTES = "attributes.";

    /** What the names of features begin with. */
    public static final String FEATURES = "features.";

    private static final List<String> NUMBERS = List.of(
            "churn_probability",
            "churn_percentile",
            "reason_1_effect",
            "reason_2_effect",
            "reason_3_effect",
            "probability_alive",
            "expected_orders",
            "expected_order_value",
            "cltv",
            "cltv_formula",
            "cltv_net",
            "historic_value",
            "order_count",
            "recency_score",
            "frequency_score",
            "monetary_score",
            "days_since_first_order",
            "days_since_last_order",
            "acquisition_cost");
    private static final List<String> TEXTS = List.of(
            "customer_id",
            "churn_risk",
            "reason_1",
            "reason_2",
            "reason_3",
            "rfm_segment",
            "lifecycle_stage",
            "value_tier",
            "country",
            "language",
            "time_zone",
            "acquisition_channel");
    private static final List<String> DATES =
            List.of("first_order_on", "last_order_on", "next_order_due_on", "signed_up_on");
    private static final List<String> BOOLEANS = List.of("profiling_consent", "marketing_consent");

    public SegmentFields {
        types = Collections.unmodifiableMap(new TreeMap<>(types));
    }

    /**
     * Published columns, profile columns and the days since the first and last order.
     *
     * @param features type of each feature code, NUMBER or TEXT; they are named {@code features.<code>}
     */
    public static SegmentFields of(Map<String, FieldType> features) {
        Map<String, FieldType> types = new TreeMap<>();
        NUMBERS.forEach(field -> types.put(field, FieldType.NUMBER));
        TEXTS.forEach(field -> types.put(field, FieldType.TEXT));
        DATES.forEach(field -> types.put(field, FieldType.DATE));
        BOOLEANS.forEach(field -> types.put(field, FieldType.BOOLEAN));
        features.forEach((code, type) -> types.put(FEATURES + code, type));
        return new SegmentFields(types);
    }

    /** The type of a field, or null if there is no such field. */
    public @Nullable FieldType type(String field) {
        if (field.startsWith(ATTRIBUTES) && field.length() > ATTRIBUTES.length()) {
            return FieldType.ATTRIBUTE;
        }
        return types.get(field);
    }
}
