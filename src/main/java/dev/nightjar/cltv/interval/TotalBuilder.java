package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.PurchaseFit;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The CLTV of several customers together: what they differ in adds up as variances, what they share, parameters and
 * corrections, as gradients, because all are wrong in the same direction.
 */
final class TotalBuilder {

    private static final int SPEND_PARAMETERS = 3;

    private long customers;
    private long cents;
    private double mean;
    private double variance;
    private boolean isVariationKnown = true;
    private final double[] spendGradient = new double[SPEND_PARAMETERS];
    private final double[] correctionGradient;
    private final IdentityHashMap<PurchaseFit, double[]> purchaseGradients = new IdentityHashMap<>();

    /** @param corrections how many corrections by x there are; 0 for none */
    TotalBuilder(int corrections) {
        this.correctionGradient = new double[corrections];
    }

    /**
     * What one customer adds.
     *
     * @param cltv its own
     * @param variance of what it will bring
     * @param fit that its purchases are expected by; null where its variation is not known, and neither is then that of the
     *     total
     * @param purchaseSlopes d log CLTV / d log parameter of the fit
     * @param pooled the fit on all customers
     * @param pooledShare how far its errors are those of the fit, too; 0 where it is the fit
     * @param spendSlopes d log CLTV / d log parameter of the spend model
     * @param correction index of its correction by x, negative for none
     */
    record Part(
            double cltv,
            double variance,
            @Nullable PurchaseFit fit,
            double[] purchaseSlopes,
            @Nullable PurchaseFit pooled,
            double pooledShare,
            double[] spendSlopes,
            int correction) {

        static Part unknown(double cltv) {
            return new Part(cltv, 0, null, new double[0], null, 0, new double[0], -1);
        }
    }

    /** Adds a customer with the value that is published. */
    void add(Part part, long publishedCents) {
        customers++;
        cents += publishedCents;
        mean += part.cltv;
        variance += part.variance;
        if (part.fit == null) {
            isVariationKnown = false;
            return;
        }
        add(part.purchaseSlopes, part.cltv, purchaseGradient(part.fit, part.purchaseSlopes.length));
        if (part.pooled != null && part.pooledShare > 0) {
            double[] ofPooled = purchaseGradient(part.pooled, part.purchaseSlopes.length);
            add(part.purchaseSlopes, part.pooledShare * part.cltv, ofPooled);
        }
        add(part.spendSlopes, part.cltv, spendGradient);
        if (part.correction >= 0) {
            correctionGradient[part.correction] += part.cltv;
        }
    }

    /** Adds the customers of another part; the order of parts decides the last digits. */
    void addAll(TotalBuilder part) {
        customers += part.customers;
        cents += part.cents;
        mean += part.mean;
        variance += part.variance;
        isVariationKnown &= part.isVariationKnown;
        add(part.spendGradient, 1, spendGradient);
        add(part.correctionGradient, 1, correctionGradient);
        part.purchaseGradients.forEach((fit, gradient) -> add(gradient, 1, purchaseGradient(fit, gradient.length)));
    }

    /** The total under a name. The interval is log-normal with the mean and the variance of the sum. */
    SegmentTotal build(String dimension, String member, ValueIntervals intervals) {
        double all = variance
                + Uncertainty.variance(spendGradient, intervals.spendCovariance())
                + Uncertainty.variance(correctionGradient, intervals.correctionCovariance());
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

    private double[] purchaseGradient(PurchaseFit fit, int parameters) {
        return purchaseGradients.computeIfAbsent(fit, any -> new double[parameters]);
    }

    private static void add(double[] slopes, double weight, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += weight * slopes[i];
        }
    }
}
