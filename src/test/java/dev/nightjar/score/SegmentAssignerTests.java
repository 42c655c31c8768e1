package dev.nightjar.score;

import static dev.nightjar.score.ScoreFixtures.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.score.ChurnScore.Reason;
import dev.nightjar.segment.Condition;
import dev.nightjar.segment.DeclaredSegments;
import dev.nightjar.segment.FieldType;
import dev.nightjar.segment.LifecycleStage;
import dev.nightjar.segment.RfmCutPoints;
import dev.nightjar.segment.SegmentFields;
import dev.nightjar.segment.SegmentRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentAssignerTests {

    private static final LifecycleStage.Limits LIMITS = new LifecycleStage.Limits(365, 90, 0.4, 0.7);
    private static final RfmCutPoints RFM =
            new RfmCutPoints(new int[] {20, 40, 60, 80}, new int[] {1, 2, 3, 4}, new double[] {10, 20, 30, 40});
    private static final ScoreRanks RANKS = ScoreRanks.fit(new double[] {0.2, 0.8}, new double[] {5, 500});
    private static final SegmentFields FIELDS = SegmentFields.of(Map.of("spend_30d", FieldType.NUMBER));
    private static final Profile PROFILE = new Profile(
            "a",
            AS_OF - 400,
            "GB",
            "en",
            "Europe/London",
            "search",
            5 * Money.SCALE,
            true,
            false,
            Map.of("tier", "gold"));
    private static final ValueScore VALUE = new ValueScore(0.9, 3.0, 30.0, 500.0, 100.0, 900.0, 70.0, 495.0, AS_OF + 7);
    private static final CustomerScore SCORE = new CustomerScore(
            "a",
            ScoreFixtures.facts(10),
            new ChurnScore(0.8, null, "high", List.of(new Reason("spend_30d", 1.5))),
            VALUE,
            null);

    @Test
    void everyPlaceIsFilledAndTheRestUntouched() {
        CustomerScore assigned = assign(SCORE, DeclaredSegments.NONE);

        // two orders, 70 kept, the last ten days ago
        assertThat(assigned.segments())
                .isEqualTo(new SegmentScore(5, 2, 5, "potential_loyalist", "at_risk", "top_50", List.of()));
        assertThat(assigned.churn()).isEqualTo(new ChurnScore(0.8, 100, "high", List.of(new Reason("spend_30d", 1.5))));
        assertThat(assigned.value()).isEqualTo(VALUE);
        assertThat(assigned.facts()).isEqualTo(SCORE.facts());
    }

    @Test
    void assigningTwiceChangesNothing() {
        DeclaredSegments declared = declared("country", "is", "GB");
        CustomerScore once = assign(SCORE, declared);

        assertThat(assign(once, declared)).isEqualTo(once);
    }

    @Test
    void whoHasNoScoreHasNoPercentileAndNoTierButAStage() {
        ValueScore none = new ValueScore(null, null, null, null, null, null, null, null, null);
        CustomerScore lapsed = new CustomerScore("a", ScoreFixtures.oneOrder(800), ChurnScore.NONE, none, null);

        CustomerScore assigned = assign(lapsed, DeclaredSegments.NONE);

        assertThat(assigned.churn().percentile()).isNull();
        assertThat(place(assigned).valueTier()).isNull();
        assertThat(place(assigned).lifecycleStage()).isEqualTo("lost");
        assertThat(place(assigned).rfmSegment()).isEqualTo("hibernating");
    }

    @Test
    void aLongPauseBeforeTheLastOrderMakesAReactivatedCustomer() {
        CustomerFacts facts = SCORE.facts();
        CustomerFacts back = new CustomerFacts(
                2,
                facts.lastOrderDay() - 500,
                facts.lastOrderDay(),
                facts.lastOrderDay() - 500,
                CustomerFacts.NO_DAY,
                facts.completedValue(),
                facts.refundedValue(),
                facts.purchases(),
                facts.meanRepeatPurchase(),
                500);

        CustomerScore assigned =
                assign(new CustomerScore("a", back, SCORE.churn(), VALUE, null), DeclaredSegments.NONE);

        assertThat(place(assigned).lifecycleStage()).isEqualTo("reactivated");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "customer_id, is, a",
        "churn_probability, is, 0.8",
        "churn_percentile, is, 100",
        "churn_risk, is, high",
        "reason_1, is, spend_30d",
        "reason_1_effect, is, 1.5",
        "reason_2, is-null, true",
        "reason_3_effect, is-null, true",
        "probability_alive, is, 0.9",
        "expected_orders, is, 3",
        "expected_order_value, is, 30",
        "cltv, is, 500",
        "cltv_formula, is, 70",
        "cltv_net, is, 495",
        "historic_value, is, 70",
        "order_count, is, 2",
        "first_order_on, is, 2024-06-16",
        "last_order_on, is, 2024-09-24",
        "next_order_due_on, at-least, 2024-10-11",
        "days_since_first_order, is, 110",
        "days_since_last_order, is, 10",
        "recency_score, is, 5",
        "frequency_score, is, 2",
        "monetary_score, is, 5",
        "rfm_segment, is, potential_loyalist",
        "lifecycle_stage, is, at_risk",
        "value_tier, is, top_50",
        "country, is, GB",
        "language, is, en",
        "time_zone, is, Europe/London",
        "acquisition_channel, is, search",
        "acquisition_cost, is, 5",
        "signed_up_on, below, 2024-01-01",
        "profiling_consent, is, true",
        "marketing_consent, is, false",
        "attributes.tier, is, gold",
        "attributes.other, is-null, true",
        "features.spend_30d, is, 12.5"
    })
    void declaredSegmentsSeeWhatIsPublished(String field, String operator, String value) {
        assertThat(place(assign(SCORE, declared(field, operator, value))).segments())
                .containsExactly("some");
    }

    @Test
    void everyKnownFieldHasAValueOrNullButNeverFails() {
        CustomerScore assigned = assign(SCORE, DeclaredSegments.NONE);
        SegmentValues values = new SegmentValues(assigned, Profile.unknown("a"), AS_OF, code -> null);
        Set<String> nulls = new HashSet<>();

        FIELDS.types().keySet().stream()
                .filter(field -> values.get(field) == null)
                .forEach(nulls::add);

        assertThat(nulls)
                .containsExactlyInAnyOrder(
                        "reason_2",
                        "reason_2_effect",
                        "reason_3",
                        "reason_3_effect",
                        "country",
                        "language",
                        "time_zone",
                        "acquisition_channel",
                        "acquisition_cost",
                        "signed_up_on",
                        "profiling_consent",
                        "marketing_consent",
                        "features.spend_30d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> values.get("shoe_size"))
                .withMessage("no field 'shoe_size' of a customer");
    }

    @Test
    void withoutAScoreItsFieldsAreNull() {
        ValueScore none = new ValueScore(null, null, null, null, null, null, null, null, null);
        CustomerScore lapsed = new CustomerScore("a", ScoreFixtures.oneOrder(800), ChurnScore.NONE, none, null);
        SegmentValues values = new SegmentValues(assign(lapsed, DeclaredSegments.NONE), PROFILE, AS_OF, code -> null);

        assertThat(List.of("churn_probability", "churn_percentile", "reason_1", "cltv", "value_tier"))
                .allSatisfy(field -> assertThat(values.get(field)).isNull());
    }

    private static CustomerScore assign(CustomerScore score, DeclaredSegments declared) {
        return new SegmentAssigner(AS_OF, RFM, RANKS, LIMITS, declared)
                .assign(score, PROFILE, SegmentAssignerTests::feature);
    }

    private static @Nullable Object feature(String code) {
        return code.equals("spend_30d") ? 12.5 : null;
    }

    private static DeclaredSegments declared(String field, String operator, String value) {
        Condition condition = new Condition(field, operator, List.of(value));
        return DeclaredSegments.of(List.of(new SegmentRule("some", "", List.of(condition))), FIELDS);
    }

    private static SegmentScore place(CustomerScore score) {
        return Objects.requireNonNull(score.segments());
    }
}
