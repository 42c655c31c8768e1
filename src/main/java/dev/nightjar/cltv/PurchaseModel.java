package dev.nightjar.cltv;

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

    /**
     * Expected purchase days in the {@code weeks} after the as-of date, undiscounted.
     *
     * @param weeks length of the future window, 0 or more and finite
     * @return 0 or more and finite
     */
    double expectedPurchases(PurchaseSummary summary, double weeks);

    /**
     * Expected purchase days in the horizon, each discounted from its own day to the as-of date by
     * (1 + annualRate)^(−days / 365), days being a continuum.
     *
     * @param horizonDays 1 or more; the models see days / 7 weeks
     * @param annualRate 0 or more; at 0 nothing is discounted
     * @return 0 to {@link #expectedPurchases} of the same horizon
     */
    double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate);

    /**
     * P(no purchase day in the {@code weeks} after the as-of date), 0 to 1: gone already, or not buying before the end.
     *
     * @param weeks length of the future window, 0 or more and finite
     */
    double probabilityOfNoPurchase(PurchaseSummary summary, double weeks);

    /**
     * The distribution of the number of purchase days in the {@code weeks} after the as-of date: P(N = n) at index n.
     *
     * @param weeks length of the future window, 0 or more and finite
     * @return at least one probability; they end where all further ones together are below 1e-7, which is added to the
     *     last, so that they sum to 1 but for rounding
     */
    double[] purchaseDistribution(PurchaseSummary summary, double weeks);
}
