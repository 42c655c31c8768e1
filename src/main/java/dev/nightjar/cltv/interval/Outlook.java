package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;

/**
 * What a purchase model holds for customers of one x and T who are still there: with these models the future of whoever
 * has not left does not depend on when the last purchase was.
 *
 * @param sum distribution of the spend of those who buy
 * @param discountRatio discounted over undiscounted expected purchases
 * @param countRatio E[N²] / E[N]
 * @param slopes d log E[N, if alive] / d log parameter, in the order of the parameters
 */
record Outlook(SumCurve sum, double discountRatio, double countRatio, double[] slopes) {

    private static final double DAYS_PER_WEEK = 7;
    private static final double STEP = 1e-4;

    /** Nothing to divide by: nobody of these buys again. */
    private static final double NO_PURCHASES = 1e-300;

    /**
     * The outlook of a customer whose last purchase was on the last day.
     *
     * @param repeatPurchases x
     * @param ageDays T
     * @param shape q + p x of the spend model, p {@code spread}
     */
    static Outlook of(PurchaseModel model, int repeatPurchases, int ageDays, Horizon horizon, double p, double shape) {
        double age = ageDays / DAYS_PER_WEEK;
        PurchaseSummary summary = new PurchaseSummary(repeatPurchases, repeatPurchases == 0 ? 0 : age, age);
        double[] counts = model.purchaseDistribution(summary, horizon.weeks());
        double expected = model.expectedPurchases(summary, horizon.weeks());
        double[] slopes = new double[model.parameters().size()];
        if (counts.length < 2 || expected < NO_PURCHASES) {
            return new Outlook(SumCurve.of(new double[] {0, 1}, p, shape), 1, 1, slopes);
        }
        double squares = 0;
        double mean = 0;
        for (int n = 1; n < counts.length; n++) {
            mean += n * counts[n];
            squares += (double) n * n * counts[n];
        }
        double logIfAlive = Math.log(expected / model.probabilityAlive(summary));
        double[] parameters =
                model.parameters().values().stream().mapToDouble(value -> value).toArray();
        for (int i = 0; i < slopes.length; i++) {
            PurchaseModel moved = moved(model, parameters, i);
            double movedIfAlive = moved.expectedPurchases(summary, horizon.weeks()) / moved.probabilityAlive(summary);
            slopes[i] = (Math.log(movedIfAlive) - logIfAlive) / STEP;
        }
        return new Outlook(
                SumCurve.of(counts, p, shape),
                model.discountedPurchases(summary, horizon.days(), horizon.annualDiscountRate()) / expected,
                mean == 0 ? 1 : squares / mean,
                slopes);
    }

    /** The model with one log parameter a little greater. */
    static PurchaseModel moved(PurchaseModel model, double[] parameters, int index) {
        double[] moved = parameters.clone();
        moved[index] *= Math.exp(STEP);
        return model.withParameters(moved);
    }

    /** How far {@link #moved} moves the logarithm. */
    static double step() {
        return STEP;
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
