package dev.nightjar.churn.smile;

import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.RegressionNode;

/** One of Smile's regression trees in arrays: walking Smile's own nodes makes a row object for each prediction. */
final class FlatTree {

    private static final int LEAF = -1;

    private final int[] features;
    private final double[] values;
    private final int[] rights;
    private int nodes;

    FlatTree(Node root) {
        int size = size(root);
        features = new int[size];
        values = new double[size];
        rights = new int[size];
        add(root);
    }

    /**
     * Adds the tree's shrunken output to the sum of each row.
     *
     * @param sums one per row
     * @param columns p × n
     */
    void addTo(double[] sums, double[][] columns, double shrinkage) {
        for (int row = 0; row < sums.length; row++) {
            int node = 0;
            while (features[node] != LEAF) {
                node = columns[features[node]][row] <= values[node] ? node + 1 : rights[node];
            }
            sums[row] += shrinkage * values[node];
        }
    }

    private void add(Node node) {
        int index = nodes++;
        if (node instanceof InternalNode split) {
            features[index] = split.feature();
            values[index] = SmileForestCompiler.threshold(split);
            add(split.trueChild());
            rights[index] = nodes;
            add(split.falseChild());
        } else {
            features[index] = LEAF;
            values[index] = ((RegressionNode) node).output();
        }
    }

    private static int size(Node node) {
        return node instanceof InternalNode split ? 1 + size(split.trueChild()) + size(split.falseChild()) : 1;
    }
}
