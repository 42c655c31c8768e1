package dev.nightjar.feature;

import dev.nightjar.feature.family.Feature;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which features are wanted and what they look ahead to.
 *
 * @param exclude what must be kept out: feature codes, source columns ({@code orders.discount}, or {@code discount} in
 *     whatever table) or attributes ({@code attributes.gender}, or {@code gender} if declared stable)
 * @param stableAttributes profile attributes that never change for a customer, so that today's value is true of the past
 * @param activeWithinDays customers whose last completed order is at most so many days ago are active, 7 to 3650
 * @param horizonDays length of the churn window, 7 to 3650
 * @param definition what counts as leaving in it
 */
public record FeatureOptions(
        Set<String> exclude,
        List<String> stableAttributes,
        int activeWithinDays,
        int horizonDays,
        ChurnDefinition definition)
        implements Serializable {

    /** Nothing excluded, no stable attributes, active within 365 days, a horizon of 90 days. */
    public static final FeatureOptions DEFAULTS = new FeatureOptions(Set.of(), List.of(), 365, 90);

    private static final String ATTRIBUTES = "customers.attributes";

    /** Every column a source can have; features are built on some of them. */
    private static final List<String> COLUMNS = List.of(
            "orders.order_id orders.customer_id orders.ordered_at orders.amount orders.currency orders.status",
            "orders.discount orders.item_count orders.cost orders.channel orders.updated_at",
            "interactions.customer_id interactions.occurred_at interactions.kind interactions.interaction_id",
            "interactions.channel interactions.value interactions.campaign_id customers.customer_id",
            "customers.signed_up_on customers.country customers.language customers.time_zone",
            "customers.acquisition_channel customers.acquisition_cost customers.profiling_consent",
            "customers.marketing_consent customers.attributes");

    private static final Set<String> KNOWN_COLUMNS =
            Set.of(String.join(" ", COLUMNS).split(" "));

    private static final int MIN_DAYS = 7;
    private static final int MAX_DAYS = 3650;

    /** @throws IllegalArgumentException if a length is out of range, or an attribute is given twice or cannot be a name */
    public FeatureOptions {
        exclude = Collections.unmodifiableSet(new TreeSet<>(exclude));
        stableAttributes = List.copyOf(stableAttributes);
        requireDays("active-within", activeWithinDays);
        requireDays("horizon", horizonDays);
        if (stableAttributes.stream().anyMatch(FeatureOptions::isNoName)
                || new LinkedHashSet<>(stableAttributes).size() < stableAttributes.size()) {
            throw new IllegalArgumentException("stable attributes must be named once each, not be blank, and not hold"
                    + " '=' or ':', but were " + stableAttributes);
        }
    }

    /** Inputs of a model are named {@code feature=value} and {@code feature:missing}. */
    private static boolean isNoName(String attribute) {
        return attribute.isBlank() || attribute.indexOf('=') >= 0 || attribute.indexOf(':') >= 0;
    }

    /** With churn by inactivity. */
    public FeatureOptions(Set<String> exclude, List<String> stableAttributes, int activeWithinDays, int horizonDays) {
        this(exclude, stableAttributes, activeWithinDays, horizonDays, ChurnDefinition.INACTIVITY);
    }

    private static void requireDays(String name, int days) {
        if (days < MIN_DAYS || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    name + " must be P" + MIN_DAYS + "D to P" + MAX_DAYS + "D but was P" + days + "D");
        }
    }

    /** Every column a source can have, {@code table.column}. */
    static Set<String> knownColumns() {
        return KNOWN_COLUMNS;
    }

    /** The stable attributes that are not excluded. */
    List<String> wantedAttributes() {
        return stableAttributes.stream()
                .filter(attribute -> !exclude.contains(attribute)
                        && !exclude.contains("attributes." + attribute)
                        && !exclude.contains(ATTRIBUTES + "." + attribute))
                .toList();
    }

    /** Whether the feature, or a column it is built on, is excluded. */
    boolean excludes(Feature feature) {
        return exclude.contains(feature.code())
                || feature.needs().stream()
                        .anyMatch(column -> exclude.contains(column) || exclude.contains(bare(column)));
    }

    /** @throws IllegalArgumentException listing what is excluded but is no feature, column or attribute */
    void requireKnownExclusions(Set<String> codes) {
        Set<String> unknown = new TreeSet<>(exclude);
        unknown.removeIf(name -> codes.contains(name) || isColumn(name) || isAttribute(name));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "exclude-features must name features, source columns or attributes, but these are none: "
                            + String.join(", ", unknown)
                            + ". An attribute that is not declared stable is written attributes.<name>");
        }
    }

    private boolean isAttribute(String name) {
        return stableAttributes.contains(name) || name.startsWith("attributes.") || name.startsWith(ATTRIBUTES + ".");
    }

    private static boolean isColumn(String name) {
        return KNOWN_COLUMNS.stream()
                .anyMatch(column -> column.equals(name) || bare(column).equals(name));
    }

    private static String bare(String column) {
        return column.substring(column.indexOf('.') + 1);
    }
}
