package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.InteractionKind;
import dev.nightjar.feature.tally.InteractionTally;
import dev.nightjar.feature.tally.Window;

/** Carts that were left behind. */
final class CartFeatures {

    private static final String FAMILY = "cart abandonment";

    private CartFeatures() {}

    static void declare(FeatureSheet sheet) {
        for (Window window : new Window[] {Window.DAYS_30, Window.DAYS_90, Window.DAYS_365}) {
            cart(
                            sheet,
                            "cart_abandon_count_" + window.suffix(),
                            "Carts abandoned in the last " + window.days() + " days")
                    .unit("interactions")
                    .window(window)
                    .definition("Carts abandoned in the window.")
                    .number(tally -> tally.interactions()
                            .of(InteractionKind.CART_ABANDON)
                            .within(window));
        }
        cart(sheet, "cart_abandon_rate_90d", "Carts abandoned per addition, last 90 days")
                .unit("ratio")
                .window(Window.DAYS_90)
                .definition("Carts abandoned / additions to the cart in the window; missing if nothing was added.")
                .fill(-1)
                .number(tally -> abandonRate(tally.interactions()));
        cart(sheet, "cart_abandon_count_since_last_order", "Carts abandoned since the last order")
                .unit("interactions")
                .window("since the last order")
                .definition("Carts abandoned after the instant of the last completed order.")
                .number(tally -> tally.interactions().sinceLastOrder(InteractionKind.CART_ABANDON));
        cart(sheet, "days_since_last_cart_abandon", "Days since the last cart was abandoned")
                .unit("days")
                .definition("Days from the last abandoned cart to the as-of date; missing if there was none.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay(InteractionKind.CART_ABANDON)));
    }

    private static double abandonRate(InteractionTally interactions) {
        long added = interactions.of(InteractionKind.CART_ADD).within(Window.DAYS_90);
        long abandoned = interactions.of(InteractionKind.CART_ABANDON).within(Window.DAYS_90);
        return added == 0 ? Double.NaN : (double) abandoned / added;
    }

    private static FeatureSheet.Line cart(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).needs(FeatureSheet.KIND);
    }
}
