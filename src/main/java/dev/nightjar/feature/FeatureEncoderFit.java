package dev.nightjar.feature;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.family.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** Fits a {@link FeatureEncoder}. */
final class FeatureEncoderFit {

    private static final int MIN_CUSTOMERS = 50;
    private static final int MAX_VALUES = 8;

    private final FeatureRows rows;
    private final FeatureCatalogue catalogue;
    private final List<Column> columns = new ArrayList<>();
    private final Map<Integer, List<Column>> byHash = new HashMap<>();

    FeatureEncoderFit(FeatureRows rows, FeatureCatalogue catalogue) {
        this.rows = rows;
        this.catalogue = catalogue;
    }

    FeatureEncoder encoder() {
        for (Feature feature : catalogue.features()) {
            switch (feature.kind()) {
                case NUMBER -> addNumber(feature, Source.NUMBER, Source.NUMBER_MISSING);
                case CATEGORY -> addCategory(feature);
                case MODEL -> addNumber(feature, Source.MODEL, Source.MODEL_MISSING);
            }
        }
        return encoderOf(columns);
    }

    private FeatureEncoder encoderOf(List<Column> chosen) {
        List<String> codes = catalogue.features().stream().map(Feature::code).toList();
        return new FeatureEncoder(
                FeatureCatalogue.SCHEMA_VERSION,
                catalogue.fingerprint(),
                catalogue.options().horizonDays(),
                codes,
                chosen);
    }

    private void addNumber(Feature feature, Source value, Source missing) {
        String code = feature.code();
        add(new Column(code, code, value, "", feature.fill()));
        if (feature.hasCompanion()) {
            add(new Column(code + ":missing", code, missing, "", 0));
        }
    }

    private void addCategory(Feature feature) {
        String code = feature.code();
        for (String value :
                frequentValues(Objects.requireNonNull(rows.categories().get(code)))) {
            add(new Column(code + "=" + value, code, Source.CATEGORY, value, 0));
        }
        if (feature.hasCompanion()) {
            add(new Column(code + ":missing", code, Source.CATEGORY_MISSING, "", 0));
        }
    }

    /** The purchase model is not known here, so its inputs always stay. */
    private void add(Column column) {
        if (column.isOfPurchaseModel() || tellsSomethingNew(column)) {
            columns.add(column);
        }
    }

    private boolean tellsSomethingNew(Column column) {
        double[] values = encoded(column);
        if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            return false;
        }
        List<Column> alike = byHash.computeIfAbsent(Arrays.hashCode(values), hash -> new ArrayList<>());
        if (alike.stream().anyMatch(other -> Arrays.equals(values, encoded(other)))) {
            return false;
        }
        alike.add(column);
        return true;
    }

    private double[] encoded(Column column) {
        return encoderOf(List.of(column)).encode(rows, null).columns()[0];
    }

    /** Values of at least 50 customers, each counted by its first row; at most 8, the most frequent first. */
    private List<String> frequentValues(CodedText category) {
        Set<String> counted = new HashSet<>();
        int[] customers = new int[category.values().length];
        for (int row = 0; row < category.size(); row++) {
            int code = category.codes()[row];
            if (code != CodedText.MISSING && counted.add(rows.customerIds()[row])) {
                customers[code]++;
            }
        }
        return IntStream.range(0, customers.length)
                .filter(code -> customers[code] >= MIN_CUSTOMERS)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(code -> -customers[code])
                        .thenComparing(code -> category.values()[code]))
                .limit(MAX_VALUES)
                .map(code -> category.values()[code])
                .toList();
    }
}
