package dev.nightjar.cltv.purchase;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** The distribution of how many purchases one customer makes in a window, P(N = n) at index n. */
public final class CountDistribution {

    /** What may be left when the array ends; it is added to the last probability. */
    static final double NEGLIGIBLE = 1e-7;

    /** Longest array: a population whose rates have hardly any scale has tails without end. */
    private static final int MOST_TERMS = 20_000;

    /** What is carried from one n to the next: ln P(n purchases | stays), P(n or more | stays), stays n times, leaves at n. */
    private static final int LOG_COUNT = 0;

    private static final int AT_LEAST = 1;
    private static final int STAYS = 2;
    private static final int LEAVES = 3;

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
        double logFactor = Math.log(ratio) - Math.log1p(ratio);
        double[] state = {-shape * Math.log1p(ratio), 1, 1, 0};
        return collected(n -> {
            if (n > 0) {
                state[LOG_COUNT] += Math.log((shape + n - 1) / n) + logFactor;
                state[LEAVES] = state[STAYS] * a / (a + b + n - 1);
                state[STAYS] *= (b + n - 1) / (a + b + n - 1);
            }
            double count = Math.exp(state[LOG_COUNT]);
            double probability = alive * (state[STAYS] * count + state[LEAVES] * Math.max(0, state[AT_LEAST]))
                    + (n == 0 ? 1 - alive : 0);
            state[AT_LEAST] -= count;
            return probability;
        });
    }

    /** The probabilities of 0, 1, 2 and so on, asked for in this order until the rest is negligible. */
    static double[] collected(IntToDoubleFunction probabilityOf) {
        double[] p = new double[16];
        double rest = 1;
        int n = 0;
        while (true) {
            double probability = probabilityOf.applyAsDouble(n);
            p = put(p, n, probability);
            rest -= probability;
            n++;
            if (rest < NEGLIGIBLE || n == MOST_TERMS) {
                return ended(p, n);
            }
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
