package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.calculus.PowerIntegral;
import java.util.Map;

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
        return 1 / (1 + goneOverAlive(summary, sinceLast(summary)));
    }

    @Override
    public double[] logAliveSlopes(PurchaseSummary summary) {
        PowerIntegral sinceLast = sinceLast(summary);
        double odds = goneOverAlive(summary, sinceLast);
        double gone = odds == Double.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
        double shape = r + summary.repeatPurchases();
        double alphaNow = alpha + summary.ageWeeks();
        double betaNow = beta + summary.ageWeeks();
        double logAlpha = Math.log(alphaNow / (alpha + summary.recencyWeeks()));
        double logBeta = Math.log(betaNow / (beta + summary.recencyWeeks()));
        return new double[] {
            -gone * r * (logAlpha - sinceLast.meanLogAlpha()),
            -gone * alpha * shape * (1 / alphaNow - sinceLast.meanInverseAlpha()),
            -gone * (1 + s * (logBeta - sinceLast.meanLogBeta())),
            -gone * beta * (s / betaNow - (s + 1) * sinceLast.meanInverseBeta())
        };
    }

    @Override
    public ParetoForecast ifAlive(PurchaseSummary summary) {
        double age = summary.ageWeeks();
        return new ParetoForecast(r + summary.repeatPurchases(), alpha + age, s, beta + age);
    }

    /** Of the likelihood of being gone at some time since the last purchase, relative to gone at once. */
    private PowerIntegral sinceLast(PurchaseSummary summary) {
        PowerIntegral integral = new PowerIntegral();
        integral.integrate(
                alpha + summary.recencyWeeks(),
                r + summary.repeatPurchases(),
                beta + summary.recencyWeeks(),
                s + 1,
                summary.ageWeeks() - summary.recencyWeeks());
        return integral;
    }

    private double goneOverAlive(PurchaseSummary summary, PowerIntegral sinceLast) {
        double alphaLast = alpha + summary.recencyWeeks();
        double betaLast = beta + summary.recencyWeeks();
        double since = summary.ageWeeks() - summary.recencyWeeks();
        // Relative to the likelihood of being gone at once after the last purchase.
        double alive =
                -(r + summary.repeatPurchases()) * Math.log1p(since / alphaLast) - s * Math.log1p(since / betaLast);
        return s / betaLast * sinceLast.value() * Math.exp(-alive);
    }
}
