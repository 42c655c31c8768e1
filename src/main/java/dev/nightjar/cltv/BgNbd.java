package dev.nightjar.cltv;

import dev.nightjar.cltv.purchase.Arguments;
import dev.nightjar.cltv.purchase.DropOutForecast;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.Map;

/**
 * The BG/NBD model of how often customers buy: while alive at a rate λ of their own, Gamma(r, alpha) over customers;
 * after each repeat purchase gone for good with a probability p of their own, Beta(a, b) over customers.
 *
 * <p>Fader, Hardie and Lee (2005), "Counting Your Customers the Easy Way", Marketing Science 24(2). Time is in weeks.
 * A customer without a repeat purchase cannot have dropped out in this model, so P(alive) is 1 there: a property of the
 * model, not a prediction.
 *
 * @param r shape of the rates
 * @param alpha inverse scale of the rates, in weeks
 * @param a first parameter of the drop-out probabilities
 * @param b second parameter of the drop-out probabilities
 */
public record BgNbd(double r, double alpha, double a, double b) implements PurchaseModel {

    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException showing all four, unless all are finite and greater than 0
     */
    public BgNbd {
        Arguments.requireParameters(PurchaseFamily.BG_NBD, r, alpha, a, b);
    }

    @Override
    public String name() {
        return PurchaseFamily.BG_NBD.code();
    }

    @Override
    public Map<String, Double> parameters() {
        return PurchaseFamily.BG_NBD.named(r, alpha, a, b);
    }

    @Override
    public BgNbd withParameters(double[] parameters) {
        return new BgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /** P(not gone by the as-of date), 0 to 1; 1 when x is 0. */
    @Override
    public double probabilityAlive(PurchaseSummary summary) {
        int x = summary.repeatPurchases();
        if (x == 0) {
            return 1;
        }
        double sinceLast = Math.log((alpha + summary.ageWeeks()) / (alpha + summary.recencyWeeks()));
        return 1 / (1 + a / (b + x - 1) * Math.exp((r + x) * sinceLast));
    }

    @Override
    public double[] logAliveSlopes(PurchaseSummary summary) {
        return ifAlive(summary).logAliveSlopes(this, summary, b);
    }

    /** {@inheritDoc} Its rate is Gamma(r + x, alpha + T), its drop-out Beta(a, b + x). */
    @Override
    public DropOutForecast ifAlive(PurchaseSummary summary) {
        int x = summary.repeatPurchases();
        return new DropOutForecast(r + x, alpha + summary.ageWeeks(), a, b + x);
    }
}
