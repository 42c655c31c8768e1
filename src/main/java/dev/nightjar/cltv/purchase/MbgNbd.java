package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import java.util.Map;

/**
 * The MBG/NBD model: BG/NBD in which customers may be gone after their very first purchase, too, so that P(alive) of a
 * one-time buyer falls with time.
 *
 * <p>Batislam, Denizel and Filiztekin (2007), "Empirical validation and comparison of models for customer base analysis",
 * International Journal of Research in Marketing 24(3). Time is in weeks. What an alive customer does is BG/NBD's with
 * b + 1 for b: it has stayed once more.
 *
 * @param r shape of the rates
 * @param alpha inverse scale of the rates, in weeks
 * @param a first parameter of the drop-out probabilities
 * @param b second parameter of the drop-out probabilities
 */
public record MbgNbd(double r, double alpha, double a, double b) implements PurchaseModel {

    private static final long serialVersionUID = 1L;

    /**
     * @throws IllegalArgumentException showing all four, unless all are finite and greater than 0
     */
    public MbgNbd {
        Arguments.requireParameters(PurchaseFamily.MBG_NBD, r, alpha, a, b);
    }

    @Override
    public String name() {
        return PurchaseFamily.MBG_NBD.code();
    }

    @Override
    public Map<String, Double> parameters() {
        return PurchaseFamily.MBG_NBD.named(r, alpha, a, b);
    }

    @Override
    public MbgNbd withParameters(double[] parameters) {
        return new MbgNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /** P(not gone by the as-of date), 0 to 1; below 1 when x is 0, too. */
    @Override
    public double probabilityAlive(PurchaseSummary summary) {
        int x = summary.repeatPurchases();
        double sinceLast = Math.log((alpha + summary.ageWeeks()) / (alpha + summary.recencyWeeks()));
        return 1 / (1 + a / (b + x) * Math.exp((r + x) * sinceLast));
    }

    @Override
    public double[] logAliveSlopes(PurchaseSummary summary) {
        return ifAlive(summary).logAliveSlopes(this, summary, b);
    }

    @Override
    public DropOutForecast ifAlive(PurchaseSummary summary) {
        int x = summary.repeatPurchases();
        return new DropOutForecast(r + x, alpha + summary.ageWeeks(), a, b + x + 1);
    }
}
