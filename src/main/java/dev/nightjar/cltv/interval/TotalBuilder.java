package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.PurchaseFit;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The CLTV of several customers together: what they differ in adds up as variances, what they share, the parameters, as
 * gradients, because all are wrong in the same direction.
 */
final class TotalBuilder {

    private static final int SPEND_PARAMETERS = 3;

    private long customers;
    private long cents;
    private double mean;
    private double variance;
    private boolean isVariationKnown = true;
    private final double[] spendGradient = new double[SPEND_PARAMETERS];
    private final IdentityHashMap<PurchaseFit, double[]> purchaseGradients = new IdentityHashMap<>();

    /** Counts a customer with the value that is published. */
    void count(long publishedCents) {
        customers++;
        cents += publishedCents;
    }

    void add(double cltv, double ownVariance) {
        mean += cltv;
        variance += ownVariance;
    }

    /** A customer whose variation is not known: then neither is that of the total. */
    void addUnknown(double cltv) {
        mean += cltv;
        isVariationKnown = false;
    }

    /** Adds a customer's derivatives by the log parameters. */
    void addGradients(PurchaseFit fit, double cltv, double[] purchaseSlopes, double[] spendSlopes) {
        double[] sum = purchaseGradients.computeIfAbsent(fit, any -> new double[purchaseSlopes.length]);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += cltv * purchaseSlopes[i];
        }
        for (int i = 0; i < spendGradient.length; i++) {
            spendGradient[i] += cltv * spendSlopes[i];
        }
    }

    /** Adds the customers of another part; the order of parts decides the last digits. */
    void addAll(TotalBuilder part) {
        customers += part.customers;
        cents += part.cents;
        mean += part.mean;
        variance += part.variance;
        isVariationKnown &= part.isVariationKnown;
        for (int i = 0; i < spendGradient.length; i++) {
            spendGradient[i] += part.spendGradient[i];
        }
        part.purchaseGradients.forEach((fit, gradient) -> {
            double[] sum = purchaseGradients.computeIfAbsent(fit, any -> new double[gradient.length]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += gradient[i];
            }
        });
    }

    /** The total under a name. The interval is log-normal with the mean and the variance of the sum. */
    SegmentTotal build(String dimension, String member, List<List<Double>> spendCovariance) {
        double all = variance + Uncertainty.variance(spendGradient, spendCovariance);
        double[] shared = purchaseGradients.entrySet().stream()
                .mapToDouble(entry ->
                        Uncertainty.variance(entry.getValue(), entry.getKey().logCovariance()))
                .sorted()
                .toArray();
        for (double part : shared) {
            all += part;
        }
        if (!isVariationKnown) {
            return new SegmentTotal(dimension, member, customers, cents, null, null);
        }
        double squared = mean == 0 ? 0 : Math.log1p(all / (mean * mean));
        double middle = mean * Math.exp(-squared / 2);
        double spread = Math.exp(ValueIntervals.NORMAL_95 * Math.sqrt(squared));
        return new SegmentTotal(
                dimension, member, customers, cents, Math.min(mean, middle / spread), Math.max(mean, middle * spread));
    }
}
