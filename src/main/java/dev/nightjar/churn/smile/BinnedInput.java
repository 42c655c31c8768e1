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

    /** Bins of the values, all finite: one per distinct value if at most 255, else of equal counts, ties together. */
    static BinnedInput of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        double[] highest = distinct.length <= MAX_BINS ? distinct : quantiles(sorted);
        double[] lowest = new double[highest.length];
        Arrays.fill(lowest, Double.POSITIVE_INFINITY);
        byte[] bins = new byte[values.length];
        for (int row = 0; row < values.length; row++) {
            int found = Arrays.binarySearch(highest, values[row]);
            int bin = found >= 0 ? found : -found - 1;
            bins[row] = (byte) bin;
            lowest[bin] = Math.min(lowest[bin], values[row]);
        }
        return new BinnedInput(bins, lowest, highest);
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
        return Arrays.stream(quantiles).distinct().toArray();
    }

    /**
     * The threshold that lowers the squared error of the responses most.
     *
     * @param node its rows, each counted once
     * @param minRows fewest rows on either side, at least 1
     * @return the first of equal ones; empty if none lowers the error
     */
    Optional<Threshold> bestThreshold(NodeRows node, int minRows) {
        int[] rows = node.rows();
        double[] responses = node.responses();
        double[] sums = new double[size()];
        int[] counts = new int[size()];
        for (int i = 0; i < responses.length; i++) {
            int bin = bins[rows[node.first() + i]] & 0xff;
            sums[bin] += responses[i];
            counts[bin]++;
        }
        return bestThreshold(sums, counts, node.total(), responses.length, minRows);
    }

    private Optional<Threshold> bestThreshold(double[] sums, int[] counts, double total, int rows, int minRows) {
        double meanSquare = total * total / rows;
        double bestGain = 0;
        int bestBin = -1;
        int bestNext = -1;
        int bestRows = 0;
        int below = -1;
        int rowsBelow = 0;
        double sumBelow = 0;
        for (int bin = 0; bin < sums.length && rows - rowsBelow >= minRows; bin++) {
            if (counts[bin] == 0) {
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
            rowsBelow += counts[bin];
            sumBelow += sums[bin];
        }
        if (bestBin < 0) {
            return Optional.empty();
        }
        double value = (highest[bestBin] + lowest[bestNext]) / 2;
        // Between neighbouring doubles the middle rounds up to the upper one.
        value = value < lowest[bestNext] ? value : highest[bestBin];
        return Optional.of(new Threshold(value, bestGain, bestRows));
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
