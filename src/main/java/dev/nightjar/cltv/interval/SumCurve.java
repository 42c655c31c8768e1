package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.calculus.IncompleteBeta;
import java.util.Arrays;

/**
 * The distribution of what a customer spends in all, given at least one purchase, in units of the customer's own scale.
 *
 * <p>Given n purchases, their sum is a Gamma(p n) variable at a rate that after x known purchases of total t is
 * Gamma(q + p x) at the rate v + t (Fader and Hardie 2013, note 025). So the sum over v + t is beta prime with shapes p n
 * and q + p x, and with n random a mixture of those. The curve holds 64 points of that mixture, from an exceedance of
 * 0.9999 to 0.05 or less, joined by lines between the logarithm of the sum and the log-odds of its exceedance.
 *
 * <p>Shapes above 1,000 count as 1,000 about the same mean, which makes a deviation of less than 3 % one of 3 %.
 */
final class SumCurve {

    private static final double MOST_EXCEEDANCE = 0.9999;
    private static final double LEAST_EXCEEDANCE = 0.045;
    private static final double GREATEST_SHAPE = 1_000;
    private static final int POINTS = 64;
    private static final int BISECTIONS = 6;

    /** Counts up to this stand for themselves, larger ones in blocks of this part of their size. */
    private static final int BLOCKS = 32;

    private final double[] logSums = new double[POINTS];
    private final double[] logOdds = new double[POINTS];

    private final double p;
    private final double shape;
    private final double[] counts;
    private final double[] weights;

    private SumCurve(double[] counts, double[] weights, double p, double shape) {
        this.counts = counts;
        this.weights = weights;
        this.p = p;
        this.shape = shape;
    }

    /**
     * The curve of one customer.
     *
     * @param probabilities of n = 0, 1, 2, … purchases; that of 0 is not read, the others need not add up to 1 but must not
     *     all be 0
     * @param p of the spend model
     * @param shape q + p x
     */
    static SumCurve of(double[] probabilities, double p, double shape) {
        double[] counts = new double[probabilities.length];
        double[] weights = new double[probabilities.length];
        int blocks = 0;
        double sum = 0;
        for (int from = 1; from < probabilities.length; ) {
            int to = Math.min(probabilities.length, from + Math.max(1, from / BLOCKS));
            for (int n = from; n < to; n++) {
                weights[blocks] += probabilities[n];
                counts[blocks] += n * probabilities[n];
            }
            if (weights[blocks] > 0) {
                counts[blocks] /= weights[blocks];
                sum += weights[blocks++];
            }
            from = to;
        }
        for (int block = 0; block < blocks; block++) {
            weights[block] /= sum;
        }
        SumCurve curve = new SumCurve(Arrays.copyOf(counts, blocks), Arrays.copyOf(weights, blocks), p, shape);
        curve.fill();
        return curve;
    }

    /**
     * The logarithm of the sum that is exceeded with this probability.
     *
     * @param exceedance 0.05 to 1; beyond 0.9999 the smallest sum of the curve is returned, which is too large
     */
    double logQuantile(double exceedance) {
        double wanted = Math.log(exceedance / (1 - exceedance));
        if (wanted >= logOdds[0]) {
            return logSums[0];
        }
        int low = 0;
        int high = POINTS - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (logOdds[middle] >= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double share = (wanted - logOdds[low]) / (logOdds[high] - logOdds[low]);
        return logSums[low] + share * (logSums[high] - logSums[low]);
    }

    /** P(sum &gt; exp(logSum)), given at least one purchase. */
    double exceedance(double logSum) {
        double sum = Math.exp(logSum);
        double exceedance = 0;
        for (int block = 0; block < counts.length; block++) {
            double a = p * counts[block];
            double usedA = Math.min(a, GREATEST_SHAPE);
            double usedB = Math.min(shape, GREATEST_SHAPE);
            double sameMean = usedB == shape ? 1 : (shape - 1) / (usedB - 1);
            exceedance += weights[block] * IncompleteBeta.exceedance(sum * sameMean * (usedA / a), usedA, usedB);
        }
        return exceedance;
    }

    private void fill() {
        double mean = 0;
        for (int block = 0; block < counts.length; block++) {
            mean += weights[block] * counts[block];
        }
        double centre = Math.log(p * mean / shape);
        double left = edge(centre, -1, MOST_EXCEEDANCE);
        double right = edge(centre, 1, LEAST_EXCEEDANCE);
        for (int i = 0; i < POINTS; i++) {
            logSums[i] = left + (right - left) * i / (POINTS - 1);
            double exceedance = exceedance(logSums[i]);
            logOdds[i] = Math.log(exceedance / (1 - exceedance));
        }
    }

    /** Goes from the centre to one side until the exceedance is beyond {@code limit}, then back to just beyond it. */
    private double edge(double centre, int side, double limit) {
        double inside = centre;
        double step = 0.125;
        double outside = centre + side * step;
        while (!isBeyond(outside, side, limit)) {
            inside = outside;
            step *= 2;
            outside = centre + side * step;
        }
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = 0.5 * (inside + outside);
            if (isBeyond(middle, side, limit)) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return outside;
    }

    private boolean isBeyond(double logSum, int side, double limit) {
        return side < 0 ? exceedance(logSum) >= limit : exceedance(logSum) <= limit;
    }
}
