package dev.nightjar.feature;

import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.feature.family.FeatureSheet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The features that exist for one source, in a fixed order. A feature exists where every column it is built on does; it
 * is never filled with zeros in place of a column that is not there.
 */
public final class FeatureCatalogue {

    /** Rises with every change of a feature's code, meaning, fill value or companion. */
    public static final int SCHEMA_VERSION = 1;

    private static final Set<String> REQUIRED_COLUMNS = Set.of(
            "interactions.customer_id", "interactions.occurred_at", "interactions.kind", "customers.customer_id");

    private final Map<String, FeatureSheet.Entry> entries = new LinkedHashMap<>();
    private final FeatureOptions options;

    private FeatureCatalogue(List<FeatureSheet.Entry> kept, FeatureOptions options) {
        kept.forEach(entry -> entries.put(entry.feature().code(), entry));
        this.options = options;
    }

    /**
     * The features of a source.
     *
     * @throws IllegalArgumentException if {@code options} excludes something that is no feature, column or attribute, or
     *     every feature there is
     */
    public static FeatureCatalogue of(SourceShape shape, FeatureOptions options) {
        options.requireKnownExclusions(FeatureSheet.entries(options.stableAttributes()).stream()
                .map(entry -> entry.feature().code())
                .collect(Collectors.toSet()));
        List<FeatureSheet.Entry> kept = FeatureSheet.entries(options.wantedAttributes()).stream()
                .filter(entry -> exists(entry.feature(), shape) && !options.excludes(entry.feature()))
                .toList();
        if (kept.isEmpty()) {
            throw new IllegalArgumentException("exclude-features must leave at least one feature but excludes all that"
                    + " this source has: remove some of its entries");
        }
        return new FeatureCatalogue(kept, options);
    }

    /** The features of a source that has every table and column. */
    public static FeatureCatalogue complete(FeatureOptions options) {
        return of(new SourceShape(FeatureOptions.knownColumns()), options);
    }

    /** All features, in order. */
    public List<Feature> features() {
        return entries.values().stream().map(FeatureSheet.Entry::feature).toList();
    }

    /** The codes of the features of one kind, in order: for numbers, the order of {@link FeatureCalculator}'s vector. */
    public List<String> codes(Feature.Kind kind) {
        return features().stream()
                .filter(feature -> feature.kind() == kind)
                .map(Feature::code)
                .toList();
    }

    /**
     * The feature of this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Feature feature(String code) {
        FeatureSheet.Entry entry = entries.get(code);
        if (entry == null) {
            throw new IllegalArgumentException("no feature '" + code + "' among " + entries.keySet());
        }
        return entry.feature();
    }

    /** What was asked for. */
    public FeatureOptions options() {
        return options;
    }

    /**
     * A short text that differs where a model could not be carried over: another schema version, churn horizon or
     * definition, or set or order of features.
     */
    public String fingerprint() {
        ChurnDefinition definition = options.definition();
        String horizon = options.horizonDays() + (definition == ChurnDefinition.INACTIVITY ? "" : " " + definition);
        String all = SCHEMA_VERSION + "\n" + horizon + "\n" + String.join("\n", entries.keySet());
        return Long.toHexString(CustomerHash.hash(all));
    }

    Collection<FeatureSheet.Entry> entries() {
        return entries.values();
    }

    private static boolean exists(Feature feature, SourceShape shape) {
        return feature.needs().stream().allMatch(column -> hasColumn(shape, column));
    }

    /** A source has the required columns of each of its tables, and it always has orders. */
    private static boolean hasColumn(SourceShape shape, String column) {
        return shape.hasColumn(column)
                || column.equals("orders.ordered_at")
                || column.equals("orders.amount")
                || (REQUIRED_COLUMNS.contains(column) && shape.hasTable(column.substring(0, column.indexOf('.'))));
    }
}
