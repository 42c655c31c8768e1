package dev.nightjar.churn;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Boosted regression trees for the log-odds of churn, flat in primitive arrays, in preorder: a split is followed by its
 * left subtree (input at most the threshold), then by its right one; a tree ends where its last leaf does. So the arrays
 * can hold no cycle and no child out of range, and the constructor finds the children and the trees by itself.
 *
 * <p>Values are true log-odds: what halved log-odds learners such as Smile call F is doubled when compiled, which is
 * exact in binary floating point. The shrinkage is in the leaf values.
 */
public final class Forest implements Serializable {

    private static final long serialVersionUID = 1L;

    /** In place of an input index: the node is a leaf. */
    public static final int LEAF = -1;
    /** Most conditions on the way to a leaf. */
    public static final int MAX_DEPTH = 32;
    /** So many rows stay in the cache while all trees pass over them. */
    private static final int ROWS_PER_BLOCK = 64;

    private final List<String> inputs;
    private final double intercept;
    private final int[] features;
    private final double[] values;
    private final int[] rights;
    private final double[] covers;
    private final int[] starts;
    private final int maxDepth;

    /**
     * Checks and links the nodes.
     *
     * @param inputs names of the model inputs, the order of a row's values; no name twice
     * @param intercept log-odds before the first tree, finite
     * @param features per node in preorder, tree after tree: the index of the input compared, or {@link #LEAF}
     * @param values per node: the threshold of a split, the log-odds a leaf adds; finite
     * @param leafCovers per leaf in preorder: training rows (or their weight) that reached it, 1e-9 to 1e15
     * @throws DataContractException if one of these bounds is broken, a tree is cut off, or a path is longer than
     *     {@link #MAX_DEPTH}
     */
    public Forest(List<String> inputs, double intercept, int[] features, double[] values, double[] leafCovers) {
        this.inputs = List.copyOf(inputs);
        this.intercept = intercept;
        this.features = features.clone();
        this.values = values.clone();
        this.rights = new int[features.length];
        this.covers = new double[features.length];
        ForestNodes.require(this.inputs, intercept, features, values, leafCovers);
        int[] treeStarts = new int[features.length + 1];
        int trees = 0;
        int deepest = 0;
        Linker linker = new Linker(leafCovers);
        while (linker.next < features.length) {
            treeStarts[trees++] = linker.next;
            deepest = Math.max(deepest, linker.link(0));
        }
        treeStarts[trees] = features.length;
        this.starts = Arrays.copyOf(treeStarts, trees + 1);
        this.maxDepth = deepest;
    }

    /** Names of the model inputs, the order of a row's values. */
    public List<String> inputs() {
        return inputs;
    }

    /** Log-odds before the first tree. */
    public double intercept() {
        return intercept;
    }

    /** The number of trees, 0 or more. */
    public int trees() {
        return starts.length - 1;
    }

    /** The number of leaves of all trees; each tree has one more than it has splits. */
    public int leaves() {
        return (features.length + trees()) / 2;
    }

    /** Most conditions on the way to a leaf, 0 to {@link #MAX_DEPTH}. */
    public int maxDepth() {
        return maxDepth;
    }

    /**
     * Log-odds of churn of one row: the intercept, then the trees added in their order. A NaN goes right at every split,
     * as in Smile.
     *
     * @param row one value per input, in the order of {@link #inputs()}
     */
    public double logOdds(double[] row) {
        if (row.length != inputs.size()) {
            throw new IllegalArgumentException(
                    "row must have one value per input, " + inputs.size() + ", was " + row.length);
        }
        double sum = intercept;
        for (int tree = 0; tree < trees(); tree++) {
            sum += values[leaf(starts[tree], row, 0)];
        }
        return sum;
    }

    /**
     * Log-odds of churn of many rows, each the same double as {@link #logOdds(double[])} gives.
     *
     * @param matrix columns named and ordered like {@link #inputs()}
     * @return one per row
     * @throws DataContractException if the columns are others
     */
    public double[] logOdds(FeatureMatrix matrix) {
        return logOdds(matrix, new int[] {trees()})[0];
    }

    /**
     * What forests of the first trees give, for several numbers of trees in one pass. Works on blocks of rows that stay in
     * the cache while all trees pass over them.
     *
     * @param matrix columns named and ordered like {@link #inputs()}
     * @param treeCounts ascending, each 0 to {@link #trees()}
     * @return for each of these numbers, one per row: the doubles that the forest of {@link #truncate} gives
     * @throws DataContractException if the columns are others
     */
    public double[][] logOdds(FeatureMatrix matrix, int[] treeCounts) {
        ForestNodes.requireInputs(inputs, matrix);
        double[][] logOdds = new double[treeCounts.length][matrix.rows()];
        double[] block = new double[ROWS_PER_BLOCK * inputs.size()];
        for (int first = 0; first < matrix.rows(); first += ROWS_PER_BLOCK) {
            int rows = Math.min(ROWS_PER_BLOCK, matrix.rows() - first);
            matrix.copyRows(first, rows, block);
            int tree = 0;
            for (int count = 0; count < treeCounts.length; count++) {
                double[] sums = logOdds[count];
                if (count == 0) {
                    Arrays.fill(sums, first, first + rows, intercept);
                } else {
                    System.arraycopy(logOdds[count - 1], first, sums, first, rows);
                }
                for (; tree < treeCounts[count]; tree++) {
                    int root = starts[tree];
                    for (int row = 0; row < rows; row++) {
                        sums[first + row] += values[leaf(root, block, row * inputs.size())];
                    }
                }
            }
        }
        return logOdds;
    }

