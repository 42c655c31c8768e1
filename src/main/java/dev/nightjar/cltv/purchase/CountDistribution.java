package dev.nightjar.cltv.purchase;

import java.util.Arrays;

/** The distribution of how many purchases one customer makes in a window, P(N = n) at index n. */
public final class CountDistribution {

    /** What may be left when the array ends; it is added to the last probability. */
    static final double NEGLIGIBLE = 1e-7;

    /** Longest array: a population whose rates have hardly any scale has tails without end. */
    private static final int MOST_TERMS = 20_000;

    private CountDistribution() {}

    /**
     * The distribution under BG/NBD and MBG/NBD: with probability {@code alive} the customer buys at a gamma distributed
     * rate and leaves after each purchase with a beta distributed probability; otherwise it is gone.
     *
     * <p>By expectation of Fader, Hardie and Lee (2005), equation (4), P(X(t) = n) given rate and drop-out, over both.
     *
     * @param alive 0 to 1
     * @param shape of the rate
     * @param ratio length of the window over the inverse scale of the rate, 0 or more
     * @param a first parameter of the drop-out
     * @param b second parameter of the drop-out
     */
    public static double[] droppingOutAfterPurchases(double alive, double shape, double ratio, double a, double b) {
        double[] p = new double[16];
        double logFactor = Math.log(ratio) - Math.log1p(ratio);
        double logCount = -shape * Math.log1p(ratio);
        double atLeast = 1;
        double stays = 1;
        double leaves = 0;
        double rest = 1;
        int n = 0;
        while (true) {
            double count = Math.exp(logCount);
            double probability = alive * (stays * count + leaves * Math.max(0, atLeast)) + (n == 0 ? 1 - alive : 0);
            p = put(p, n, probability);
            rest -= probability;
            if (rest < NEGLIGIBLE || n + 1 == MOST_TERMS) {
                return ended(p, n + 1);
            }
            atLeast -= count;
            logCount += Math.log((shape + n) / (n + 1)) + logFactor;
            leaves = stays * a / (a + b + n);
            stays *= (b + n) / (a + b + n);
            n++;
        }
    }

    private static double[] put(double[] p, int n, double probability) {
        double[] longer = n < p.length ? p : Arrays.copyOf(p, 2 * n);
        longer[n] = probability;
        return longer;
    }

    /** The first {@code size} probabilities, the last with all that is missing to 1. */
    private static double[] ended(double[] p, int size) {
        double[] distribution = Arrays.copyOf(p, size);
        distribution[size - 1] = 0;
        distribution[size - 1] = Math.max(0, 1 - Arrays.stream(distribution).sum());
        return distribution;
    }
}
