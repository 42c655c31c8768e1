package dev.nightjar.sample;

import java.util.SplittableRandom;

/**
 * Random draws of one stream. A stream is told by the shop's seed and a number, and gives the same draws on every
 * machine and Java version: only uniform draws come from the library, and logarithms are those of {@link StrictMath}.
 */
final class Draws {

    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1.0p-53;

    private final SplittableRandom random;

    Draws(long seed, long stream) {
        random = new SplittableRandom(mix(seed + GOLDEN * mix(stream)));
    }

    /** From 0 to 1, neither included. */
    double uniform() {
        return ((random.nextLong() >>> 11) + 0.5) * UNIT;
    }

    /** From {@code low} to {@code high}. */
    double between(double low, double high) {
        return low + uniform() * (high - low);
    }

    /** A whole number from {@code low} to {@code high}, both included. */
    int wholeBetween(int low, int high) {
        return low + (int) (uniform() * (high - low + 1));
    }

    /** True with this probability. */
    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** An index into these weights, which need not sum to 1, with probability in proportion to its weight. */
    int pick(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = uniform() * total;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** Exponential of this rate, so with mean 1 / rate. */
    double exponential(double rate) {
        return -StrictMath.log(uniform()) / rate;
    }

    /** Standard normal (Marsaglia's polar method). */
    double gaussian() {
        while (true) {
            double x = 2 * uniform() - 1;
            double y = 2 * uniform() - 1;
            double square = x * x + y * y;
            if (square < 1 && square > 0) {
                return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Gamma of this shape and rate 1 (Marsaglia and Tsang 2000). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(uniform(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double v = 1 + c * x;
            v = v * v * v;
            if (v > 0 && StrictMath.log(uniform()) < 0.5 * x * x + d * (1 - v + StrictMath.log(v))) {
                return d * v;
            }
        }
    }

    /** Beta of these shapes. */
    double beta(double a, double b) {
        double left = gamma(a);
        return left / (left + gamma(b));
    }

    /** Poisson of this mean, by counting exponential arrivals: for means up to a few hundred. */
    int poisson(double mean) {
        int count = 0;
        for (double at = exponential(1); at < mean; at += exponential(1)) {
            count++;
        }
        return count;
    }

    private static long mix(long value) {
        long h = value + GOLDEN;
        h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
        h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
        return h ^ (h >>> 31);
    }
}
