package dev.nightjar.cltv;

import dev.nightjar.cltv.purchase.Arguments;
import java.io.Serializable;
import java.util.Map;

/**
 * A model of how often customers buy: each at a rate of its own, Gamma(r, alpha) over customers, until it is gone for good.
 * Time is in weeks; what is counted is purchase days. Immutable, and safe for several threads.
 *
 * <p>For every summary and horizon that can be, results are finite.
 */
public interface PurchaseModel extends Serializable {

    /** The family: {@code bg-nbd}, {@code pareto-nbd} or {@code mbg-nbd}. */
    String name();

    /** The parameters by their names in the paper, in its order; all finite and greater than 0. */
    Map<String, Double> parameters();

    /** Shape of the purchase rates. */
    double r();

    /** Inverse scale of the purchase rates, in weeks: the mean rate at the start is r / alpha a week. */
    double alpha();

    /**
     * The same model, corrections included, with other parameters: what parameter uncertainty is computed with.
     *
     * @param parameters in the order of {@link #parameters()}
     * @throws IllegalArgumentException unless all are finite and greater than 0
     */
    PurchaseModel withParameters(double[] parameters);

    /** P(not gone by the as-of date), 0 to 1. */
    double probabilityAlive(PurchaseSummary summary);

    /** d ln P(alive) / d ln parameter, in the order of {@link #parameters()}; not read where P(alive) is 0. */
    double[] logAliveSlopes(PurchaseSummary summary);

    /** What the customer will do if it is not gone; when it bought last makes no difference to that. */
    IfAlive ifAlive(PurchaseSummary summary);

    /**
     * Expected purchase days in the {@code weeks} after the as-of date, undiscounted.
     *
     * @param weeks length of the future window, 0 or more and finite
     * @return 0 or more and finite
     */
    default double expectedPurchases(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        double alive = probabilityAlive(summary);
        return alive == 0 ? 0 : alive * ifAlive(summary).purchases(weeks);
    }

    /**
     * Expected purchase days in the horizon, each discounted from its own day to the as-of date by
     * (1 + annualRate)^(−days / 365), days being a continuum.
     *
     * @param horizonDays 1 or more; the models see days / 7 weeks
     * @param annualRate 0 or more; at 0 nothing is discounted
     * @return 0 to {@link #expectedPurchases} of the same horizon
     */
    default double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate) {
        Arguments.requireRate(annualRate);
        Arguments.requireHorizon(horizonDays);
        double alive = probabilityAlive(summary);
        return alive == 0 ? 0 : alive * ifAlive(summary).discounted(horizonDays, annualRate);
    }

    /**
     * P(no purchase day in the {@code weeks} after the as-of date), 0 to 1: gone already, or not buying before the end.
     *
     * @param weeks length of the future window, 0 or more and finite
     */
    default double probabilityOfNoPurchase(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        return Math.max(0, 1 - probabilityAlive(summary) * ifAlive(summary).probabilityOfPurchase(weeks));
    }

    /**
     * The distribution of the number of purchase days in the {@code weeks} after the as-of date: P(N = n) at index n.
     *
     * @param weeks length of the future window, 0 or more and finite
     * @return at least one probability; they end where all further ones together are below 1e-7, which is added to the
     *     last, so that they sum to 1 but for rounding
     */
    default double[] purchaseDistribution(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        return ifAlive(summary).distribution(probabilityAlive(summary), weeks);
    }

    /**
     * What a customer that is alive on the as-of date will do after it. Weeks are 0 or more and finite, days 1 or more, rates
     * 0 or more; they are not checked.
     */
    interface IfAlive {

        /**
         * Expected purchases in the {@code weeks} ahead.
         *
         * @throws ArithmeticException if neither a series nor an integral has converged
         */
        double purchases(double weeks);

        /** The same, each discounted from its own day: 0 to those of the same horizon. */
        double discounted(int horizonDays, double annualRate);

        /** P(at least one purchase in the {@code weeks} ahead), 0 to 1. */
        double probabilityOfPurchase(double weeks);

        /**
         * The distribution of purchases in the {@code weeks} ahead, of a customer that is there with probability
         * {@code alive} and else buys nothing.
         */
        double[] distribution(double alive, double weeks);
    }
}
