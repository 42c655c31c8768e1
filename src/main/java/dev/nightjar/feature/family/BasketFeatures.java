package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.Window;

/** What is in a basket: pieces, discounts, margin. */
final class BasketFeatures {

    private static final String FAMILY = "baskets and discounts";
    private static final String ITEM_COUNT = "orders.item_count";
    private static final String DISCOUNT = "orders.discount";

    private BasketFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareItems(sheet);
        declareDiscounts(sheet);
        sheet.line(FAMILY, "margin_rate", "Margin")
                .unit("share")
                .definition("(Amounts − costs) / amounts of completed orders with a known cost; missing without any.")
                .needs("orders.cost", FeatureSheet.AMOUNT)
                .fillWithCompanion(0)
                .number(tally -> tally.baskets().marginRate());
    }

    private static void declareItems(FeatureSheet sheet) {
        sheet.line(FAMILY, "mean_item_count", "Pieces per order")
                .unit("pieces")
                .definition("Mean pieces of completed orders that say how many; missing if none does.")
                .needs(ITEM_COUNT)
                .fillWithCompanion(0)
                .number(tally -> tally.baskets().items().mean());
        sheet.line(FAMILY, "last_item_count", "Pieces in the last order")
                .unit("pieces")
                .definition("Pieces of the last completed order that says, the most of several at one instant.")
                .needs(ITEM_COUNT)
                .fill(0)
                .number(tally -> tally.baskets().items().last());
        sheet.line(FAMILY, "max_item_count", "Pieces in the largest basket")
                .unit("pieces")
                .definition("Most pieces of a completed order; missing if none says.")
                .needs(ITEM_COUNT)
                .fill(0)
                .number(tally -> tally.baskets().items().max());
        sheet.line(FAMILY, "item_count_365d", "Pieces in the last 365 days")
                .unit("pieces")
                .window(Window.DAYS_365)
                .definition("Pieces of completed orders in the window.")
                .needs(ITEM_COUNT)
                .number(tally -> tally.baskets().itemCounts().within(Window.DAYS_365));
        sheet.line(FAMILY, "mean_item_value", "Mean value of a piece")
                .unit("base currency")
                .definition("Amounts / pieces of completed orders that say how many; missing without a piece.")
                .needs(ITEM_COUNT, FeatureSheet.AMOUNT)
                .fill(0)
                .number(tally -> tally.baskets().meanItemValue());
    }

    private static void declareDiscounts(FeatureSheet sheet) {
        sheet.line(FAMILY, "discounted_order_share", "Share of orders with a discount")
                .unit("share")
                .definition("Orders with a discount above 0 among completed orders that say; missing if none does.")
                .needs(DISCOUNT)
                .fillWithCompanion(0)
                .number(tally -> tally.baskets().discountedShare());
        for (Window window : new Window[] {Window.DAYS_90, Window.DAYS_365}) {
            sheet.line(
                            FAMILY,
                            "discounted_order_share_" + window.suffix(),
                            "Share of orders with a discount, last " + window.days() + " days")
                    .unit("share")
                    .window(window)
                    .definition("The same for orders in the window; missing if none of them says.")
                    .needs(DISCOUNT)
                    .fill(-1)
                    .number(tally -> tally.baskets().discountedShare(window));
        }
        sheet.line(FAMILY, "discount_rate", "Discount rate")
                .unit("share")
                .definition("Discounts / (amounts + discounts) of completed orders that say; missing if that sum is 0.")
                .needs(DISCOUNT, FeatureSheet.AMOUNT)
                .fill(0)
                .number(tally -> tally.baskets().discountRate());
    }
}
