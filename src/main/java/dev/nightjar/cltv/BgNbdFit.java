package dev.nightjar.cltv;

import dev.nightjar.cltv.calculus.GammaFunction;
import dev.nightjar.cltv.calculus.ParameterSearch;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * BG/NBD parameters of greatest likelihood for a population, and how well they were found.
 *
 * <p>Where the data shows none of something, the maximum lies at the edge of the family: a near 0 means that nobody is
 * seen to drop out, r or a beyond all bounds that customers do not differ. Such a limit is a model in its own right, used
 * as it is, and named in {@code limits}.
 *
 * @param model the parameters
 * @param logLikelihood of all customers
 * @param customers how many were fitted
 * @param repeatCustomers how many of them have a repeat purchase
 * @param gradientNorm largest absolute derivative of the mean log-likelihood by a log parameter; at most 1e-6
 * @param limits parameters on their way to 0 or infinity, as text; empty in the normal case
 */
public record BgNbdFit(
        BgNbd model,
        double logLikelihood,
        long customers,
        long repeatCustomers,
        double gradientNorm,
        List<String> limits)
        implements Serializable {

    private static final double DAYS_PER_WEEK = 7;

    public BgNbdFit {
        limits = List.copyOf(limits);
    }

    /**
     * Fits by maximum likelihood over the logarithms of the parameters with analytic derivatives, from three starts; the
     * best that converged wins.
     *
     * @throws FitException if nobody bought twice, no search converged, or r or alpha shrinks to nothing, which makes
     *     purchase rates either 0 or infinite
     */
    public static BgNbdFit fit(PurchaseCounts counts) {
        long customers = counts.totalCustomers();
        long repeatCustomers = counts.repeatCustomers();
        if (repeatCustomers == 0) {
            throw new FitException("BG/NBD not fitted: expected customers with a repeat purchase, was 0 of " + customers
                    + " customers");
        }
        Likelihood likelihood = new Likelihood(counts);
        ParameterSearch.Found found =
                ParameterSearch.lowest(likelihood::meanLoss, List.of("r", "alpha", "a", "b"), starts(counts));
        double[] p = found.parameters();
        String problem = found.problem();
        if (problem == null && Math.min(p[0], p[1]) <= ParameterSearch.LEAST) {
            problem = "the likelihood is greatest where the model ends: expected r and alpha above "
                    + ParameterSearch.LEAST + ", was r=" + p[0] + " alpha=" + p[1];
        }
        if (problem != null) {
            throw new FitException("BG/NBD not fitted: " + problem + " (" + customers + " customers, " + repeatCustomers
                    + " with a repeat purchase)");
        }
        return new BgNbdFit(
                new BgNbd(p[0], p[1], p[2], p[3]),
                -found.meanLoss() * customers,
                customers,
                repeatCustomers,
                found.gradientNorm(),
                found.limits());
    }

    static double logLikelihood(BgNbd model, PurchaseCounts counts) {
        return new Likelihood(counts)
                .logLikelihood(new double[] {model.r(), model.alpha(), model.a(), model.b()}, new double[4]);
    }

    /** Few and many purchases, early and late drop-out; alpha follows from how often the population buys. */
    private static List<double[]> starts(PurchaseCounts counts) {
        double purchases = 0;
        double weeks = 0;
        for (int i = 0; i < counts.size(); i++) {
            purchases += (double) counts.repeatPurchases()[i] * counts.customers()[i];
            weeks += (1 + counts.ageDays()[i]) / DAYS_PER_WEEK * counts.customers()[i];
        }
        double weeksPerPurchase = weeks / purchases;
        return List.of(
                new double[] {0.5, 0.5 * weeksPerPurchase, 0.7, 2.5},
                new double[] {2, 2 * weeksPerPurchase, 0.3, 3},
                new double[] {0.2, 0.2 * weeksPerPurchase, 1.5, 1.5});
    }

    /**
     * The log-likelihood of a population and its derivatives. What depends on x alone is computed once per distinct x,
     * logarithms of times once per day, so a group costs one exponential and one logarithm.
     */
    private static final class Likelihood {

        private final PurchaseCounts counts;
        private final long customers;
        private final double[] logTime;
        private final double[] inverseTime;

        // Sums over the groups of one x, weighted by customers.
        private double count;
        private double logDensity;
        private double logTimeSum;
        private double inverseTimeSum;
        private double gone;

        private Likelihood(PurchaseCounts counts) {
            this.counts = counts;
            this.customers = counts.totalCustomers();
            int days = Arrays.stream(counts.ageDays()).max().orElse(0) + 1;
            this.logTime = new double[days];
            this.inverseTime = new double[days];
        }

        private double meanLoss(double[] logParameters, double[] gradientOut) {
            double[] parameters = Arrays.stream(logParameters).map(Math::exp).toArray();
            double sum = logLikelihood(parameters, gradientOut);
            for (int i = 0; i < gradientOut.length; i++) {
                gradientOut[i] *= -parameters[i] / customers;
            }
            return -sum / customers;
        }

        /** Paper, equation (6), and its derivatives by r, alpha, a and b. */
        private double logLikelihood(double[] parameters, double[] gradientOut) {
            double alpha = parameters[1];
            for (int day = 0; day < logTime.length; day++) {
                double time = alpha + day / DAYS_PER_WEEK;
                logTime[day] = Math.log(time);
                inverseTime[day] = 1 / time;
            }
            Arrays.fill(gradientOut, 0);
            double sum = 0;
            int from = 0;
            while (from < counts.size()) {
                int x = counts.repeatPurchases()[from];
                int to = from + 1;
                while (to < counts.size() && counts.repeatPurchases()[to] == x) {
                    to++;
                }
                sumTimes(from, to, x, parameters);
                sum += addPurchases(x, parameters, gradientOut) + addDropOut(x, parameters, gradientOut);
                from = to;
            }
            return sum;
        }

        /** Mixes, for each group, being alive since the last purchase with having gone after it. */
        private void sumTimes(int from, int to, int x, double[] parameters) {
            double shape = parameters[0] + x;
            double logGoneRatio = x == 0 ? Double.NEGATIVE_INFINITY : Math.log(parameters[2] / (parameters[3] + x - 1));
            count = 0;
            logDensity = 0;
            logTimeSum = 0;
            inverseTimeSum = 0;
            gone = 0;
            for (int i = from; i < to; i++) {
                long n = counts.customers()[i];
                int age = counts.ageDays()[i];
                int recency = counts.recencyDays()[i];
                double logAge = logTime[age];
                double logLonger = logAge - logTime[recency];
                double odds = logGoneRatio + shape * logLonger;
                double small = Math.exp(-Math.abs(odds));
                double goneShare = odds > 0 ? 1 / (1 + small) : small / (1 + small);
                count += n;
                logDensity += n * (Math.max(odds, 0) + Math.log1p(small) - shape * logAge);
                logTimeSum += n * (logAge - goneShare * logLonger);
                inverseTimeSum += n * (inverseTime[age] + goneShare * (inverseTime[recency] - inverseTime[age]));
                gone += n * goneShare;
            }
        }

        private double addPurchases(int x, double[] parameters, double[] gradientOut) {
            double r = parameters[0];
            double alpha = parameters[1];
            double logAlpha = Math.log(alpha);
            gradientOut[0] += count * (GammaFunction.digamma(r + x) - GammaFunction.digamma(r) + logAlpha) - logTimeSum;
            gradientOut[1] += count * r / alpha - (r + x) * inverseTimeSum;
            return count * (GammaFunction.logGamma(r + x) - GammaFunction.logGamma(r) + r * logAlpha) + logDensity;
        }

        private double addDropOut(int x, double[] parameters, double[] gradientOut) {
            if (x == 0) {
                return 0;
            }
            double a = parameters[2];
            double b = parameters[3];
            double common = GammaFunction.digamma(a + b) - GammaFunction.digamma(a + b + x);
            gradientOut[2] += count * common + gone / a;
            gradientOut[3] +=
                    count * (common + GammaFunction.digamma(b + x) - GammaFunction.digamma(b)) - gone / (b + x - 1);
            return count
                    * (GammaFunction.logGamma(a + b)
                            - GammaFunction.logGamma(a + b + x)
                            + GammaFunction.logGamma(b + x)
                            - GammaFunction.logGamma(b));
        }
    }
}
