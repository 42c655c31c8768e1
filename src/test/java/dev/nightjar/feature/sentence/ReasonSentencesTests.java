package dev.nightjar.feature.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.family.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonSentencesTests {

    private static final FeatureCatalogue CATALOGUE =
            FeatureCatalogue.complete(new FeatureOptions(Set.of(), List.of("loyalty_tier"), 365, 90));

    /** Besides trends, what can be below 0. */
    private static final Set<String> SIGNED = Set.of(
            "days_from_sign_up_to_first_order",
            "overdue_days",
            "silence_deviations",
            "historic_value",
            "margin_rate",
            "email_open_rate_change_90d",
            "nps_change",
            "csat_change",
            "review_change");

    static Stream<Feature> everyFeature() {
        return CATALOGUE.features().stream();
    }

    /** High, low, zero, negative and missing values; with the other features known and without. */
    @ParameterizedTest
    @MethodSource("everyFeature")
    void everyFeatureHasASentenceForEveryValue(Feature feature) {
        for (double other : new double[] {Double.NaN, 0, 0.5, 7}) {
            for (Object value : values(feature)) {
                assertIsASentence(feature, ReasonSentences.of(feature, customer(feature, value, other)));
            }
            assertIsASentence(feature, ReasonSentences.of(feature, customer(feature, null, other)));
        }
    }

    @ParameterizedTest
    @MethodSource("everyFeature")
    void aMissingValueIsToldApartFromAHighOne(Feature feature) {
        assertThat(ReasonSentences.of(feature, customer(feature, null, Double.NaN)))
                .isNotEqualTo(ReasonSentences.of(feature, customer(feature, values(feature)[0], Double.NaN)));
    }

    /** A reason whose values are gone with the files of its night. */
    @ParameterizedTest
    @MethodSource("everyFeature")
    void anUnknownValueIsToldByTheLabel(Feature feature) {
        assertThat(ReasonSentences.of(feature, new CustomerValues(Map.of(), "GBP", 90)))
                .isEqualTo(feature.label());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "days_since_last_order=41 median_gap_days=6 | No order for 41 days; usually every 6 days",
                "days_since_last_order=3 median_gap_days=6 | Last order 3 days ago; usually every 6 days",
                "days_since_last_order=41 | No order for 41 days",
                "days_since_last_order=1 | Last order 1 day ago",
                "overdue_ratio=6.8 days_since_last_order=41 median_gap_days=6 | No order for 41 days; usually every 6 days",
                "overdue_ratio=6.8 | The time since the last order is 680 % of the usual time between orders",
                "silence_deviations=-0.5 | The time since the last order is 0.5 standard deviations below the mean",
                "overdue_days=-3 median_gap_days=6 | The next order is due in 3 days; usually every 6 days",
                "overdue_days=35 median_gap_days=6 | The next order is 35 days late; usually every 6 days",
                "overdue_days=0 | The next order is due now",
                "days_since_last_complaint=41 | Last complaint 41 days ago",
                "days_since_last_complaint=missing | No complaint so far",
                "days_since_last_interaction=41.4 | No interaction for 41 days",
                "order_count_30d=2 order_trend_30d=-0.5 | 2 orders in the last 30 days; 6 in the 30 days before",
                "order_count_30d=1 order_trend_30d=1 | 1 order in the last 30 days; none in the 30 days before",
                "visit_count_30d=0 visit_count_365d=24 | No visits in the last 30 days; 24 in the last 365 days",
                "product_view_count_7d=1 | 1 product view in the last 7 days",
                "social_count_365d=1 | 1 social media contact in the last 365 days",
                "email_sent_count_30d=0 | No e-mails sent in the last 30 days",
                "visit_trend_30d=-0.6 | Visits fell by 75 % in the last 30 days against the 30 before",
                "visit_trend_30d=0.2 | Visits rose by 50 % in the last 30 days against the 30 before",
                "visit_trend_30d=0 | Visits as in the 30 days before the last 30",
                "visit_trend_30d=-1 | No visits in the last 30 days; there were some in the 30 before",
                "spend_trend_30d=-1 | No spend in the last 30 days; there was some in the 30 before",
                "visit_trend_30d=missing | No visits in the last 30 days, nor in the 30 before",
                "spend_30d=30 spend_trend_30d=-0.5 | Spent 30.00 GBP in the last 30 days; 90.00 GBP in the 30 days before",
                "spend_30d=0 | Spent nothing in the last 30 days",
                "last_order_value=1234.5 mean_order_value=20 | The last order was worth 1,234.50 GBP; usually 20.00 GBP",
                "historic_value=-5 | 5.00 GBP more refunded than spent so far",
                "margin_rate=-0.2 | A loss of 20 % on orders with a known cost",
                "refund_share=0.004 | less than 1 % of the spend was refunded",
                "country=GB | The customer's country is GB",
                "attribute_loyalty_tier=gold | The customer's loyalty_tier is gold",
                "attribute_loyalty_tier=missing | The customer's loyalty_tier is not known",
                "last_nps=3 mean_nps=8.5 | The last NPS was 3; 8.5 on average",
                "nps_change=-4 | The last NPS was 4 below the ones before",
                "order_probability_in_horizon=0.12 | By the rhythm of orders alone, an order in the next 90 days has a chance of 12 %",
                "unsubscribe_count=1 | Unsubscribed from e-mail 1 time so far",
            })
    void sentencesReadLikeThis(String given, String expected) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String pair : given.strip().split(" ")) {
            String[] parts = pair.split("=");
            values.put(parts[0], parts[1].equals("missing") ? null : value(parts[1]));
        }
        Feature feature = CATALOGUE.feature(values.keySet().iterator().next());

        assertThat(ReasonSentences.of(feature, new CustomerValues(values, "GBP", 90)))
                .isEqualTo(expected);
    }

    @Test
    void aFeatureWithoutWordsIsNoticed() {
        Feature feature = new Feature(
                "moon_phase", "Phase of the moon", "f", Feature.Kind.NUMBER, "u", "all", "d.", Set.of(), 0, false);

        assertThatThrownBy(() -> ReasonSentences.of(feature, new CustomerValues(Map.of("moon_phase", 1.0), "GBP", 90)))
                .hasMessage("no words for feature 'moon_phase', Phase of the moon");
    }

    private static Object value(String text) {
        return text.matches("-?[0-9.]+") ? Double.valueOf(text) : text;
    }

    private static Object[] values(Feature feature) {
        if (feature.kind() == Feature.Kind.CATEGORY) {
            return new Object[] {"web"};
        }
        if (feature.unit().equals("-1 to 1")) {
            return new Object[] {1.0, 0.99, 0.5, 0.001, 0.0, -0.001, -0.5, -0.99, -1.0};
        }
        return SIGNED.contains(feature.code())
                ? new Object[] {123_456.789, 40.0, 3.0, 1.0, 0.5, 0.001, 0.0, -0.001, -0.5, -1.0, -40.0}
                : new Object[] {123_456.789, 40.0, 3.0, 1.0, 0.5, 0.001, 0.0};
    }

    private static CustomerValues customer(Feature feature, @Nullable Object value, double others) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (!Double.isNaN(others)) {
            CATALOGUE
                    .features()
                    .forEach(other -> values.put(
                            other.code(), other.kind() == Feature.Kind.CATEGORY ? (Object) "app" : (Object) others));
        }
        values.put(feature.code(), value);
        return new CustomerValues(values, "GBP", 90);
    }

    private static void assertIsASentence(Feature feature, String sentence) {
        assertThat(sentence)
                .as(feature.code())
                .doesNotContain(
                        feature.code().contains("_") ? feature.code() : "feature",
                        "{",
                        "}",
                        "NaN",
                        "null",
                        "Infinity",
                        "--",
                        "  ",
                        " -0 ",
                        "; ;")
                .doesNotContainPattern("_\\d+d\\b")
                .doesNotContainPattern("\\b1 (days|times|orders|visits)\\b")
                .contains(" ")
                .hasSizeBetween(10, 150)
                .doesNotEndWith(".")
                .doesNotEndWith(";");
    }
}
