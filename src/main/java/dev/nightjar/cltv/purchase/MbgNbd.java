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
    private static final double DAYS_PER_WEEK = 7;

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

    /**
     * {@inheritDoc}
     *
     * @throws ArithmeticException if neither the series nor the integral has converged
     */
    @Override
    public double expectedPurchases(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        double alive = probabilityAlive(summary);
        return alive == 0 ? 0 : alive * ifAlive(summary).purchases(weeks);
    }

    @Override
    public double probabilityOfNoPurchase(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        return 1 + probabilityAlive(summary) * ifAlive(summary).minusProbabilityOfPurchase(weeks);
    }

    @Override
    public double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate) {
        Arguments.requireRate(annualRate);
        Arguments.requireHorizon(horizonDays / DAYS_PER_WEEK);
        double alive = probabilityAlive(summary);
        return alive == 0 ? 0 : alive * ifAlive(summary).discounted(horizonDays, annualRate);
    }

    @Override
    public double[] purchaseDistribution(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        return ifAlive(summary).distribution(probabilityAlive(summary), weeks);
    }

    private DropOutForecast ifAlive(PurchaseSummary summary) {
        int x = summary.repeatPurchases();
        return new DropOutForecast(r + x, alpha + summary.ageWeeks(), a, b + x + 1);
    }
}
