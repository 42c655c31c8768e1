package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.GammaGamma;
import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;

/**
 * What a purchase model holds for customers of one x and T who are still there: with these models the future of whoever
 * has not left does not depend on when the last purchase was.
 *
 * @param discountRatio discounted over undiscounted expected purchases
 * @param countRatio E[N²] / E[N]
 * @param slopes d log E[N, if alive] / d log parameter, in the order of the parameters
 */
record Outlook(double discountRatio, double countRatio, double[] slopes) {

    private static final double DAYS_PER_WEEK = 7;
    private static final double STEP = 1e-4;

    /** Nothing to divide by: nobody of these buys again. */
    private static final double NO_PURCHASES = 1e-300;

    /**
     * The outlook of a customer whose last purchase was on the last day.
     *
     * @param repeatPurchases x
     * @param ageDays T
     */
    static Outlook of(PurchaseModel model, int repeatPurchases, int ageDays, Horizon horizon) {
        PurchaseSummary summary = stillThere(repeatPurchases, ageDays);
        PurchaseModel.IfAlive ahead = model.ifAlive(summary);
        double[] counts = ahead.distribution(1, horizon.weeks());
        double expected = ahead.purchases(horizon.weeks());
        double[] slopes = new double[model.parameters().size()];
        if (counts.length < 2 || expected < NO_PURCHASES) {
            return new Outlook(1, 1, slopes);
        }
        double squares = 0;
        double mean = 0;
        for (int n = 1; n < counts.length; n++) {
            mean += n * counts[n];
            squares += (double) n * n * counts[n];
        }
        double[] parameters =
                model.parameters().values().stream().mapToDouble(value -> value).toArray();
        for (int i = 0; i < slopes.length; i++) {
            double[] moved = parameters.clone();
            moved[i] *= Math.exp(STEP);
            double other = model.withParameters(moved).ifAlive(summary).purchases(horizon.weeks());
            slopes[i] = Math.log(other / expected) / STEP;
        }
        return new Outlook(
                ahead.discounted(horizon.days(), horizon.annualDiscountRate()) / expected,
                mean == 0 ? 1 : squares / mean,
                slopes);
    }

    /**
     * Distribution of the spend of those of them who buy: only the ends of a customer's interval need it.
     *
     * @param repeatPurchases x
     * @param ageDays T
     */
    static SumCurve sum(PurchaseModel model, int repeatPurchases, int ageDays, Horizon horizon, GammaGamma spend) {
        double[] counts = model.ifAlive(stillThere(repeatPurchases, ageDays)).distribution(1, horizon.weeks());
        double[] some = counts.length < 2 ? new double[] {0, 1} : counts;
        return SumCurve.of(some, spend.p(), spend.shapeAfter(repeatPurchases));
    }

    private static PurchaseSummary stillThere(int repeatPurchases, int ageDays) {
        double age = ageDays / DAYS_PER_WEEK;
        return new PurchaseSummary(repeatPurchases, repeatPurchases == 0 ? 0 : age, age);
    }

    /**
     * How far ahead value is counted.
     *
     * @param days from the as-of date
     * @param annualDiscountRate 0 or more
     */
    record Horizon(int days, double annualDiscountRate) {

        double weeks() {
            return days / DAYS_PER_WEEK;
        }
    }
}
