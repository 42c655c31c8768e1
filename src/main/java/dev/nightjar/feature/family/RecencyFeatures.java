package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.CustomerTally;

/** How long ago the customer came, bought and was last seen. */
final class RecencyFeatures {

    private static final String FAMILY = "recency and tenure";
    private static final String SIGNED_UP_ON = "customers.signed_up_on";

    private RecencyFeatures() {}

    static void declare(FeatureSheet sheet) {
        sheet.line(FAMILY, "days_since_last_order", "Days since the last order")
                .unit("days")
                .definition("Days from the last completed order to the as-of date, at least 1.")
                .fill(FeatureSheet.NEVER)
                .number(CustomerTally::daysSinceLastOrder);
        sheet.line(FAMILY, "days_since_first_order", "Days since the first order")
                .unit("days")
                .definition("Days from the first completed order to the as-of date, at least 1.")
                .number(CustomerTally::daysSinceFirstOrder);
        sheet.line(FAMILY, "tenure_days", "Days since sign-up")
                .unit("days")
                .definition("Days from the sign-up to the as-of date; missing if unknown or not before that date.")
                .needs(SIGNED_UP_ON)
                .fillWithCompanion(0)
                .number(tally -> tally.daysSince(tally.signedUpDay()));
        sheet.line(FAMILY, "days_from_sign_up_to_first_order", "Days from sign-up to the first order")
                .unit("days")
                .definition(
                        "First completed order minus sign-up, negative if the order came first; missing as tenure is.")
                .needs(SIGNED_UP_ON, FeatureSheet.ORDERED_AT)
                .fill(0)
                .number(tally -> tally.daysSince(tally.signedUpDay()) - tally.daysSinceFirstOrder());
        sheet.line(FAMILY, "days_since_last_interaction", "Days since the last interaction")
                .unit("days")
                .definition("Days from the last interaction of any kind to the as-of date; missing if there was none.")
                .needs(FeatureSheet.OCCURRED_AT)
                .fillWithCompanion(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay()));
    }
}
