package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.CustomerTally;
import dev.nightjar.feature.tally.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The list on which families write their features, each with its definition and its formula. */
public final class FeatureSheet {

    static final String ORDERED_AT = "orders.ordered_at";
    static final String AMOUNT = "orders.amount";
    static final String STATUS = "orders.status";
    static final String OCCURRED_AT = "interactions.occurred_at";
    static final String KIND = "interactions.kind";

    /** Fill for "days since" something that never happened: longer than any real one. */
    static final double NEVER = 10_000;

    private static final List<Consumer<FeatureSheet>> FAMILIES = List.of(
            RecencyFeatures::declare,
            OrderFeatures::declare,
            GapFeatures::declare,
            ValueFeatures::declare,
            ReturnFeatures::declare,
            BasketFeatures::declare,
            HabitFeatures::declare,
            InteractionFeatures::declare,
            EmailFeatures::declare,
            ServiceFeatures::declare,
            FeedbackFeatures::declare,
            ProfileFeatures::declare,
            PurchaseModelFeatures::declare);

    private final List<String> stableAttributes;
    private final List<Entry> entries = new ArrayList<>();

    private FeatureSheet(List<String> stableAttributes) {
        this.stableAttributes = stableAttributes;
    }

    /**
     * A feature and its formula.
     *
     * @param feature what it is
     * @param number formula of a {@link Feature.Kind#NUMBER}, else null
     * @param category formula of a {@link Feature.Kind#CATEGORY}, else null
     */
    public record Entry(
            Feature feature,
            @Nullable ToDoubleFunction<CustomerTally> number,
            @Nullable Function<CustomerTally, @Nullable String> category) {}

    /**
     * The features of all families, in a fixed order, for a source that has every table and column.
     *
     * @param stableAttributes profile attributes that never change
     */
    public static List<Entry> entries(List<String> stableAttributes) {
        FeatureSheet sheet = new FeatureSheet(stableAttributes);
        FAMILIES.forEach(family -> family.accept(sheet));
        return List.copyOf(sheet.entries);
    }

    List<String> stableAttributes() {
        return stableAttributes;
    }

    Line line(String family, String code, String label) {
        return new Line(family, code, label);
    }

    /** A feature that is being declared; it is on the sheet once its formula is given. */
    final class Line {

        private final String family;
        private final String code;
        private final String label;
        private String unit = "";
        private String window = "all";
        private String definition = "";
        private Set<String> needs = Set.of(ORDERED_AT);
        private double fill;
        private boolean hasCompanion;

        private Line(String family, String code, String label) {
            this.family = family;
            this.code = code;
            this.label = label;
        }

        Line unit(String text) {
            unit = text;
            return this;
        }

        Line window(Window over) {
            return window(over.days() + " days");
        }

        Line window(String text) {
            window = text;
            return this;
        }

        Line definition(String sentence) {
            definition = sentence;
            return this;
        }

        Line needs(String... columns) {
            needs = Set.of(columns);
            return this;
        }

        /** The value can be missing, and that alone says nothing more than other features do. */
        Line fill(double value) {
            fill = value;
            return this;
        }

        /** The value can be missing, and its absence means something. */
        Line fillWithCompanion(double value) {
            fill = value;
            hasCompanion = true;
            return this;
        }

        void number(ToDoubleFunction<CustomerTally> formula) {
            entries.add(new Entry(feature(Feature.Kind.NUMBER), Objects.requireNonNull(formula), null));
        }

        void category(Function<CustomerTally, @Nullable String> formula) {
            unit = "text";
            entries.add(new Entry(feature(Feature.Kind.CATEGORY), null, formula));
        }

        void model() {
            entries.add(new Entry(feature(Feature.Kind.MODEL), null, null));
        }

        private Feature feature(Feature.Kind kind) {
            return new Feature(code, label, family, kind, unit, window, definition, needs, fill, hasCompanion);
        }
    }
}
