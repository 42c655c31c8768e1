package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.calculus.GammaFunction;
import dev.nightjar.cltv.calculus.PowerIntegral;
import java.util.Arrays;

/**
 * Pareto/NBD's log-likelihood of a population and its derivatives by r, alpha, s and beta. Fader and Hardie (2005), "A Note
 * on Deriving the Pareto/NBD Model", before the integral over the time of drop-out is written as hypergeometric functions.
 *
 * <p>Where many groups share x, that integral is summed once over all days, and a group takes the difference of two sums;
 * otherwise each group is integrated by itself.
 */
final class ParetoNbdLikelihood implements Likelihood {

    private static final double DAYS_PER_WEEK = 7;

    /** Days whose sums cost as much as one group by itself. */
    private static final int DAYS_PER_GROUP = 4;

    private final PurchaseCounts counts;
    private final double[] logAlpha;
    private final double[] logBeta;
    private final DayIntegrals days;
    private final PowerIntegral single = new PowerIntegral();

    // Means over the time of drop-out of one group.
    private double integral;
    private double meanLogAlpha;
    private double meanInverseAlpha;
    private double meanLogBeta;
    private double meanInverseBeta;

    ParetoNbdLikelihood(PurchaseCounts counts) {
        this.counts = counts;
        int size = Arrays.stream(counts.ageDays()).max().orElse(0) + 1;
        this.logAlpha = new double[size];
        this.logBeta = new double[size];
        this.days = new DayIntegrals(size);
    }

    @Override
    public double logLikelihood(double[] parameters, double[] gradientOut) {
        for (int day = 0; day < logAlpha.length; day++) {
            logAlpha[day] = Math.log(parameters[1] + day / DAYS_PER_WEEK);
            logBeta[day] = Math.log(parameters[3] + day / DAYS_PER_WEEK);
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
            sum += addGroups(from, to, parameters, gradientOut);
            from = to;
        }
        return sum;
    }

    private double addGroups(int from, int to, double[] parameters, double[] gradientOut) {
        double r = parameters[0];
        double alpha = parameters[1];
        int x = counts.repeatPurchases()[from];
        boolean isSummed = areSummed(from, to, parameters);
        long customers = 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            long n = counts.customers()[i];
            integrate(i, x, parameters, isSummed);
            sum += n * addGroup(i, n, x, parameters, gradientOut);
            customers += n;
        }
        double logScales = Math.log(alpha);
        gradientOut[0] += customers * (GammaFunction.digamma(r + x) - GammaFunction.digamma(r) + logScales);
        gradientOut[1] += customers * r / alpha;
        gradientOut[2] += customers * Math.log(parameters[3]);
        gradientOut[3] += customers * parameters[2] / parameters[3];
        double purchases = GammaFunction.logGamma(r + x) - GammaFunction.logGamma(r) + r * logScales;
        return sum + customers * (purchases + parameters[2] * Math.log(parameters[3]));
    }

    /** Sums the integrals of all days for one x, if that is cheaper, and exact enough. */
    private boolean areSummed(int from, int to, double[] parameters) {
        int x = counts.repeatPurchases()[from];
        int last = 0;
        for (int i = from; i < to; i++) {
            last = Math.max(last, counts.ageDays()[i]);
        }
        int first = counts.recencyDays()[from];
        return x > 0 && (to - from) * DAYS_PER_GROUP > last - first && days.sum(x, first, last, parameters);
    }

    /** The integral over drop-out after the last purchase, relative to its integrand at that purchase. */
    private void integrate(int group, int x, double[] parameters, boolean isSummed) {
        int recency = counts.recencyDays()[group];
        int age = counts.ageDays()[group];
        if (isSummed) {
            double relative = days.relative(recency, logAlpha, logBeta);
            integral = days.between(DayIntegrals.VALUE, recency, age) * relative;
            double norm = integral == 0 ? 0 : relative / integral;
            meanLogAlpha = days.between(DayIntegrals.LOG_ALPHA, recency, age) * norm;
            meanInverseAlpha = days.between(DayIntegrals.INVERSE_ALPHA, recency, age) * norm;
            meanLogBeta = days.between(DayIntegrals.LOG_BETA, recency, age) * norm;
            meanInverseBeta = days.between(DayIntegrals.INVERSE_BETA, recency, age) * norm;
        } else {
            integral = single.integrate(
                    parameters[1] + recency / DAYS_PER_WEEK,
                    parameters[0] + x,
                    parameters[3] + recency / DAYS_PER_WEEK,
                    parameters[2] + 1,
                    (age - recency) / DAYS_PER_WEEK);
            meanLogAlpha = logAlpha[recency] + single.meanLogAlpha();
            meanInverseAlpha = single.meanInverseAlpha();
            meanLogBeta = logBeta[recency] + single.meanLogBeta();
            meanInverseBeta = single.meanInverseBeta();
        }
    }

    /** Mixes being alive with having gone since the last purchase; what all groups of x share is added elsewhere. */
    private double addGroup(int group, long n, int x, double[] parameters, double[] gradientOut) {
        double s = parameters[2];
        double shape = parameters[0] + x;
        int recency = counts.recencyDays()[group];
        int age = counts.ageDays()[group];
        double alive = -shape * logAlpha[age] - s * logBeta[age];
        double gone = integral > 0
                ? Math.log(s * integral) - shape * logAlpha[recency] - (s + 1) * logBeta[recency]
                : Double.NEGATIVE_INFINITY;
        double small = Math.exp(-Math.abs(gone - alive));
        double goneShare = gone > alive ? 1 / (1 + small) : small / (1 + small);
        double aliveShare = 1 - goneShare;
        double inverseAge = Math.exp(-logAlpha[age]);
        gradientOut[0] -= n * (aliveShare * logAlpha[age] + goneShare * meanLogAlpha);
        gradientOut[1] -= n * shape * (aliveShare * inverseAge + goneShare * meanInverseAlpha);
        gradientOut[2] += n * (goneShare / s - aliveShare * logBeta[age] - goneShare * meanLogBeta);
        gradientOut[3] -= n * (aliveShare * s * Math.exp(-logBeta[age]) + goneShare * (s + 1) * meanInverseBeta);
        return Math.max(gone, alive) + Math.log1p(small);
    }
}
