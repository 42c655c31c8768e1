package dev.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredSegmentsTests {

    private static final SegmentFields FIELDS =
            SegmentFields.of(Map.of("orders_90d", FieldType.NUMBER, "country", FieldType.TEXT));

    private static final Map<String, Object> CUSTOMER = Map.of(
            "churn_probability",
            0.62,
            "value_tier",
            "top_5",
            "first_order_on",
            (int) LocalDate.of(2025, 3, 1).toEpochDay(),
            "marketing_consent",
            true,
            "country",
            "GB",
            "attributes.points",
            "250",
            "attributes.tier",
            "gold",
            "features.orders_90d",
            2.0);

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "churn_probability, at-least, 0.62, true",
        "churn_probability, at-least, 0.63, false",
        "churn_probability, above, 0.62, false",
        "churn_probability, above, 0.6, true",
        "churn_probability, at-most, 0.62, true",
        "churn_probability, at-most, 0.61, false",
        "churn_probability, below, 0.62, false",
        "churn_probability, below, 1e3, true",
        "churn_probability, is, 0.620, true",
        "churn_probability, is-not, 0.620, false",
        "churn_probability, in, 0.1 0.62, true",
        "churn_probability, not-in, 0.1 0.2, true",
        "value_tier, in, top_1 top_5, true",
        "value_tier, not-in, top_1 top_5, false",
        "value_tier, is, top_1, false",
        "value_tier, is-not, top_1, true",
        "first_order_on, at-least, 2025-03-01, true",
        "first_order_on, below, 2025-03-01, false",
        "first_order_on, is, 2025-03-01, true",
        "marketing_consent, is, true, true",
        "marketing_consent, is-not, true, false",
        "attributes.points, at-least, 100, true",
        "attributes.points, below, 100, false",
        "attributes.points, is, 250, true",
        "attributes.tier, is, gold, true",
        "attributes.tier, at-least, 1, false",
        "features.orders_90d, at-least, 2, true",
        "features.country, is-null, true, true",
        "country, is-null, true, false",
        "country, is-null, false, true",
        "language, is-null, true, true",
        "language, is-null, false, false",
        "language, is, en, false",
        "language, is-not, en, false",
        "language, in, en de, false",
        "language, not-in, en de, false",
        "cltv, below, 10, false",
        "attributes.nothing, is-not, gold, false"
    })
    void conditionsHoldAsTheyRead(String field, String operator, String values, boolean holds) {
        DeclaredSegments segments = DeclaredSegments.of(
                List.of(rule("some", new Condition(field, operator, List.of(values.split(" "))))), FIELDS);

        assertThat(segments.namesFor(CUSTOMER::get)).isEqualTo(holds ? List.of("some") : List.of());
    }

    @Test
    void allConditionsMustHoldAndNamesAscend() {
        Condition likely = new Condition("churn_probability", "at-least", List.of("0.5"));
        Condition german = new Condition("country", "is", List.of("DE"));
        DeclaredSegments segments = DeclaredSegments.of(
                List.of(rule("zeta", likely), rule("german", likely, german), rule("alpha", likely)), FIELDS);

        assertThat(segments.names()).containsExactly("alpha", "german", "zeta");
        assertThat(segments.namesFor(CUSTOMER::get)).containsExactly("alpha", "zeta");
        assertThat(DeclaredSegments.NONE.namesFor(CUSTOMER::get)).isEmpty();
    }

    @Test
    void minusZeroIsZeroAndAnInfiniteNumberIsNoValue() {
        Condition zero = new Condition("cltv", "at-least", List.of("0"));
        DeclaredSegments segments = DeclaredSegments.of(List.of(rule("some", zero)), FIELDS);

        assertThat(segments.namesFor(customer("cltv", -0.0))).containsExactly("some");
        assertThat(segments.namesFor(customer("cltv", Double.POSITIVE_INFINITY)))
                .isEmpty();
        assertThat(segments.namesFor(customer("cltv", null))).isEmpty();
    }

    @Test
    void featuresThatAreAskedForAreKnown() {
        DeclaredSegments segments = DeclaredSegments.of(
                List.of(
                        rule("one", new Condition("features.orders_90d", "above", List.of("1"))),
                        rule(
                                "two",
                                new Condition("features.orders_90d", "is-null", List.of("true")),
                                new Condition("cltv", "above", List.of("1")))),
                FIELDS);

        assertThat(segments.features()).containsExactly("orders_90d");
        assertThat(DeclaredSegments.NONE.features()).isEmpty();
    }

    @Test
    void allProblemsAreListedAtOnce() {
        List<SegmentRule> rules = List.of(
                rule("VIP!", new Condition("churn_probability", "at-least", List.of("half"))),
                rule("empty"),
                rule(
                        "empty",
                        new Condition("shoe_size", "is", List.of("9")),
                        new Condition("cltv", "roughly", List.of("9")),
                        new Condition("rfm_segment", "above", List.of("lost")),
                        new Condition("marketing_consent", "below", List.of("true")),
                        new Condition("marketing_consent", "is", List.of("yes")),
                        new Condition("first_order_on", "below", List.of("yesterday")),
                        new Condition("cltv", "is", List.of("1", "2")),
                        new Condition("cltv", "in", List.of()),
                        new Condition("cltv", "above", List.of("NaN")),
                        new Condition("cltv", "is-null", List.of("maybe")),
                        new Condition("attributes.points", "above", List.of("many")),
                        new Condition("attributes.", "nearly", List.of("x"))));

        assertThat(DeclaredSegments.problems(rules, FIELDS))
                .containsExactly(
                        "segment 'VIP!': name must be a letter, then at most 62 lower-case letters, digits or _",
                        "segment 'VIP!': field 'churn_probability' with 'at-least' must have a number, was 'half'",
                        "segment 'empty': must have at least one condition under 'all'",
                        "segment 'empty': name is declared twice",
                        "segment 'empty': field 'shoe_size' is not known",
                        "segment 'empty': field 'cltv' has operator 'roughly': expected one of is, is-not, in, not-in,"
                                + " at-least, at-most, above, below, is-null",
                        "segment 'empty': field 'rfm_segment' cannot be compared with 'above': it is text",
                        "segment 'empty': field 'marketing_consent' cannot be compared with 'below': it is true or"
                                + " false",
                        "segment 'empty': field 'marketing_consent' with 'is' must have true or false, was 'yes'",
                        "segment 'empty': field 'first_order_on' with 'below' must have a date such as 2026-01-31, was"
                                + " 'yesterday'",
                        "segment 'empty': field 'cltv' with 'is' must have one value, was [1, 2]",
                        "segment 'empty': field 'cltv' with 'in' must have at least one value, was []",
                        "segment 'empty': field 'cltv' with 'above' must have a number, was 'NaN'",
                        "segment 'empty': field 'cltv' with 'is-null' must have true or false, was 'maybe'",
                        "segment 'empty': field 'attributes.points' with 'above' must have a number, was 'many'",
                        "segment 'empty': field 'attributes.' is not known",
                        "segment 'empty': field 'attributes.' has operator 'nearly': expected one of is, is-not, in,"
                                + " not-in, at-least, at-most, above, below, is-null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredSegments.of(rules.subList(1, 2), FIELDS))
                .withMessage("1 problems in segments: segment 'empty': must have at least one condition under 'all'");
    }

    @Test
    void everyPublishedFieldHasAType() {
        assertThat(FIELDS.type("cltv_net")).isEqualTo(FieldType.NUMBER);
        assertThat(FIELDS.type("lifecycle_stage")).isEqualTo(FieldType.TEXT);
        assertThat(FIELDS.type("next_order_due_on")).isEqualTo(FieldType.DATE);
        assertThat(FIELDS.type("profiling_consent")).isEqualTo(FieldType.BOOLEAN);
        assertThat(FIELDS.type("attributes.any.key")).isEqualTo(FieldType.ATTRIBUTE);
        assertThat(FIELDS.type("features.country")).isEqualTo(FieldType.TEXT);
        assertThat(FIELDS.type("features.other")).isNull();
    }

    private static SegmentRule rule(String name, Condition... all) {
        return new SegmentRule(name, "", Arrays.asList(all));
    }

    private static FieldValues customer(String field, @Nullable Object value) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(field, value);
        return values::get;
    }
}
