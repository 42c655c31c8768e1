package dev.nightjar.cltv.quality;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a fit on the past foretold a hold-out period. Value is what {@code cltv} means: discounted margin, less refunds,
 * in units of the base currency.
 *
 * @param days length of the period
 * @param customers with a completed order before it
 * @param orders purchase days of all
 * @param value of all
 * @param byRepeatPurchases purchase days per customer by x; the last member is that x or more
 * @param deciles value per customer, tenths by expected value, the least first
 * @param model how well the model orders customers and hits their value
 * @param naive the same for whoever expects the past to go on: completed value × margin × days / days since the first
 *     order, at most all of it
 * @param formula the same for the guides' formula, with its lifetime, or a year where there is none
 * @param orderAuc area under the ROC curve of P(at least one order)
 * @param orderLogLoss mean negative log-likelihood of P(at least one order)
 * @param aboveHigh share of customers above their 90 % interval; null where there are no intervals
 * @param belowLow share of customers below it
 */
public record HoldOutQuality(
        int days,
        long customers,
        Calibration orders,
        Calibration value,
        List<Group> byRepeatPurchases,
        List<Group> deciles,
        Ranking model,
        Ranking naive,
        Ranking formula,
        double orderAuc,
        double orderLogLoss,
        @Nullable Double aboveHigh,
        @Nullable Double belowLow) {

    public HoldOutQuality {
        byRepeatPurchases = List.copyOf(byRepeatPurchases);
        deciles = List.copyOf(deciles);
    }

    /** What was expected, and what happened. */
    public record Calibration(double expected, double actual) {}

    /**
     * Means of some of the customers.
     *
     * @param member their x, or their decile from 1
     */
    public record Group(int member, long customers, double expected, double actual) {}

    /**
     * How good a prediction of value is.
     *
     * @param spearman rank correlation, −1 to 1
     * @param normalisedGini 1 is the perfect order, 0 chance
     * @param meanAbsoluteError units of the base currency
     * @param shareInTopTenth share of the whole value that the tenth with the greatest predictions brought
     * @param shareInTopFifth the same for a fifth
     */
    public record Ranking(
            double spearman,
            double normalisedGini,
            double meanAbsoluteError,
            double shareInTopTenth,
            double shareInTopFifth) {}
}
