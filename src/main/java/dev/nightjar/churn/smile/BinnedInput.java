package dev.nightjar.churn.smile;

import java.util.Arrays;
import java.util.Optional;

/**
 * One model input sorted into bins.
 *
 * @param bins per row, its bin as an unsigned byte
 * @param lowest per bin, the lowest value in it; ascending
 * @param highest per bin, the highest value in it
 */
record BinnedInput(byte[] bins, double[] lowest, double[] highest) {

    private static final int MAX_BINS = 255;
    private static final int BYTES = 256;

    /** Bins of the values, all finite: one per distinct value if at most 255, else of equal counts, ties together. */
    static BinnedInput of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] distinct = distinct(sorted);
        double[] highest = distinct.length <= MAX_BINS ? distinct : quantiles(sorted);
        double[] lowest = new double[highest.length];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        byte[] bins = new byte[values.length];
        for (int row = 0; row < values.length; row++) {
            int bin = bin(highest, values[row]);
            bins[row] = (byte) bin;
            lowest[bin] = Math.min(lowest[bin], values[row]);
        }
        return new BinnedInput(bins, lowest, highest);
    }

    /** The first whose highest value is not below: a search by halves that has nothing to guess on its way. */
    private static int bin(double[] highest, double value) {
        int bin = 0;
        int left = highest.length;
        while (left > 1) {
            int half = left >>> 1;
            bin += highest[bin + half - 1] < value ? half : 0;
            left -= half;
        }
        return bin;
    }

    private static double[] distinct(double[] sorted) {
        double[] distinct = new double[sorted.length];
        int count = 0;
        for (double value : sorted) {
            if (count == 0 || value != distinct[count - 1]) {
                distinct[count++] = value;
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /** The number of bins, at least 1. */
    int size() {
        return highest.length;
    }

    private static double[] quantiles(double[] sorted) {
        double[] quantiles = new double[MAX_BINS];
        for (int bin = 1; bin <= MAX_BINS; bin++) {
            quantiles[bin - 1] = sorted[(int) ((long) sorted.length * bin / MAX_BINS) - 1];
        }
        return distinct(quantiles);
    }

    /**
     * The threshold that lowers the squared error of the responses most.
     *
     * @param node its rows, each counted once
     * @param minRows fewest rows on either side, at least 1
     * @return the first of equal ones; empty if none lowers the error
     */
    Optional<Threshold> bestThreshold(NodeRows node, int minRows) {
        long[] added = added(node);
        int rows = node.size();
        double total = node.sum(node.total());
        double meanSquare = total * total / rows;
        double bestGain = 0;
        int bestBin = -1;
        int bestNext = -1;
        int bestRows = 0;
        int below = -1;
        int rowsBelow = 0;
        double sumBelow = 0;
        for (int bin = 0; bin < size() && rows - rowsBelow >= minRows; bin++) {
            if (added[bin] == 0) {
                continue;
            }
            if (rowsBelow >= minRows) {
                double sumAbove = total - sumBelow;
                double gain = sumBelow * sumBelow / rowsBelow + sumAbove * sumAbove / (rows - rowsBelow) - meanSquare;
                if (gain > bestGain) {
                    bestGain = gain;
                    bestBin = below;
                    bestNext = bin;
                    bestRows = rowsBelow;
                }
            }
            below = bin;
            rowsBelow += node.count(added[bin]);
            sumBelow += node.sum(added[bin]);
        }
        if (bestBin < 0) {
            return Optional.empty();
        }
        double value = (highest[bestBin] + lowest[bestNext]) / 2;
        // Between neighbouring doubles the middle rounds up to the upper one.
        value = value < lowest[bestNext] ? value : highest[bestBin];
        return Optional.of(new Threshold(value, bestGain * node.unit() * node.unit(), bestRows));
    }

    /** Per bin, what the node's rows add to it. Rows take turns at two sums: one would wait for each addition before the next. */
    private long[] added(NodeRows node) {
        int[] rows = node.rows();
        long[] parts = node.parts();
        int first = node.first();
        long[] added = new long[2 * BYTES];
        int even = parts.length & ~1;
        for (int i = 0; i < even; i += 2) {
            added[bins[rows[first + i]] & 0xff] += parts[i];
            added[BYTES + (bins[rows[first + i + 1]] & 0xff)] += parts[i + 1];
        }
        if (even < parts.length) {
            added[bins[rows[first + even]] & 0xff] += parts[even];
        }
        for (int bin = 0; bin < size(); bin++) {
            added[bin] += added[BYTES + bin];
        }
        return added;
    }

    /**
     * A way to split a node.
     *
     * @param value rows with at most this go left
     * @param gain by how much the sum of squared errors falls, above 0
     * @param rowsLeft rows that go left
     */
    record Threshold(double value, double gain, int rowsLeft) {}
}
