package dev.nightjar.cltv;

import java.io.Serializable;

/**
 * The Gamma-Gamma model of how much customers spend: purchases vary around a mean of the customer's own with shape p,
 * and the means vary over customers. Fader and Hardie (2013), note 025, "The Gamma-Gamma Model of Monetary Value".
 * Assumes spend does not depend on how often a customer buys.
 *
 * @param p shape of one customer's purchases
 * @param q shape over customers; above 1, or the population has no mean
 * @param v scale over customers, in units of the base currency
 */
public record GammaGamma(double p, double q, double v) implements Serializable {

    /**
     * @throws IllegalArgumentException showing all three, unless all are finite, p and v greater than 0 and q than 1
     */
    public GammaGamma {
        if (!(p > 0 && q > 1 && v > 0) || Double.isInfinite(p + q + v)) {
            throw new IllegalArgumentException(
                    "Gamma-Gamma parameters must be finite with p > 0, q > 1 and v > 0, was p=" + p + " q=" + q + " v="
                            + v);
        }
    }

    /** Shape of a customer's rate after x purchases: q + p x. */
    public double shapeAfter(int repeatPurchases) {
        return q + p * repeatPurchases;
    }

    /** Scale of a customer's rate after x purchases: v and their total. The mean is not read when x is 0. */
    public double scaleAfter(int repeatPurchases, double meanPurchase) {
        return repeatPurchases == 0 ? v : v + repeatPurchases * meanPurchase;
    }

    /**
     * Expected mean value of a customer's future purchases, in units of the base currency.
     *
     * <p>Note 025, equation (5): the customer's own mean, shrunk towards the population mean, less so the more purchases
     * there are.
     *
     * @param repeatPurchases x; 0 returns the population mean
     * @param meanPurchase mean day total without the first purchase day, 0 or more; ignored when x is 0. A mean of 0 is
     *     impossible under the model and treated as the limit of small means
     * @throws IllegalArgumentException if {@code repeatPurchases} is negative, or {@code meanPurchase} is negative or not
     *     finite while x is not 0
     */
    public double expectedOrderValue(int repeatPurchases, double meanPurchase) {
        if (repeatPurchases == 0) {
            return p * v / (q - 1);
        }
        if (repeatPurchases < 0 || !(meanPurchase >= 0 && meanPurchase < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a customer's spend must have x >= 0 and a mean of 0 or more, was x="
                    + repeatPurchases + " mean=" + meanPurchase);
        }
        double x = repeatPurchases;
        return p * (v + x * meanPurchase) / (p * x + q - 1);
    }
}
