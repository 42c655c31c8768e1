package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseFit;
import dev.nightjar.cltv.PurchaseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much more or less customers buy than a model says, by x, as a hold-out period shows it.
 *
 * @param factors of {@link CorrectedModel} for x = 0 to 10, the last for all larger x
 * @param logCovariance 11 × 11, of their logarithms: other customers of the same kind would have shown other factors
 */
record Corrections(List<Double> factors, List<List<Double>> logCovariance) {

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

    /** How far a log parameter is moved for the derivatives, and by how many customers they are taken at most. */
    private static final double STEP = 1e-4;

    private static final long MOST_MOVED = 20_000;

    /**
     * The factors are the square root of (purchases in the period + 50) / (expected + 50).
     *
     * @param past fitted on what was known before the period
     * @param weeks length of the period
     */
    static Corrections learnt(PurchaseFit past, HoldOutCounts holdOut, double weeks) {
        double[] ones = new double[LAST + 1];
        Arrays.fill(ones, 1);
        double[] expected = new double[LAST + 1];
        double[] actual = new double[LAST + 1];
        double[] variance = new double[LAST + 1];
        double[] each = expectedOfEach(past.model(), holdOut, weeks, ones);
        for (int i = 0; i < each.length; i++) {
            int x = group(holdOut, i);
            double customers = holdOut.customers()[i];
            double missed = holdOut.laterPurchases()[i] - each[i];
            expected[x] += customers * each[i];
            actual[x] += customers * holdOut.laterPurchases()[i];
            variance[x] += customers * missed * missed;
        }
        double[] factors = new double[LAST + 1];
        for (int x = 0; x <= LAST; x++) {
            double shrunk = (actual[x] + PRIOR_PURCHASES) / (expected[x] + PRIOR_PURCHASES);
            factors[x] = Math.max(LEAST, Math.min(GREATEST, Math.pow(shrunk, BELIEVED)));
            variance[x] /= (expected[x] + PRIOR_PURCHASES) * (expected[x] + PRIOR_PURCHASES);
        }
        double[] faster = byX(holdOut, expectedOfEach(past.model(), holdOut, weeks, factors));
        for (int x = 0; x <= LAST; x++) {
            factors[x] = speed(factors[x], expected[x], faster[x]);
        }
        return new Corrections(
                Arrays.stream(factors).boxed().toList(),
                logCovariance(
                        variance, slopes(past, holdOut.sample(MOST_MOVED), weeks, expected), past.logCovariance()));
    }

    /** Twice as fast is not twice as much, for some leave on the way: one step of the secant method. */
    private static double speed(double factor, double expected, double faster) {
        double gained = faster - expected;
        boolean isFaster = factor > 1 && gained > 0;
        return Math.min(GREATEST, isFaster ? 1 + (factor - 1) * (factor - 1) * expected / gained : factor);
    }

    /**
     * By the delta method: purchases in the period are counts, independent from one x to the other; what was expected of
     * them hangs on the parameters from before it, which err for all.
     */
    private static List<List<Double>> logCovariance(
            double[] variance, double[][] slopes, List<List<Double>> parameters) {
        List<List<Double>> covariance = new ArrayList<>();
        for (int x = 0; x <= LAST; x++) {
            List<Double> row = new ArrayList<>();
            for (int y = 0; y <= LAST; y++) {
                double shared = x == y ? variance[x] : 0;
                for (int i = 0; i < parameters.size(); i++) {
                    for (int j = 0; j < parameters.size(); j++) {
                        shared += slopes[i][x] * parameters.get(i).get(j) * slopes[j][y];
                    }
                }
                row.add(BELIEVED * BELIEVED * shared);
            }
            covariance.add(row);
        }
        return covariance;
    }

    /** d log (expected + 50) / d log parameter: one row each, by x; the relative part of it from a sample. */
    private static double[][] slopes(PurchaseFit past, HoldOutCounts sample, double weeks, double[] expected) {
        PurchaseModel model = past.model();
        double[] parameters =
                model.parameters().values().stream().mapToDouble(value -> value).toArray();
        double[] ones = new double[LAST + 1];
        Arrays.fill(ones, 1);
        double[] before = byX(sample, expectedOfEach(model, sample, weeks, ones));
        double[][] slopes = new double[parameters.length][];
        for (int i = 0; i < slopes.length; i++) {
            double[] moved = parameters.clone();
            moved[i] *= Math.exp(STEP);
            double[] after = byX(sample, expectedOfEach(model.withParameters(moved), sample, weeks, ones));
            slopes[i] = IntStream.rangeClosed(0, LAST)
                    .mapToDouble(x -> before[x] == 0
                            ? 0
                            : (after[x] / before[x] - 1) / STEP * expected[x] / (expected[x] + PRIOR_PURCHASES))
                    .toArray();
        }
        return slopes;
    }

    /** Expected purchases in the period of a customer of each group, with time running faster where a factor is above 1. */
    private static double[] expectedOfEach(PurchaseModel model, HoldOutCounts holdOut, double weeks, double[] factors) {
        double[] each = new double[holdOut.size()];
        for (int i = 0; i < each.length; i++) {
            each[i] = i > 0 && holdOut.isSamePast(i)
                    ? each[i - 1]
                    : model.expectedPurchases(holdOut.summary(i), weeks * Math.max(1, factors[group(holdOut, i)]));
        }
        return each;
    }

    private static double[] byX(HoldOutCounts holdOut, double[] each) {
        double[] sums = new double[LAST + 1];
        for (int i = 0; i < each.length; i++) {
            sums[group(holdOut, i)] += holdOut.customers()[i] * each[i];
        }
        return sums;
    }

    private static int group(HoldOutCounts holdOut, int i) {
        return Math.min(LAST, holdOut.repeatPurchases()[i]);
    }
}