    /**
     * The forest of the first trees, as early stopping wants it.
     *
     * @param trees how many to keep, 0 to {@link #trees()}
     */
    public Forest truncate(int trees) {
        if (trees < 0 || trees > trees()) {
            throw new IllegalArgumentException("trees to keep must be 0 to " + trees() + ", was " + trees);
        }
        int nodes = starts[trees];
        int leaves = (nodes + trees) / 2;
        return new Forest(
                inputs,
                intercept,
                Arrays.copyOf(features, nodes),
                Arrays.copyOf(values, nodes),
                Arrays.copyOf(leafCovers(), leaves));
    }

    /**
     * The forest whose log-odds are the weighted sum of theirs: all their trees in this order.
     *
     * @param weight of each, finite
     * @param forests at least one, all of the same inputs
     */
    public static Forest sum(double weight, List<Forest> forests) {
        List<String> inputs = forests.get(0).inputs;
        if (forests.stream().anyMatch(forest -> !forest.inputs.equals(inputs))) {
            throw new IllegalArgumentException("forests must be of the same inputs, " + inputs);
        }
        return new Forest(
                inputs,
                forests.stream()
                        .mapToDouble(forest -> weight * forest.intercept)
                        .sum(),
                forests.stream()
                        .flatMapToInt(forest -> Arrays.stream(forest.features))
                        .toArray(),
                forests.stream()
                        .flatMapToDouble(forest -> forest.values(weight))
                        .toArray(),
                forests.stream()
                        .flatMapToDouble(forest -> Arrays.stream(forest.leafCovers()))
                        .toArray());
    }

    private DoubleStream values(double leafWeight) {
        return IntStream.range(0, values.length)
                .mapToDouble(node -> features[node] == LEAF ? leafWeight * values[node] : values[node]);
    }

    private double[] leafCovers() {
        return IntStream.range(0, features.length)
                .filter(node -> features[node] == LEAF)
                .mapToDouble(node -> covers[node])
                .toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Forest forest
                && inputs.equals(forest.inputs)
                && Double.compare(intercept, forest.intercept) == 0
                && Arrays.equals(features, forest.features)
                && Arrays.equals(values, forest.values)
                && Arrays.equals(covers, forest.covers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(features);
    }

    /** First node of the tree; for {@code tree} = {@link #trees()} the number of nodes. */
    int start(int tree) {
        return starts[tree];
    }

    /** The input compared at this node, or {@link #LEAF}. */
    int feature(int node) {
        return features[node];
    }

    /** The threshold of a split, the log-odds a leaf adds. */
    double value(int node) {
        return values[node];
    }

    /** The right child of a split; the left one is {@code node + 1}. */
    int right(int node) {
        return rights[node];
    }

    /** Training rows, or their weight, that reached this node. */
    double cover(int node) {
        return covers[node];
    }

    private int leaf(int root, double[] rows, int offset) {
        int node = root;
        int feature = features[node];
        while (feature >= 0) {
            node = rows[offset + feature] <= values[node] ? node + 1 : rights[node];
            feature = features[node];
        }
        return node;
    }

    /** Walks the preorder once, sets right children and covers, and refuses a tree that is cut off or too deep. */
    private final class Linker {

        private final double[] leafCovers;
        private int next;
        private int nextLeaf;

        private Linker(double[] leafCovers) {
            this.leafCovers = leafCovers;
        }

        /** Links the subtree that starts at {@code next}, {@code depth} conditions below its root; returns its depth. */
        private int link(int depth) {
            if (next == features.length) {
                throw ForestNodes.malformed("complete trees", "the last tree cut off after node " + (next - 1));
            }
            int node = next++;
            if (features[node] == LEAF) {
                covers[node] = leafCovers[nextLeaf++];
                return depth;
            }
            if (depth == MAX_DEPTH) {
                throw ForestNodes.malformed("at most " + MAX_DEPTH + " conditions on a path", "more at node " + node);
            }
            int leftDepth = link(depth + 1);
            rights[node] = next;
            int rightDepth = link(depth + 1);
            covers[node] = covers[node + 1] + covers[rights[node]];
            return Math.max(leftDepth, rightDepth);
        }
    }
}
