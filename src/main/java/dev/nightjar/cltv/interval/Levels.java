package dev.nightjar.cltv.interval;

import java.util.Arrays;

/** Whole numbers between which tables interpolate: the small ones one by one, then each a tenth above the one before. */
final class Levels {

    private static final int SINGLY = 24;
    private static final double GROWTH = 1.1;

    private static final int[] VALUES = values();

    private Levels() {}

    /** The number of levels. */
    static int count() {
        return VALUES.length;
    }

    static int value(int level) {
        return VALUES[level];
    }

    /** The greatest level at or below {@code number}. */
    static int below(int number) {
        if (number <= SINGLY) {
            return number;
        }
        int found = Arrays.binarySearch(VALUES, number);
        return found >= 0 ? found : Math.min(VALUES.length - 2, -found - 2);
    }

    /** How far {@code number} is from its level to the next, 0 to 1, on a logarithmic scale. */
    static double share(int number, int level) {
        int low = VALUES[level];
        return number == low ? 0 : Math.log((double) number / low) / Math.log((double) VALUES[level + 1] / low);
    }

    /** Up to 150,000, more than purchases or days can be. */
    private static int[] values() {
        int[] values = new int[256];
        int size = 0;
        int value = 0;
        while (value < 150_000) {
            values[size++] = value;
            value = value < SINGLY ? value + 1 : (int) Math.ceil(value * GROWTH);
        }
        values[size++] = value;
        return Arrays.copyOf(values, size);
    }
}
