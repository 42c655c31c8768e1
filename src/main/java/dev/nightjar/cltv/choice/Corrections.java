package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Learns from a hold-out period how much more or less customers buy than a model says, by x. */
final class Corrections {

    /** x from here on share a factor. */
    static final int LAST = 10;

    /**
     * Purchases as the model expects them that count beside those of the customers: with so many of its own, a factor is
     * half way to what they show.
     */
    static final double PRIOR_PURCHASES = 50;

    /** How much of the logarithm of what one period shows is believed: season and chance of the period are in it, too. */
    private static final double BELIEVED = 0.5;

    /** A factor beyond these is more likely a change of the shop than a fault of the model. */
    private static final double LEAST = 0.1;

    private static final double GREATEST = 4;

    private final PurchaseModel model;
    private final HoldOutCounts holdOut;
    private final double weeks;
    private final double[] actual = new double[LAST + 1];

    private Corrections(PurchaseModel model, HoldOutCounts holdOut, double weeks) {
        this.model = model;
        this.holdOut = holdOut;
        this.weeks = weeks;
        for (int i = 0; i < holdOut.size(); i++) {
            actual[group(i)] += (double) holdOut.customers()[i] * holdOut.laterPurchases()[i];
        }
    }

    /**
     * The factors of {@link CorrectedModel} for x = 0 to 10, the last for all larger x: the square root of (purchases in the
     * period + 50) / (expected + 50).
     *
     * @param model fitted on what was known before the period
     * @param weeks length of the period
     */
    static List<Double> learnt(PurchaseModel model, HoldOutCounts holdOut, double weeks) {
        return new Corrections(model, holdOut, weeks).factors();
    }

    private List<Double> factors() {
        double[] ones = new double[LAST + 1];
        Arrays.fill(ones, 1);
        double[] expected = expected(ones);
        double[] factor = new double[LAST + 1];
        for (int x = 0; x <= LAST; x++) {
            double shrunk = (actual[x] + PRIOR_PURCHASES) / (expected[x] + PRIOR_PURCHASES);
            factor[x] = Math.max(LEAST, Math.min(GREATEST, Math.pow(shrunk, BELIEVED)));
        }
        // Twice as fast is not twice as much, for some leave on the way: one step of the secant method.
        double[] faster = expected(factor);
        List<Double> factors = new ArrayList<>();
        for (int x = 0; x <= LAST; x++) {
            double gained = faster[x] - expected[x];
            boolean isFaster = factor[x] > 1 && gained > 0;
            double speed = isFaster ? 1 + (factor[x] - 1) * (factor[x] - 1) * expected[x] / gained : factor[x];
            factors.add(Math.min(GREATEST, speed));
        }
        return factors;
    }

    /** Expected purchases in the period by x, with time running faster where a factor is above 1. */
    private double[] expected(double[] factor) {
        double[] expected = new double[LAST + 1];
        double each = 0;
        for (int i = 0; i < holdOut.size(); i++) {
            int x = group(i);
            if (i == 0 || !holdOut.isSamePast(i)) {
                each = model.expectedPurchases(holdOut.summary(i), weeks * Math.max(1, factor[x]));
            }
            expected[x] += holdOut.customers()[i] * each;
        }
        return expected;
    }

    private int group(int i) {
        return Math.min(LAST, holdOut.repeatPurchases()[i]);
    }
}
