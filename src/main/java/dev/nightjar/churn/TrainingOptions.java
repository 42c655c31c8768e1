package dev.nightjar.churn;

import java.io.Serializable;

/**
 * How a forest is boosted.
 *
 * @param trees number of trees, 1 to 5000
 * @param maxDepth greatest number of conditions on the way to a leaf, 1 to 16
 * @param maxLeaves greatest number of leaves of a tree, 2 to 65536
 * @param minLeafRows fewest training rows in a leaf, at least 1
 * @param shrinkage learning rate, above 0 and at most 1
 * @param subsample share of rows that each tree sees, above 0 and at most 1
 * @param seed same rows, options and seed give the same forest
 */
public record TrainingOptions(
        int trees, int maxDepth, int maxLeaves, int minLeafRows, double shrinkage, double subsample, long seed)
        implements Serializable {}
