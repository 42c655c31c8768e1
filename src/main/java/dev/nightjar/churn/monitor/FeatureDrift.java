package dev.nightjar.churn.monitor;

import java.util.Arrays;

/**
 * How far a feature has moved between two populations.
 *
 * @param feature its code, or {@link Population#SCORE}
 * @param psi population stability index, 0 or more and finite; 0 when nothing moved
 * @param noise what chance alone exceeds once in a thousand comparisons, given how few customers there are
 * @param customers of the later population
 * @param trainingCustomers of the earlier one
 * @param missingShare share of the later customers without a value
 * @param trainingMissingShare share of the earlier customers without a value
 */
public record FeatureDrift(
        String feature,
        double psi,
        double noise,
        long customers,
        long trainingCustomers,
        double missingShare,
        double trainingMissingShare) {

    /** Added to the count of each bin, so that an empty one gives no infinite index. */
    private static final double SMOOTHING = 0.5;

    /** The standard normal quantile of 0.999. */
    private static final double Z_999 = 3.090232;

    /** How much it moved. */
    public enum Level {
        /** Too little to look at, or within what chance does. */
        STABLE,
        /** Worth an eye. */
        WATCH,
        /** A model may not know these customers any more. */
        WARN
    }

    /**
     * The population stability index Σ (q − p) ln (q / p) over the bins, p and q the shares of the earlier and the later
     * population; Siddiqi (2006), "Credit Risk Scorecards", chapter 9. Half a customer is added to each bin.
     *
     * @param column the earlier population
     * @param counts of the later one, in the same bins, at least one customer
     */
    static FeatureDrift of(PopulationColumn column, long[] counts) {
        long customers = Arrays.stream(counts).sum();
        long training = column.customers();
        int bins = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            bins += counts[bin] + column.counts().get(bin) > 0 ? 1 : 0;
        }
        double psi = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            long before = column.counts().get(bin);
            if (before + counts[bin] > 0) {
                double p = (before + SMOOTHING) / (training + SMOOTHING * bins);
                double q = (counts[bin] + SMOOTHING) / (customers + SMOOTHING * bins);
                psi += (q - p) * Math.log(q / p);
            }
        }
        int last = counts.length - 1;
        return new FeatureDrift(
                column.feature(),
                psi,
                noise(bins, training, customers),
                customers,
                training,
                (double) counts[last] / customers,
                (double) column.counts().get(last) / training);
    }

    /** The level by two thresholds; what chance may do is stable. */
    public Level level(double watch, double warn) {
        if (psi < watch || psi <= noise) {
            return Level.STABLE;
        }
        return psi < warn ? Level.WATCH : Level.WARN;
    }

    /**
     * Under no drift the index is nearly (1/n + 1/m) times a chi-squared variable with bins − 1 degrees of freedom;
     * Yurdakul and Naranjo (2020), "Statistical properties of the population stability index", Journal of Risk Model
     * Validation 14(4). Its quantile by Wilson and Hilferty.
     */
    private static double noise(int bins, long n, long m) {
        if (bins < 2) {
            return 0;
        }
        double freedom = bins - 1;
        double ninth = 2 / (9 * freedom);
        double quantile = freedom * Math.pow(1 - ninth + Z_999 * Math.sqrt(ninth), 3);
        return quantile * (1.0 / n + 1.0 / m);
    }
}
