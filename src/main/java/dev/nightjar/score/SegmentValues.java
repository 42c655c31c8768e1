package dev.nightjar.score;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.segment.FieldValues;
import dev.nightjar.segment.SegmentFields;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One customer's fields as declared segments name them.
 *
 * @param score with ranks and segments, but for the declared ones
 * @param profile of the same customer
 * @param asOfDay days since 1970-01-01
 * @param feature value of a feature code
 */
record SegmentValues(CustomerScore score, Profile profile, int asOfDay, Function<String, @Nullable Object> feature)
        implements FieldValues {

    @Override
    public @Nullable Object get(String field) {
        if (field.startsWith(SegmentFields.FEATURES)) {
            return feature.apply(field.substring(SegmentFields.FEATURES.length()));
        }
        if (field.startsWith(SegmentFields.ATTRIBUTES)) {
            return profile.attributes().get(field.substring(SegmentFields.ATTRIBUTES.length()));
        }
        if (field.startsWith("reason_")) {
            return reason(field);
        }
        return switch (field) {
            case "customer_id" -> score.customerId();
            case "churn_probability" -> score.churn().probability();
            case "churn_percentile" -> number(score.churn().percentile());
            case "churn_risk" -> score.churn().risk();
            case "probability_alive" -> score.value().probabilityAlive();
            case "expected_orders" -> score.value().expectedOrders();
            case "expected_order_value" -> score.value().expectedOrderValue();
            case "cltv" -> score.value().cltv();
            case "cltv_formula" -> score.value().cltvFormula();
            case "cltv_net" -> score.value().cltvNet();
            case "next_order_due_on" -> score.value().nextOrderDueDay();
            default -> ofFactsOrProfile(field);
        };
    }

    private @Nullable Object ofFactsOrProfile(String field) {
        CustomerFacts facts = score.facts();
        return switch (field) {
            case "historic_value" -> Money.units(facts.historicValue());
            case "order_count" -> (double) facts.orderCount();
            case "first_order_on" -> facts.firstOrderDay();
            case "last_order_on" -> facts.lastOrderDay();
            case "days_since_first_order" -> (double) (asOfDay - facts.firstOrderDay());
            case "days_since_last_order" -> (double) (asOfDay - facts.lastOrderDay());
            case "country" -> profile.country();
            case "language" -> profile.language();
            case "time_zone" -> profile.timeZone();
            case "acquisition_channel" -> profile.acquisitionChannel();
            case "acquisition_cost" ->
                profile.acquisitionCost() == Money.MISSING ? null : Money.units(profile.acquisitionCost());
            case "signed_up_on" -> profile.signedUpDay();
            case "profiling_consent" -> profile.profilingConsent();
            case "marketing_consent" -> profile.marketingConsent();
            default -> ofSegments(field);
        };
    }

    private @Nullable Object ofSegments(String field) {
        SegmentScore segments = Objects.requireNonNull(score.segments(), "segments are assigned first");
        return switch (field) {
            case "recency_score" -> (double) segments.recencyScore();
            case "frequency_score" -> (double) segments.frequencyScore();
            case "monetary_score" -> (double) segments.monetaryScore();
            case "rfm_segment" -> segments.rfmSegment();
            case "lifecycle_stage" -> segments.lifecycleStage();
            case "value_tier" -> segments.valueTier();
            default -> throw new IllegalArgumentException("no field '" + field + "' of a customer");
        };
    }

    private @Nullable Object reason(String field) {
        int index = field.charAt("reason_".length()) - '1';
        if (index >= score.churn().reasons().size()) {
            return null;
        }
        ChurnScore.Reason reason = score.churn().reasons().get(index);
        return field.endsWith("_effect") ? reason.effect() : reason.code();
    }

    private static @Nullable Double number(@Nullable Integer value) {
        return value == null ? null : value.doubleValue();
    }
}
