package dev.nightjar.feature.sentence;

import dev.nightjar.feature.family.Feature;
import java.util.Map;

/** "No order for 41 days; usually every 6": how long ago something last happened. */
final class SinceSentence {

    private static final String PREFIX = "days_since_last_";
    private static final String ORDER = "order";
    private static final double LONG = 30;

    /** What a customer does less when leaving; of anything else, only the last time is told. */
    private static final Map<String, String> WANTED = Map.ofEntries(
            Map.entry(ORDER, "order"),
            Map.entry("interaction", "interaction"),
            Map.entry("survey", "survey answered"),
            Map.entry("referral", "referral"),
            Map.entry("social", "contact on social media"),
            Map.entry("email_open", "e-mail opened"),
            Map.entry("email_click", "click in an e-mail"),
            Map.entry("nps", "NPS answer"),
            Map.entry("csat", "CSAT answer"),
            Map.entry("review", "review"));

    private static final Map<String, String> OTHERS = Map.of(
            "return", "return or refund",
            "cancel", "cancellation of a contract",
            "cart_abandon", "abandoned cart",
            "unsubscribe", "unsubscription from e-mail",
            "ticket_opened", "ticket",
            "complaint", "complaint");

    private SinceSentence() {}

    static boolean fits(Feature feature) {
        String event = event(feature);
        return feature.code().startsWith(PREFIX) && (WANTED.containsKey(event) || OTHERS.containsKey(event));
    }

    static String of(Feature feature, CustomerValues customer) {
        String event = event(feature);
        String noun = WANTED.getOrDefault(event, OTHERS.getOrDefault(event, ""));
        double days = customer.number(feature.code());
        if (Double.isNaN(days)) {
            return "No " + noun + " so far";
        }
        return event.equals(ORDER)
                ? order(days, customer)
                : told(noun, days, WANTED.containsKey(event) && days >= LONG);
    }

    /** The silence since the last order beside the customer's usual time between orders. */
    static String order(double days, CustomerValues customer) {
        double usual = customer.number("median_gap_days");
        if (Double.isNaN(usual)) {
            return told("order", days, days >= LONG);
        }
        return told("order", days, days > usual) + "; usually every " + Quantity.days(usual);
    }

    private static String told(String noun, double days, boolean isMissed) {
        return isMissed
                ? "No " + noun + " for " + Quantity.days(days)
                : "Last " + noun + " " + Quantity.days(days) + " ago";
    }

    private static String event(Feature feature) {
        return feature.code().startsWith(PREFIX) ? feature.code().substring(PREFIX.length()) : "";
    }
}
