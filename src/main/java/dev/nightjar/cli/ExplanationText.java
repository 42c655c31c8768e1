package dev.nightjar.cli;

import dev.nightjar.job.Explanation;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An explanation for people: who, how likely to leave and why, worth what, and in which segments. */
final class ExplanationText {

    private final String currency;

    ExplanationText(String currency) {
        this.currency = currency;
    }

    /** The text, several lines. */
    String of(Explanation explanation) {
        StringBuilder text = new StringBuilder();
        line(text, "Customer %s as of %s", explanation.text("customer_id"), explanation.text("score_date"));
        Double probability = (Double) explanation.row().get("churn_probability");
        if (probability == null) {
            line(text, "  churn      no probability: lapsed, or there is no model");
        } else {
            line(
                    text,
                    "  churn      %.0f %% likely to leave (%s risk; at least as likely as %s %% of the scored)",
                    100 * probability,
                    explanation.text("churn_risk"),
                    explanation.text("churn_percentile"));
        }
        for (Explanation.Reason reason : explanation.reasons()) {
            boolean isKnown = explanation.features().containsKey(reason.code());
            reason(text, reason, isKnown ? " = " + rounded(reason.value()) : "");
        }
        line(
                text,
                "  value      CLTV %s %s (net %s); %s orders worth %s so far",
                explanation.text("cltv"),
                currency,
                explanation.text("cltv_net"),
                explanation.text("order_count"),
                explanation.text("historic_value"));
        line(
                text,
                "  orders     first %s, last %s, next due %s; %s expected",
                explanation.text("first_order_on"),
                explanation.text("last_order_on"),
                explanation.text("next_order_due_on"),
                rounded(explanation.row().get("expected_orders")));
        line(
                text,
                "  segments   %s, %s, tier %s, RFM %s%s%s",
                explanation.text("lifecycle_stage"),
                explanation.text("rfm_segment"),
                explanation.text("value_tier"),
                explanation.text("recency_score"),
                explanation.text("frequency_score"),
                explanation.text("monetary_score"));
        String declared = explanation.text("segments").replaceAll("[{}\"]", "").replace(",", ", ");
        if (!declared.isEmpty()) {
            line(text, "  declared   %s", declared);
        }
        return text.toString();
    }

    /** Direction and size, what is the case in words, and the value that the model saw. */
    private static void reason(StringBuilder text, Explanation.Reason reason, String value) {
        Double effect = reason.effect();
        String size = effect == null ? "" : String.format(Locale.ROOT, " %+.2f", effect);
        String direction = effect == null ? "by rule" : reason.direction();
        line(text, "    %-14s  %s  (%s%s)", direction + size, reason.sentence(), reason.code(), value);
    }

    /** Two digits are enough for a person. */
    static String rounded(@Nullable Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%.2f", number)
                : Objects.toString(value, "missing");
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
