package dev.nightjar.cltv;

import dev.nightjar.cltv.calculus.FitException;
import dev.nightjar.cltv.calculus.GammaFunction;
import dev.nightjar.cltv.calculus.Information;
import dev.nightjar.cltv.calculus.ParameterSearch;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Gamma-Gamma parameters of greatest likelihood for the repeat buyers of a population, and how well they were found.
 *
 * <p>Where customers do not differ, q grows beyond all bounds and every customer is worth the population mean; where one
 * customer's purchases do not differ, p does, and the customer's own mean is the best guess. Such a limit is a model in
 * its own right, used as it is, and named in {@code limits}.
 *
 * @param model the parameters
 * @param logLikelihood of the customers fitted
 * @param customers repeat buyers with a mean above 0; the rest is left out
 * @param gradientNorm largest absolute derivative of the mean log-likelihood by a log parameter; at most 1e-6
 * @param logCovariance 3 × 3, of the logarithms of p, q and v: the inverse of the observed information. A parameter at a
 *     limit has 0 in its row and column, as if it were known. Empty where the fit is not known any more
 * @param limits parameters on their way to 0 or infinity, as text; empty in the normal case
 */
public record GammaGammaFit(
        GammaGamma model,
        double logLikelihood,
        long customers,
        double gradientNorm,
        List<List<Double>> logCovariance,
        List<String> limits)
        implements Serializable {

    /** Where searches start: p, q, and v in multiples of the typical purchase. */
    private static final List<double[]> STARTS =
            List.of(new double[] {3, 3, 0.7}, new double[] {10, 2, 0.1}, new double[] {1, 6, 5});

    public GammaGammaFit {
        logCovariance = logCovariance.stream().map(List::copyOf).toList();
        limits = List.copyOf(limits);
    }

    /** Parameters that are known from elsewhere, as from an earlier night: how certain they are is not. */
    public GammaGammaFit(
            GammaGamma model, double logLikelihood, long customers, double gradientNorm, List<String> limits) {
        this(model, logLikelihood, customers, gradientNorm, List.of(), limits);
    }

    /**
     * Fits by maximum likelihood over the logarithms of the parameters with analytic derivatives, from three starts; the
     * best that converged wins. Customers without a repeat purchase, and those whose mean is 0 (a value that the model
     * gives no density), are left out. The order of customers does not matter.
     *
     * @param repeatPurchases x of each customer
     * @param meanPurchases mean day total of the repeat purchase days in units of the base currency, 0 or more; not read
     *     where x is 0
     * @throws IllegalArgumentException if the arrays differ in length, or an x or a mean is negative or not finite
     * @throws FitException if fewer than two customers are left, all means are equal, no search converged, or q is not
     *     above 1
     */
    public static GammaGammaFit fit(int[] repeatPurchases, double[] meanPurchases) {
        Likelihood likelihood = new Likelihood(repeatPurchases, meanPurchases);
        int customers = likelihood.means.length;
        if (customers < 2) {
            throw new FitException(
                    "Gamma-Gamma not fitted: expected at least 2 customers with repeat purchases of value, was "
                            + customers);
        }
        if (likelihood.isConstant()) {
            throw new FitException("Gamma-Gamma not fitted: expected means that differ, was " + likelihood.scale
                    + " for all " + customers + " customers");
        }
        ParameterSearch.Found found =
                ParameterSearch.lowest(likelihood::meanLoss, List.of("p", "q", "v / typical purchase"), STARTS);
        double q = found.parameters()[1];
        String problem = found.problem() == null && q <= 1
                ? "q must exceed 1 for a finite population mean, was " + q
                : found.problem();
        if (problem != null) {
            throw new FitException("Gamma-Gamma not fitted: " + problem + " (" + customers + " customers)");
        }
        return new GammaGammaFit(
                new GammaGamma(found.parameters()[0], q, found.parameters()[2] * likelihood.scale),
                -customers * (found.meanLoss() + Math.log(likelihood.scale)),
                customers,
                found.gradientNorm(),
                Information.covariance(likelihood::meanLoss, found.parameters(), customers),
                found.limits());
    }

    /**
     * The likelihood of means measured in multiples of their geometric mean, so that neither the currency nor one huge
     * order matters to the search.
     */
    private static final class Likelihood {

        private static final double EQUAL = 1e-9;

        private final int[] x;
        private final double[] means;
        private final double[] logMeans;
        private final double scale;

        private Likelihood(int[] repeatPurchases, double[] meanPurchases) {
            long[] keys = keysByPurchases(repeatPurchases, meanPurchases);
            x = new int[keys.length];
            means = new double[keys.length];
            for (int i = 0; i < keys.length; i++) {
                x[i] = (int) (keys[i] >>> Integer.SIZE);
                means[i] = meanPurchases[(int) keys[i]];
            }
            for (int from = 0; from < x.length; from = runEnd(from)) {
                Arrays.sort(means, from, runEnd(from));
            }
            scale = Math.exp(Arrays.stream(means).map(Math::log).average().orElse(0));
            logMeans = new double[means.length];
            for (int i = 0; i < means.length; i++) {
                means[i] /= scale;
                logMeans[i] = Math.log(means[i]);
            }
        }

        /** x and position of each customer that takes part, packed, in ascending order of x. */
        private static long[] keysByPurchases(int[] repeatPurchases, double[] meanPurchases) {
            if (repeatPurchases.length != meanPurchases.length) {
                throw new IllegalArgumentException("spend of customers must be arrays of one length, was "
                        + repeatPurchases.length + " and " + meanPurchases.length);
            }
            long[] keys = new long[repeatPurchases.length];
            int kept = 0;
            for (int i = 0; i < keys.length; i++) {
                int x = repeatPurchases[i];
                double mean = meanPurchases[i];
                if (x < 0 || (x > 0 && !(mean >= 0 && mean < Double.POSITIVE_INFINITY))) {
                    throw new IllegalArgumentException(
                            "a customer's spend must have x >= 0 and a mean of 0 or more, was x=" + x + " mean="
                                    + mean);
                }
                if (x > 0 && mean > 0) {
                    keys[kept++] = ((long) x << Integer.SIZE) | i;
                }
            }
            Arrays.sort(keys, 0, kept);
            return Arrays.copyOf(keys, kept);
        }

        private int runEnd(int from) {
            int to = from + 1;
            while (to < x.length && x[to] == x[from]) {
                to++;
            }
            return to;
        }

        private boolean isConstant() {
            return Arrays.stream(means).allMatch(mean -> Math.abs(mean - 1) < EQUAL);
        }

        private double meanLoss(double[] logParameters, double[] gradientOut) {
            double[] parameters = Arrays.stream(logParameters).map(Math::exp).toArray();
            Arrays.fill(gradientOut, 0);
            double sum = 0;
            for (int from = 0; from < x.length; from = runEnd(from)) {
                sum += addRun(from, runEnd(from), parameters, gradientOut);
            }
            for (int i = 0; i < gradientOut.length; i++) {
                gradientOut[i] *= -parameters[i] / x.length;
            }
            return -sum / x.length;
        }

        /** Note 025, equation (1a), of all customers with one x, and its derivatives by p, q and v. */
        private double addRun(int from, int to, double[] parameters, double[] gradientOut) {
            double q = parameters[1];
            double v = parameters[2];
            int purchases = x[from];
            double shape = parameters[0] * purchases;
            double logMeanSum = 0;
            double logTotalSum = 0;
            double inverseTotalSum = 0;
            for (int i = from; i < to; i++) {
                double total = purchases * means[i] + v;
                logMeanSum += logMeans[i];
                logTotalSum += Math.log(total);
                inverseTotalSum += 1 / total;
            }
            int count = to - from;
            double logX = Math.log(purchases);
            double digammaBoth = GammaFunction.digamma(shape + q);
            gradientOut[0] += purchases
                    * (count * (digammaBoth - GammaFunction.digamma(shape) + logX) + logMeanSum - logTotalSum);
            gradientOut[1] += count * (digammaBoth - GammaFunction.digamma(q) + Math.log(v)) - logTotalSum;
            gradientOut[2] += count * q / v - (shape + q) * inverseTotalSum;
            double logBeta =
                    GammaFunction.logGamma(shape) + GammaFunction.logGamma(q) - GammaFunction.logGamma(shape + q);
            return count * (q * Math.log(v) + shape * logX - logBeta)
                    + (shape - 1) * logMeanSum
                    - (shape + q) * logTotalSum;
        }
    }
}
