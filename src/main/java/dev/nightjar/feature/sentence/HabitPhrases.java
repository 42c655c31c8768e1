package dev.nightjar.feature.sentence;

import static dev.nightjar.feature.sentence.OrderPhrases.known;
import static dev.nightjar.feature.sentence.OrderPhrases.phrase;

import java.util.Map;

/** Words for habits: what is in a basket, what is given back, on which days and through which channels. */
final class HabitPhrases {

    private static final String NO_PIECES = "No order says how many pieces it held";
    private static final String NO_DISCOUNT = "No order says whether it had a discount";
    private static final String NO_CHANNEL = "The channel of the orders is not known";

    static final Map<String, Phrase> PHRASES = Map.ofEntries(
            phrase(
                    "refund_share",
                    "{percent} of the spend was refunded",
                    "Nothing was spent, so nothing could be refunded"),
            known("return_share", "{percent} of the orders were returned"),
            known("cancelled_share", "{percent} of the orders were cancelled"),
            phrase("mean_item_count", "{pieces} per order on average", NO_PIECES),
            phrase("last_item_count", "{pieces} in the last order; usually {number:mean_item_count}", NO_PIECES),
            phrase("max_item_count", "{pieces} in the largest order; usually {number:mean_item_count}", NO_PIECES),
            phrase("mean_item_value", "A piece is worth {money} on average", NO_PIECES),
            phrase("discounted_order_share", "{percent} of the orders had a discount", NO_DISCOUNT),
            phrase(
                    "discounted_order_share_90d",
                    "{percent} of the orders in the last 90 days had a discount; {percent:discounted_order_share} of all",
                    "No order in the last 90 days says whether it had a discount"),
            phrase(
                    "discounted_order_share_365d",
                    "{percent} of the orders in the last 365 days had a discount; {percent:discounted_order_share} of all",
                    "No order in the last 365 days says whether it had a discount"),
            phrase("discount_rate", "Discounts of {percent} of the full price", NO_DISCOUNT),
            Map.entry(
                    "margin_rate",
                    new Phrase(
                            "A margin of {percent} on orders with a known cost",
                            "No margin on orders with a known cost",
                            "A loss of {percent} on orders with a known cost",
                            "The cost of the orders is not known")),
            known("weekend_order_share", "{percent} of the orders came at weekends"),
            known("main_weekday_share", "{percent} of the orders came on the same weekday"),
            known("month_start_order_share", "{percent} of the orders came on day 1 to 10 of a month"),
            known("main_month_share", "{percent} of the orders came in the same month of the year"),
            known("order_month_count", "Orders in {number} of the 12 months of the year, over all years"),
            known("active_block_count", "Orders in {number} of the last 12 months"),
            known("order_channel_count", "Channels used for orders: {number}"),
            phrase("main_order_channel_share", "{percent} of the orders came through the usual channel", NO_CHANNEL),
            phrase("main_order_channel", "Usually orders through {text}", NO_CHANNEL),
            phrase(
                    "last_order_channel",
                    "The last order came through {text}; usually {text:main_order_channel}",
                    NO_CHANNEL),
            phrase("country", "The customer's country is {text}", "The customer's country is not known"),
            phrase(
                    "acquisition_channel",
                    "The customer was won through {text}",
                    "How the customer was won is not known"),
            phrase(
                    "expected_orders_in_horizon",
                    "By the rhythm of orders alone, {orders} would come in the next {horizon}",
                    "The rhythm of orders allows no forecast"),
            phrase(
                    "order_probability_in_horizon",
                    "By the rhythm of orders alone, an order in the next {horizon} has a chance of {percent}",
                    "The rhythm of orders allows no forecast"));

    private HabitPhrases() {}
}
