package dev.nightjar.churn;

import java.io.Serializable;

/**
 * How a forest is boosted.
 *
 * @param trees number of boosted trees, 1 to 5000
 * @param maxDepth greatest number of conditions on the way to a leaf, 1 to 16
 * @param maxLeaves greatest number of leaves of a tree, 2 to 65536
 * @param minLeafRows fewest training rows in a leaf, at least 1
 * @param shrinkage learning rate, above 0 and at most 1
 * @param subsample share of rows that each tree sees, above 0 and at most 1
 * @param inputShare share of inputs, drawn anew, that each split is chosen from, above 0 and at most 1
 * @param additiveStart whether boosting starts from an additive model of single inputs instead of the base rate
 * @param seed same rows, options and seed give the same forest
 */
public record TrainingOptions(
        int trees,
        int maxDepth,
        int maxLeaves,
        int minLeafRows,
        double shrinkage,
        double subsample,
        double inputShare,
        boolean additiveStart,
        long seed)
        implements Serializable {

    private static final int MOST_TREES = 5000;
    private static final int MOST_LEAVES = 65536;
    private static final int DEEPEST = 16;

    /** @throws IllegalArgumentException if one of the bounds above is broken */
    public TrainingOptions {
        requireWithin("trees", trees, 1, MOST_TREES);
        requireWithin("maxDepth", maxDepth, 1, DEEPEST);
        requireWithin("maxLeaves", maxLeaves, 2, MOST_LEAVES);
        requireWithin("minLeafRows", minLeafRows, 1, Integer.MAX_VALUE);
        requireShare("shrinkage", shrinkage);
        requireShare("subsample", subsample);
        requireShare("inputShare", inputShare);
    }

    /** The same with another tree count. */
    public TrainingOptions withTrees(int count) {
        return new TrainingOptions(
                count, maxDepth, maxLeaves, minLeafRows, shrinkage, subsample, inputShare, additiveStart, seed);
    }

    /** The same with another seed. */
    public TrainingOptions withSeed(long other) {
        return new TrainingOptions(
                trees, maxDepth, maxLeaves, minLeafRows, shrinkage, subsample, inputShare, additiveStart, other);
    }

    private static void requireWithin(String name, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(
                    "training option " + name + " must be " + lowest + " to " + highest + ", was " + value);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "training option " + name + " must be above 0 and at most 1, was " + value);
        }
    }
}
