package dev.nightjar.feature.family;

import dev.nightjar.customer.Money;
import dev.nightjar.feature.tally.CustomerTally;
import dev.nightjar.feature.tally.OrderTally;

/** What an order is worth, and how much that varies. */
final class ValueFeatures {

    private static final String FAMILY = "order value";
    private static final double MONTH_DAYS = 30;

    private ValueFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareLevels(sheet);
        declareDispersion(sheet);
    }

    private static void declareLevels(FeatureSheet sheet) {
        value(sheet, "historic_value", "Value so far")
                .definition("Sum of completed orders − refunds.")
                .number(tally -> Money.units(tally.orders().spend().total()
                        - tally.orders().refunded().total()));
        value(sheet, "spend_per_30_days", "Spend per 30 days")
                .definition(
                        "Sum of completed orders per 30 days since the first, a customer of fewer days counting as 30.")
                .number(tally -> Money.units(tally.orders().spend().total())
                        * MONTH_DAYS
                        / Math.max(MONTH_DAYS, tally.daysSinceFirstOrder()));
        value(sheet, "mean_order_value", "Mean order value")
                .definition("Mean amount of completed orders.")
                .number(ValueFeatures::meanOrderValue);
        value(sheet, "first_order_value", "Value of the first order")
                .definition("Amount of the first completed order, the largest of several at one instant.")
                .number(tally -> tally.orders().values().first());
        value(sheet, "last_order_value", "Value of the last order")
                .definition("Amount of the last completed order, the largest of several at one instant.")
                .number(tally -> tally.orders().values().last());
        value(sheet, "max_order_value", "Largest order")
                .definition("Largest amount of a completed order.")
                .number(tally -> tally.orders().values().max());
    }

    private static void declareDispersion(FeatureSheet sheet) {
        value(sheet, "order_value_deviation", "Spread of order values")
                .definition("Sample standard deviation of completed amounts; missing with fewer than two orders.")
                .fill(0)
                .number(tally -> tally.orders().values().deviation());
        value(sheet, "order_value_variation", "Spread of order values against their mean")
                .unit("ratio")
                .definition("Deviation / mean of completed amounts; missing with fewer than two orders or a mean of 0.")
                .fill(-1)
                .number(tally -> ratio(tally.orders().values().deviation(), meanOrderValue(tally)));
        value(sheet, "last_order_value_ratio", "Last order against the usual value")
                .unit("ratio")
                .definition("Last amount / mean amount; missing if the mean is 0.")
                .fill(1)
                .number(tally -> ratio(tally.orders().values().last(), meanOrderValue(tally)));
    }

    private static double meanOrderValue(CustomerTally tally) {
        OrderTally orders = tally.orders();
        return Money.units(orders.spend().total()) / orders.purchases().total();
    }

    private static double ratio(double value, double base) {
        return base == 0 ? Double.NaN : value / base;
    }

    private static FeatureSheet.Line value(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label)
                .unit("base currency")
                .needs(FeatureSheet.ORDERED_AT, FeatureSheet.AMOUNT);
    }
}
