package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.calculus.GaussLegendre;
import dev.nightjar.cltv.calculus.PowerIntegral;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The Pareto/NBD model: customers buy at a rate λ of their own, Gamma(r, alpha) over customers, until they are gone, which
 * comes at a rate μ of their own, Gamma(s, beta) over customers, whether they buy or not.
 *
 * <p>Schmittlein, Morrison and Colombo (1987), "Counting Your Customers: Who Are They and What Will They Do Next?",
 * Management Science 33(1); likelihood and expectations as derived in Fader and Hardie (2005), "A Note on Deriving the
 * Pareto/NBD Model and Related Expressions". Time is in weeks.
 *
 * @param r shape of the purchase rates
 * @param alpha inverse scale of the purchase rates, in weeks
 * @param s shape of the drop-out rates
 * @param beta inverse scale of the drop-out rates, in weeks
 */
public record ParetoNbd(double r, double alpha, double s, double beta) implements PurchaseModel {

    private static final long serialVersionUID = 1L;
    private static final double DAYS_PER_WEEK = 7;
    private static final double LONGEST_PIECE = 4;

    /**
     * @throws IllegalArgumentException showing all four, unless all are finite and greater than 0
     */
    public ParetoNbd {
        Arguments.requireParameters(PurchaseFamily.PARETO_NBD, r, alpha, s, beta);
    }

    @Override
    public String name() {
        return PurchaseFamily.PARETO_NBD.code();
    }

    @Override
    public Map<String, Double> parameters() {
        return PurchaseFamily.PARETO_NBD.named(r, alpha, s, beta);
    }

    @Override
    public ParetoNbd withParameters(double[] parameters) {
        return new ParetoNbd(parameters[0], parameters[1], parameters[2], parameters[3]);
    }

    /**
     * P(not gone by the as-of date), 0 to 1: the likelihood of having bought as seen and being there, over that plus the
     * likelihood of having gone at some time since the last purchase.
     */
    @Override
    public double probabilityAlive(PurchaseSummary summary) {
        double shape = r + summary.repeatPurchases();
        double alphaLast = alpha + summary.recencyWeeks();
        double betaLast = beta + summary.recencyWeeks();
        double since = summary.ageWeeks() - summary.recencyWeeks();
        double gone = new PowerIntegral().integrate(alphaLast, shape, betaLast, s + 1, since);
        // Relative to the likelihood of being gone at once after the last purchase.
        double alive = -shape * Math.log1p(since / alphaLast) - s * Math.log1p(since / betaLast);
        return 1 / (1 + s / betaLast * gone * Math.exp(-alive));
    }

    @Override
    public double expectedPurchases(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        double scale = beta + summary.ageWeeks();
        double e = s - 1;
        double log = Math.log1p(weeks / scale);
        double lifetime = scale * (e == 0 ? log : -Math.expm1(-e * log) / e);
        return probabilityAlive(summary) * rateIfAlive(summary) * lifetime;
    }

    @Override
    public double probabilityOfNoPurchase(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        double firstPurchase = new PowerIntegral()
                .integrate(
                        alpha + summary.ageWeeks(),
                        r + summary.repeatPurchases() + 1,
                        beta + summary.ageWeeks(),
                        s,
                        weeks);
        return Math.max(0, 1 - probabilityAlive(summary) * rateIfAlive(summary) * firstPurchase);
    }

    /** {@inheritDoc} The discounted lifetime is integrated over ln(beta + T + t). */
    @Override
    public double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate) {
        Arguments.requireRate(annualRate);
        double weeks = horizonDays / DAYS_PER_WEEK;
        double undiscounted = expectedPurchases(summary, weeks);
        double ratePerWeek = DropOutForecast.ratePerWeek(annualRate);
        if (ratePerWeek == 0 || undiscounted == 0) {
            return undiscounted;
        }
        double scale = beta + summary.ageWeeks();
        DoubleUnaryOperator integrand = v -> Math.exp((1 - s) * v - ratePerWeek * scale * Math.expm1(v));
        double end = Math.log1p(weeks / scale);
        int pieces = (int) Math.ceil(end * Math.max(1, s) / LONGEST_PIECE);
        double lifetime = 0;
        for (int piece = 0; piece < pieces; piece++) {
            lifetime += GaussLegendre.integrate(integrand, end * piece / pieces, end * (piece + 1) / pieces);
        }
        double discounted = probabilityAlive(summary) * rateIfAlive(summary) * scale * lifetime;
        return Math.min(discounted, undiscounted);
    }

    @Override
    public double[] purchaseDistribution(PurchaseSummary summary, double weeks) {
        Arguments.requireHorizon(weeks);
        return new ParetoDistribution(
                        r + summary.repeatPurchases(), alpha + summary.ageWeeks(), s, beta + summary.ageWeeks(), weeks)
                .counts(probabilityAlive(summary));
    }

    private double rateIfAlive(PurchaseSummary summary) {
        return (r + summary.repeatPurchases()) / (alpha + summary.ageWeeks());
    }
}
