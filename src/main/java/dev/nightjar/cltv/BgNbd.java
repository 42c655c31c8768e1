package dev.nightjar.cltv;

import dev.nightjar.cltv.calculus.BetaExpectation;
import dev.nightjar.cltv.calculus.GaussLegendre;
import dev.nightjar.cltv.purchase.CountDistribution;
import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

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

    private static final double DAYS_PER_WEEK = 7;
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
     * @throws IllegalArgumentException showing all four, unless all are finite and greater than 0
     */
    public BgNbd {
        if (!isParameter(r) || !isParameter(alpha) || !isParameter(a) || !isParameter(b)) {
            throw new IllegalArgumentException("BG/NBD parameters must be finite and greater than 0, was r=" + r
                    + " alpha=" + alpha + " a=" + a + " b=" + b);
        }
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

    /**
     * Expected purchase days of one customer in the {@code weeks} after the as-of date, undiscounted.
     *
     * <p>Paper, equation (10), after Euler's transformation and with the factor 1 / (a − 1) divided out of the series,
     * so that neither a near 1 nor a large x costs digits; integrated over p where the series is slow.
     *
     * @param weeks length of the future window, 0 or more
     * @return 0 or more and finite
     * @throws ArithmeticException if neither the series nor the integral has converged
     */
    @Override
    public double expectedPurchases(PurchaseSummary summary, double weeks) {
        requireHorizon(weeks);
        double alive = probabilityAlive(summary);
        return alive == 0 ? 0 : alive * purchasesIfAlive(summary, weeks);
    }

    /**
     * P(no purchase day in the {@code weeks} after the as-of date), 0 to 1: gone already, or alive and not buying. Exact,
     * because the model lets customers go only after a purchase.
     */
    @Override
    public double probabilityOfNoPurchase(PurchaseSummary summary, double weeks) {
        requireHorizon(weeks);
        double growth = Math.log1p(weeks / (alpha + summary.ageWeeks()));
        return 1 + probabilityAlive(summary) * Math.expm1(-(r + summary.repeatPurchases()) * growth);
    }

    /**
     * Expected purchase days in the horizon, each discounted from its own day to the as-of date by
     * (1 + annualRate)^(−days / 365).
     *
     * <p>Days are a continuum: the sum over ever finer steps, within 1e-5 of weekly steps discounted at mid-week, at
     * 10 % a year. By
     * parts it is the expectation over the whole horizon, discounted from its end, plus an integral that is small.
     *
     * @param horizonDays 1 or more; the models see days / 7 weeks
     * @param annualRate 0 or more; at 0 nothing is discounted
     */
    @Override
    public double discountedPurchases(PurchaseSummary summary, int horizonDays, double annualRate) {
        if (!(annualRate >= 0)) {
            throw new IllegalArgumentException("annual discount rate must be 0 or more, was " + annualRate);
        }
        double weeks = horizonDays / DAYS_PER_WEEK;
        double undiscounted = expectedPurchases(summary, weeks);
        double ratePerWeek = Math.log1p(annualRate) * DAYS_PER_WEEK / DAYS_PER_YEAR;
        if (ratePerWeek == 0 || undiscounted == 0) {
            return undiscounted;
        }
        double scale = alpha + summary.ageWeeks();
        DoubleUnaryOperator integrand = v -> {
            double week = scale * Math.expm1(v);
            return purchasesIfAlive(summary, week) * Math.exp(v - ratePerWeek * week);
        };
        double end = Math.log1p(weeks / scale);
        int pieces = (int) Math.ceil(end / LONGEST_PIECE);
        double early = 0;
        for (int piece = 0; piece < pieces; piece++) {
            early += GaussLegendre.integrate(integrand, end * piece / pieces, end * (piece + 1) / pieces);
        }
        double discounted =
                undiscounted * Math.exp(-ratePerWeek * weeks) + ratePerWeek * scale * probabilityAlive(summary) * early;
        return Math.min(discounted, undiscounted);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Alive, the customer's rate is Gamma(r + x, alpha + T) and its drop-out Beta(a, b + x): either it has bought n
     * times and is still there, or it left after the n-th purchase, whenever that was.
     */
    @Override
    public double[] purchaseDistribution(PurchaseSummary summary, double weeks) {
        requireHorizon(weeks);
        int x = summary.repeatPurchases();
        return CountDistribution.droppingOutAfterPurchases(
                probabilityAlive(summary), r + x, weeks / (alpha + summary.ageWeeks()), a, b + x);
    }

    private double purchasesIfAlive(PurchaseSummary summary, double weeks) {
        int x = summary.repeatPurchases();
        double scale = alpha + summary.ageWeeks();
        double z = weeks / (scale + weeks);
        double c = a + b + x - 1;
        double u = c - r - x;
        double logLeft = -Math.log1p(weeks / scale);
        if (z <= GREATEST_SERIES_ARGUMENT && -a * logLeft <= GREATEST_SERIES_LOG) {
            double series = series(u, c, z);
            if (!Double.isNaN(series)) {
                double e = a - 1;
                double leading = e == 0 ? -logLeft : -Math.expm1(e * logLeft) / e;
                return Math.max(0, c * leading - Math.exp(e * logLeft) * series);
            }
        }
        double shape = r + x;
        double ratio = weeks / scale;
        return BetaExpectation.of(
                a, b + x, p -> p < Double.MIN_NORMAL ? shape * ratio : -Math.expm1(-shape * Math.log1p(p * ratio)) / p);
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

    private static void requireHorizon(double weeks) {
        if (!(weeks >= 0 && weeks < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("horizon must be 0 weeks or more and finite, was " + weeks);
        }
    }

    private static boolean isParameter(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
    }
}
