package dev.nightjar.feature.sentence;

import dev.nightjar.feature.family.Feature;
import java.util.HashMap;
import java.util.Map;

/**
 * A reason as a sentence for people: what is the case with the customer and, where that helps, what is usual for the same
 * customer. It says nothing of the effect, which the model knows.
 */
public final class ReasonSentences {

    private static final Map<String, Phrase> PHRASES = new HashMap<>();

    static {
        PHRASES.putAll(OrderPhrases.PHRASES);
        PHRASES.putAll(HabitPhrases.PHRASES);
        PHRASES.putAll(ContactPhrases.PHRASES);
    }

    private ReasonSentences() {}

    /**
     * The sentence of a feature, without a full stop.
     *
     * @param customer values as of the date; where it does not know this feature, what the feature is about is said
     * @throws IllegalArgumentException if the feature is none of the catalogue
     */
    public static String of(Feature feature, CustomerValues customer) {
        String code = feature.code();
        if (!customer.isKnown(code)) {
            return feature.label();
        }
        Phrase phrase = PHRASES.get(code);
        if (phrase != null) {
            return phrase.filled(code, customer);
        }
        if (SinceSentence.fits(feature)) {
            return SinceSentence.of(feature, customer);
        }
        if (TrendSentence.fits(feature)) {
            return TrendSentence.of(feature, customer);
        }
        return special(feature, customer);
    }

    private static String special(Feature feature, CustomerValues customer) {
        String code = feature.code();
        if (code.equals("overdue_ratio") || code.equals("silence_deviations")) {
            return silence(code, customer);
        }
        if (code.startsWith("spend_")) {
            return spend(feature, customer);
        }
        if (code.startsWith("attribute_")) {
            String attribute = code.substring("attribute_".length());
            return Phrase.of(
                            "The customer's " + attribute + " is {text}",
                            "The customer's " + attribute + " is not known")
                    .filled(code, customer);
        }
        if (CountSentence.fits(feature)) {
            return Double.isNaN(customer.number(code))
                    ? "Not known: " + Quantity.lower(feature.label())
                    : CountSentence.of(feature, customer);
        }
        throw new IllegalArgumentException("no words for feature '" + code + "', " + feature.label());
    }

    /** Both measure the present silence against what is usual, so they are told in days. */
    private static String silence(String code, CustomerValues customer) {
        double value = customer.number(code);
        double days = customer.number("days_since_last_order");
        if (Double.isNaN(value)) {
            return "Too few orders to tell whether the time since the last one is unusual";
        }
        if (!Double.isNaN(days)) {
            return SinceSentence.order(days, customer);
        }
        return code.equals("overdue_ratio")
                ? "The time since the last order is " + Quantity.percent(value) + " of the usual time between orders"
                : "The time since the last order is " + Quantity.number(Math.abs(value)) + " standard deviations "
                        + (value < 0 ? "below" : "above") + " the mean";
    }

    private static String spend(Feature feature, CustomerValues customer) {
        double spend = customer.number(feature.code());
        if (Double.isNaN(spend)) {
            return "The spend in the last " + feature.window() + " is not known";
        }
        double trend = customer.number(feature.code().replace("spend_", "spend_trend_"));
        String before = spend > 0 && trend > -1 && trend <= 1
                ? "; " + Quantity.money(spend * (1 - trend) / (1 + trend), customer.currency()) + " in the "
                        + feature.window() + " before"
                : "";
        return (spend == 0 ? "Spent nothing" : "Spent " + Quantity.money(spend, customer.currency())) + " in the last "
                + feature.window() + before;
    }
}
