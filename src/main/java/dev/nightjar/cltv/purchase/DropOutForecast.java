package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.calculus.BetaExpectation;
import dev.nightjar.cltv.calculus.GaussLegendre;
import java.util.function.DoubleUnaryOperator;

/**
 * What a customer that is alive will buy, where it may leave after each purchase: the common half of BG/NBD and MBG/NBD.
 * The customer's rate is Gamma(shape, scale), its drop-out Beta(a, b).
 *
 * @param shape of the rate, greater than 0
 * @param scale inverse scale of the rate, weeks, greater than 0
 * @param a first parameter of the drop-out, greater than 0
 * @param b second parameter of the drop-out, greater than 0
 */
public record DropOutForecast(double shape, double scale, double a, double b) implements PurchaseModel.IfAlive {

    static final double DAYS_PER_WEEK = 7;
    private static final double DAYS_PER_YEAR = 365;

    /** Greatest ratio of times, as a logarithm, over which one set of points integrates the discounting. */
    private static final double LONGEST_PIECE = 4;

    /** Where the series is slower than the integral, or its terms could overflow. */
    private static final double GREATEST_SERIES_ARGUMENT = 0.98;

    private static final double GREATEST_SERIES_LOG = 100;

    /** Terms of changing sign may exceed their sum by this much, which leaves ten digits. */
    private static final double GREATEST_SERIES_CANCELLATION = 1e5;

    private static final int MOST_SERIES_TERMS = 2_000;
    private static final double SERIES_TOLERANCE = 1e-16;

    /**
     * {@inheritDoc}
     *
     * <p>Fader, Hardie and Lee (2005), equation (10), after Euler's transformation and with the factor 1 / (a − 1) divided
     * out of the series, so that neither a near 1 nor a large x costs digits; integrated over p where the series is slow.
     */
    @Override
    public double purchases(double weeks) {
        double z = weeks / (scale + weeks);
        double c = a + b - 1;
        double u = c - shape;
        double logLeft = -Math.log1p(weeks / scale);
        if (z <= GREATEST_SERIES_ARGUMENT && -a * logLeft <= GREATEST_SERIES_LOG) {
            double series = series(u, c, z);
            if (!Double.isNaN(series)) {
                double e = a - 1;
                double leading = e == 0 ? -logLeft : -Math.expm1(e * logLeft) / e;
                return Math.max(0, c * leading - Math.exp(e * logLeft) * series);
            }
        }
        double ratio = weeks / scale;
        return BetaExpectation.of(
                a, b, p -> p < Double.MIN_NORMAL ? shape * ratio : -Math.expm1(-shape * Math.log1p(p * ratio)) / p);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Days are a continuum: the sum over ever finer steps, within 1e-5 of weekly steps discounted at mid-week, at
     * 10 % a year. By parts it is the expectation over the whole horizon, discounted from its end, plus an integral that
     * is small.
     */
    @Override
    public double discounted(int horizonDays, double annualRate) {
        double weeks = horizonDays / DAYS_PER_WEEK;
        double undiscounted = purchases(weeks);
        double ratePerWeek = ratePerWeek(annualRate);
        if (ratePerWeek == 0 || undiscounted == 0) {
            return undiscounted;
        }
        DoubleUnaryOperator integrand = v -> {
            double week = scale * Math.expm1(v);
            return purchases(week) * Math.exp(v - ratePerWeek * week);
        };
        double end = Math.log1p(weeks / scale);
        int pieces = (int) Math.ceil(end / LONGEST_PIECE);
        double early = 0;
        for (int piece = 0; piece < pieces; piece++) {
            early += GaussLegendre.integrate(integrand, end * piece / pieces, end * (piece + 1) / pieces);
        }
        return Math.min(undiscounted * Math.exp(-ratePerWeek * weeks) + ratePerWeek * scale * early, undiscounted);
    }

    /** The continuous rate per week of a rate per year of 365 days. */
    static double ratePerWeek(double annualRate) {
        return Math.log1p(annualRate) * DAYS_PER_WEEK / DAYS_PER_YEAR;
    }

    /** {@inheritDoc} Exact, because customers go only after a purchase. */
    @Override
    public double probabilityOfPurchase(double weeks) {
        return -Math.expm1(-shape * Math.log1p(weeks / scale));
    }

    /**
     * {@inheritDoc}
     *
     * <p>Alive, it has either bought n times and is still there, or it left after the n-th purchase, whenever that was.
     */
    @Override
    public double[] distribution(double alive, double weeks) {
        return CountDistribution.droppingOutAfterPurchases(alive, shape, weeks / scale, a, b);
    }

    /**
     * d ln P(alive) / d ln (r, alpha, a, b), P(alive) being 1 / (1 + a / (b − 1) × ((alpha + T) / (alpha + t_x))^shape) with
     * the b of this forecast, in both models.
     *
     * @param ownB the model's own b
     */
    public double[] logAliveSlopes(PurchaseModel model, PurchaseSummary summary, double ownB) {
        double gone = 1 - model.probabilityAlive(summary);
        if (gone == 0) {
            return new double[4];
        }
        double last = model.alpha() + summary.recencyWeeks();
        return new double[] {
            -gone * model.r() * Math.log(scale / last),
            -gone * shape * model.alpha() * (1 / scale - 1 / last),
            -gone,
            gone * ownB / (b - 1)
        };
    }

    /**
     * c / (a − 1) times (2F1(u, a − 1; c; z) − 1), regular at a = 1 and at c = 0; NaN if it has not converged or has lost
     * too many digits.
     */
    private double series(double u, double c, double z) {
        double term = u * z;
        double sum = term;
        double largest = Math.abs(term);
        for (int n = 1; n <= MOST_SERIES_TERMS; n++) {
            term *= (u + n) * (a + n - 1) / ((c + n) * (n + 1)) * z;
            sum += term;
            largest = Math.max(largest, Math.abs(term));
            if (Math.abs(term) <= SERIES_TOLERANCE * Math.abs(sum)) {
                double limit = Math.min(Double.MAX_VALUE, GREATEST_SERIES_CANCELLATION * Math.abs(sum));
                return largest <= limit ? sum : Double.NaN;
            }
        }
        return Double.NaN;
    }
}
