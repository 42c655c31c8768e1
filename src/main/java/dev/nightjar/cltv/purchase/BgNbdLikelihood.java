package dev.nightjar.cltv.purchase;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.calculus.GammaFunction;
import java.util.Arrays;

/**
 * BG/NBD's or MBG/NBD's log-likelihood of a population, Fader, Hardie and Lee (2005), equation (6), and its derivatives by
 * r, alpha, a and b. What depends on x alone is computed once per distinct x, logarithms of times once per day, so a
 * group costs one exponential and one logarithm.
 */
final class BgNbdLikelihood implements Likelihood {

    private static final double DAYS_PER_WEEK = 7;

    private final PurchaseCounts counts;
    private final double[] logTime;
    private final double[] inverseTime;

    // Sums over the groups of one x, weighted by customers.
    private double count;
    private double logDensity;
    private double logTimeSum;
    private double inverseTimeSum;
    private double gone;

    /** After how many of x + 1 purchases a customer may have left: x for BG/NBD, x + 1 for MBG/NBD. */
    private final int more;

    /** That of BG/NBD. */
    BgNbdLikelihood(PurchaseCounts counts) {
        this(counts, 0);
    }

    private BgNbdLikelihood(PurchaseCounts counts, int more) {
        this.counts = counts;
        this.more = more;
        int days = Arrays.stream(counts.ageDays()).max().orElse(0) + 1;
        this.logTime = new double[days];
        this.inverseTime = new double[days];
    }

    /** That of MBG/NBD: customers may leave after the first purchase, too. */
    static BgNbdLikelihood modified(PurchaseCounts counts) {
        return new BgNbdLikelihood(counts, 1);
    }

    @Override
    public double logLikelihood(double[] parameters, double[] gradientOut) {
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
            sum += addPurchases(x, parameters, gradientOut) + addDropOut(x + more, parameters, gradientOut);
            from = to;
        }
        return sum;
    }

    /** Mixes, for each group, being alive since the last purchase with having gone after it. */
    private void sumTimes(int from, int to, int x, double[] parameters) {
        double shape = parameters[0] + x;
        int chances = x + more;
        double logGoneRatio =
                chances == 0 ? Double.NEGATIVE_INFINITY : Math.log(parameters[2] / (parameters[3] + chances - 1));
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

    private double addDropOut(int chances, double[] parameters, double[] gradientOut) {
        if (chances == 0) {
            return 0;
        }
        double a = parameters[2];
        double b = parameters[3];
        double common = GammaFunction.digamma(a + b) - GammaFunction.digamma(a + b + chances);
        gradientOut[2] += count * common + gone / a;
        gradientOut[3] += count * (common + GammaFunction.digamma(b + chances) - GammaFunction.digamma(b))
                - gone / (b + chances - 1);
        return count
                * (GammaFunction.logGamma(a + b)
                        - GammaFunction.logGamma(a + b + chances)
                        + GammaFunction.logGamma(b + chances)
                        - GammaFunction.logGamma(b));
    }
}
