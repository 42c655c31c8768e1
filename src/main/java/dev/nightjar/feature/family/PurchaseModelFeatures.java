package dev.nightjar.feature.family;

import dev.nightjar.cltv.BgNbd;
import dev.nightjar.cltv.PurchaseSummary;

/** What BG/NBD, fitted on the population as of the same date, expects of the customer. */
public final class PurchaseModelFeatures {

    /** Code of the expected number of purchase days in the churn horizon. */
    public static final String EXPECTED_ORDERS = "expected_orders_in_horizon";

    /** Code of the probability of at least one purchase in the churn horizon. */
    public static final String ORDER_PROBABILITY = "order_probability_in_horizon";

    private static final String FAMILY = "purchase model";
    private static final double WEEK_DAYS = 7;

    private PurchaseModelFeatures() {}

    /**
     * What the model answers for one customer.
     *
     * @param code one of the two codes
     * @param horizonDays length of the churn window
     * @return NaN where the model has no answer
     */
    public static double answer(String code, BgNbd model, PurchaseSummary summary, int horizonDays) {
        double weeks = horizonDays / WEEK_DAYS;
        try {
            return code.equals(ORDER_PROBABILITY)
                    ? 1 - model.probabilityOfNoPurchase(summary, weeks)
                    : model.expectedPurchases(summary, weeks);
        } catch (ArithmeticException notConverged) {
            return Double.NaN;
        }
    }

    static void declare(FeatureSheet sheet) {
        sheet.line(FAMILY, EXPECTED_ORDERS, "Orders expected by the purchase model")
                .unit("purchase days")
                .window("churn horizon ahead")
                .definition(
                        "BG/NBD's expected purchase days in the churn horizon; missing where no model could be fitted.")
                .fill(0)
                .model();
        sheet.line(FAMILY, ORDER_PROBABILITY, "Probability of an order by the purchase model")
                .unit("probability")
                .window("churn horizon ahead")
                .definition("BG/NBD's probability of at least one purchase in the churn horizon; missing where no model"
                        + " could be fitted.")
                .fillWithCompanion(0.5)
                .model();
    }
}
