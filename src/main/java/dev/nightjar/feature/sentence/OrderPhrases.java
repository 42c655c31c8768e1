package dev.nightjar.feature.sentence;

import java.util.Map;

/** Words for what customers order: when, how regularly, and what it is worth. */
final class OrderPhrases {

    private static final String NO_SIGN_UP = "The date of sign-up is not known";
    private static final String ONE_DAY = "Ordered on one day only, so there is no rhythm yet";
    private static final String FEW_GAPS = "Too few orders to tell how regular they are";

    static final Map<String, Phrase> PHRASES = Map.ofEntries(
            known("days_since_first_order", "First order {days} ago"),
            phrase("tenure_days", "Signed up {days} ago", NO_SIGN_UP),
            Map.entry(
                    "days_from_sign_up_to_first_order",
                    new Phrase(
                            "First order {days} after signing up",
                            "First order on the day of signing up",
                            "First order {days} before signing up",
                            NO_SIGN_UP)),
            known("purchase_day_count", "Ordered on {days} so far"),
            known("orders_per_30_days", "Usually {orders} in 30 days"),
            phrase("mean_gap_days", "An order every {days} on average", ONE_DAY),
            phrase("median_gap_days", "Usually an order every {days}", ONE_DAY),
            phrase(
                    "gap_deviation_days",
                    "The time between orders varies by {days}; usually {days:median_gap_days}",
                    FEW_GAPS),
            phrase("gap_variation", "The time between orders varies by {percent} of its mean", FEW_GAPS),
            phrase(
                    "longest_gap_days",
                    "The longest break between orders was {days}; usually {days:median_gap_days}",
                    ONE_DAY),
            phrase("last_gap_days", "{days} between the last two orders; usually {days:median_gap_days}", ONE_DAY),
            phrase(
                    "last_gap_ratio",
                    "The last break between orders was {percent} of the usual one; usually {days:median_gap_days}",
                    ONE_DAY),
            Map.entry(
                    "overdue_days",
                    new Phrase(
                            "The next order is {days} late; usually every {days:median_gap_days}",
                            "The next order is due now; usually every {days:median_gap_days}",
                            "The next order is due in {days}; usually every {days:median_gap_days}",
                            ONE_DAY)),
            known("spend_per_30_days", "Usually spends {money} in 30 days"),
            known("mean_order_value", "Orders are worth {money} on average"),
            known("first_order_value", "The first order was worth {money}; usually {money:mean_order_value}"),
            known("last_order_value", "The last order was worth {money}; usually {money:mean_order_value}"),
            known("max_order_value", "The largest order was worth {money}; usually {money:mean_order_value}"),
            phrase(
                    "order_value_deviation",
                    "The value of orders varies by {money}; usually {money:mean_order_value}",
                    "One order only, so its value cannot vary"),
            phrase(
                    "order_value_variation",
                    "The value of orders varies by {percent} of its mean",
                    "Too few orders of value to tell how much it varies"),
            phrase(
                    "last_order_value_ratio",
                    "The last order was worth {percent} of the usual value",
                    "No order had a value so far"),
            Map.entry(
                    "historic_value",
                    new Phrase(
                            "Worth {money} so far, after refunds",
                            "Worth nothing so far, after refunds",
                            "{money} more refunded than spent so far",
                            "The value so far is not known")));

    private OrderPhrases() {}

    static Map.Entry<String, Phrase> phrase(String code, String known, String missing) {
        return Map.entry(code, Phrase.of(known, missing));
    }

    /** For features that every customer with an order has. */
    static Map.Entry<String, Phrase> known(String code, String known) {
        return phrase(code, known, "No order so far");
    }
}
