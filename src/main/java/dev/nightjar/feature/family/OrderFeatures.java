package dev.nightjar.feature.family;

import dev.nightjar.customer.Money;
import dev.nightjar.feature.tally.Window;

/** How often and how much the customer buys, and whether that grows or fades. */
final class OrderFeatures {

    private static final String FAMILY = "orders and spend";
    private static final double MONTH_DAYS = 30;

    private OrderFeatures() {}

    static void declare(FeatureSheet sheet) {
        sheet.line(FAMILY, "order_count", "Orders so far")
                .unit("orders")
                .definition("Completed orders before the as-of date.")
                .number(tally -> tally.orders().purchases().total());
        sheet.line(FAMILY, "purchase_day_count", "Days with an order so far")
                .unit("days")
                .definition("Business days with a completed order before the as-of date.")
                .number(tally -> tally.purchaseDays().size());
        sheet.line(FAMILY, "orders_per_30_days", "Orders per 30 days")
                .unit("orders per 30 days")
                .definition(
                        "Completed orders per 30 days since the first one, a customer of fewer days counting as 30.")
                .number(tally -> tally.orders().purchases().total()
                        * MONTH_DAYS
                        / Math.max(MONTH_DAYS, tally.daysSinceFirstOrder()));
        for (Window window : Window.values()) {
            declareWindow(sheet, window);
        }
    }

    private static void declareWindow(FeatureSheet sheet, Window window) {
        sheet.line(FAMILY, "order_count_" + window.suffix(), "Orders in the last " + window.days() + " days")
                .unit("orders")
                .window(window)
                .definition("Completed orders in the window.")
                .number(tally -> tally.orders().purchases().within(window));
        sheet.line(FAMILY, "spend_" + window.suffix(), "Spend in the last " + window.days() + " days")
                .unit("base currency")
                .window(window)
                .definition("Sum of completed orders in the window, before refunds.")
                .needs(FeatureSheet.ORDERED_AT, FeatureSheet.AMOUNT)
                .number(tally -> Money.units(tally.orders().spend().within(window)));
        sheet.line(FAMILY, "order_trend_" + window.suffix(), "Trend of orders over " + window.days() + " days")
                .unit("-1 to 1")
                .window(window.days() + " days and the " + window.days() + " before")
                .definition("(Orders in the window − in the window before) / their sum; missing if both are 0.")
                .number(tally -> tally.orders().purchases().trend(window));
        sheet.line(FAMILY, "spend_trend_" + window.suffix(), "Trend of spend over " + window.days() + " days")
                .unit("-1 to 1")
                .window(window.days() + " days and the " + window.days() + " before")
                .definition("(Spend in the window − in the window before) / their sum; missing if both are 0.")
                .needs(FeatureSheet.ORDERED_AT, FeatureSheet.AMOUNT)
                .number(tally -> tally.orders().spend().trend(window));
    }
}
