package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact path-dependent Shapley values of a forest: how far each input moved the log-odds of a row from their mean over
 * the training rows.
 *
 * <p>The game is that of Lundberg et al. (2020), "From local explanations to global understanding with explainable AI for
 * trees", Nature Machine Intelligence 2: an input outside the coalition follows both branches, weighted by cover. It is
 * solved leaf by leaf with the integral of Owen (1972), "Multilinear Extensions of Games", Management Science 18(5): a
 * Shapley value is the mean over t in (0, 1) of the gain when each other input is in the coalition with probability t.
 *
 * <p>A leaf's effects depend on nothing but which conditions on its path hold. So neighbouring leaves are grouped while at
 * most {@link #MAX_CONDITIONS} conditions decide them, the effects of a group are tabulated over all patterns, and a row
 * costs one look-up per group; a leaf with a longer path is computed for each row.
 *
 * <p>Immutable; safe for concurrent use.
 */
public final class TreeShap {

    /** Conditions that decide a table: 2 to this power rows of at most as many effects. */
    static final int MAX_CONDITIONS = 7;
    /** A table stays in the cache while so many rows pass over it, and so do their values and sums. */
    private static final int ROWS_PER_BLOCK = 256;

    private final Forest forest;
    private final double base;
    private final Table[] tables;
    private final LeafPath[] longPaths;

    /** Tabulates the forest's effects. */
    public TreeShap(Forest forest) {
        this.forest = forest;
        List<Table> tableList = new ArrayList<>();
        List<LeafPath> longPathList = new ArrayList<>();
        double sum = forest.intercept();
        for (int tree = 0; tree < forest.trees(); tree++) {
            List<LeafPath> paths = new ArrayList<>();
            int root = forest.start(tree);
            collect(root, new int[0], paths);
            for (LeafPath path : paths) {
                sum += path.value() * Arrays.stream(path.shares()).reduce(1, (a, b) -> a * b);
            }
            group(paths, tableList, longPathList);
        }
        this.base = sum;
        this.tables =
                tableList.stream().filter(table -> table.inputs().length > 0).toArray(Table[]::new);
        this.longPaths = longPathList.toArray(LeafPath[]::new);
    }

    /** What is explained. */
    public Forest forest() {
        return forest;
    }

    /** Mean log-odds of the training rows, as far as the covers tell: the log-odds of a row of which nothing is known. */
    public double base() {
        return base;
    }

    /**
     * Effects of the inputs on the log-odds of some rows. {@link #base()} plus the effects of a row is
     * {@link Forest#logOdds(FeatureMatrix)} of the row, but for rounding. A row's effects are the same doubles whatever
     * other rows are asked for.
     *
     * @param matrix columns named and ordered like {@link Forest#inputs()}
     * @param from first row
     * @param to the row after the last
     * @return p × (to − from), an array per input, as in the columns of {@code matrix}
     * @throws dev.nightjar.customer.DataContractException if the columns are others
     */
    public double[][] effects(FeatureMatrix matrix, int from, int to) {
        ForestNodes.requireInputs(forest.inputs(), matrix);
        double[][] effects = new double[forest.inputs().size()][to - from];
        int[] patterns = new int[ROWS_PER_BLOCK];
        double[] ofLeaf = new double[Forest.MAX_DEPTH];
        for (int first = from; first < to; first += ROWS_PER_BLOCK) {
            int rows = Math.min(ROWS_PER_BLOCK, to - first);
            for (Table table : tables) {
                table.patterns(matrix.columns(), first, rows, patterns);
                table.addEffects(patterns, rows, effects, first - from);
            }
            for (LeafPath path : longPaths) {
                for (int row = 0; row < rows; row++) {
                    path.effects(satisfied(path, matrix.columns(), first + row), ofLeaf);
                    for (int slot = 0; slot < path.inputs().length; slot++) {
                        effects[path.inputs()[slot]][first - from + row] += ofLeaf[slot];
                    }
                }
            }
        }
        return effects;
    }

    private long satisfied(LeafPath path, double[][] columns, int row) {
        long failed = 0;
        for (int i = 0; i < path.splits().length; i++) {
            int split = path.splits()[i];
            boolean goesLeft = columns[forest.feature(split)][row] <= forest.value(split);
            failed |= goesLeft == path.left()[i] ? 0 : 1L << path.slots()[i];
        }
        return ~failed;
    }

    /** Adds the leaves below this node, in their order; {@code ancestors} are the splits above it, root first. */
    private void collect(int node, int[] ancestors, List<LeafPath> paths) {
        if (forest.feature(node) == Forest.LEAF) {
            paths.add(path(node, ancestors));
            return;
        }
        int[] splits = Arrays.copyOf(ancestors, ancestors.length + 1);
        splits[ancestors.length] = node;
        collect(node + 1, splits, paths);
        collect(forest.right(node), splits, paths);
    }

    private LeafPath path(int leaf, int[] splits) {
        int[] inputs = Arrays.stream(splits).map(forest::feature).distinct().toArray();
        double[] shares = new double[inputs.length];
        Arrays.fill(shares, 1);
        int[] slots = new int[splits.length];
        boolean[] left = new boolean[splits.length];
        for (int i = 0; i < splits.length; i++) {
            int below = i + 1 < splits.length ? splits[i + 1] : leaf;
            left[i] = below == splits[i] + 1;
            slots[i] = indexOf(inputs, forest.feature(splits[i]));
            shares[slots[i]] *= forest.cover(below) / forest.cover(splits[i]);
        }
        return new LeafPath(forest.value(leaf), inputs, shares, splits, slots, left);
    }

    private void group(List<LeafPath> paths, List<Table> tableList, List<LeafPath> longPathList) {
        List<LeafPath> members = new ArrayList<>();
        int[] splits = new int[0];
        for (LeafPath path : paths) {
            if (path.splits().length > MAX_CONDITIONS) {
                longPathList.add(path);
                continue;
            }
            int[] joined = union(splits, path.splits());
            if (joined.length > MAX_CONDITIONS) {
                tableList.add(table(members, splits));
                members.clear();
                joined = path.splits();
            }
            members.add(path);
            splits = joined;
        }
        tableList.add(table(members, splits));
    }

    private Table table(List<LeafPath> members, int[] splits) {
        int[] inputs = Arrays.stream(splits).map(forest::feature).distinct().toArray();
        double[] effects = new double[inputs.length << splits.length];
        for (LeafPath path : members) {
            int[] targets = Arrays.stream(path.inputs())
                    .map(input -> indexOf(inputs, input))
                    .toArray();
            int[] bits = Arrays.stream(path.splits())
                    .map(split -> indexOf(splits, split))
                    .toArray();
            double[][] own = ownEffects(path);
            for (int pattern = 0; pattern < 1 << splits.length; pattern++) {
                int ownPattern = 0;
                for (int i = 0; i < bits.length; i++) {
                    ownPattern |= (pattern >>> bits[i] & 1) << i;
                }
                for (int slot = 0; slot < targets.length; slot++) {
                    effects[(targets[slot] << splits.length) + pattern] += own[ownPattern][slot];
                }
            }
        }
        int[] compared = Arrays.stream(splits).map(forest::feature).toArray();
        double[] thresholds = Arrays.stream(splits).mapToDouble(forest::value).toArray();
        return new Table(compared, thresholds, inputs, effects);
    }

    /** Effects of one leaf over the patterns of its own conditions; bit i is set if condition i holds. */
    private static double[][] ownEffects(LeafPath path) {
        double[][] own = new double[1 << path.splits().length][path.inputs().length];
        for (int pattern = 0; pattern < own.length; pattern++) {
            long failed = 0;
            for (int i = 0; i < path.splits().length; i++) {
                boolean goesLeft = (pattern >>> i & 1) == 1;
                failed |= goesLeft == path.left()[i] ? 0 : 1L << path.slots()[i];
            }
            path.effects(~failed, own[pattern]);
        }
        return own;
    }

    private static int[] union(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return Arrays.stream(both).distinct().toArray();
    }

    private static int indexOf(int[] values, int value) {
        int index = 0;
        while (values[index] != value) {
            index++;
        }
        return index;
    }

    /**
     * Effects of a group of leaves over the patterns of its conditions.
     *
     * @param compared per condition, the input compared
     * @param thresholds per condition; it holds if the input is at most this
     * @param inputs the inputs whose effects are tabulated
     * @param effects inputs × 2^conditions; bit i of the pattern is set if condition i holds
     */
    private record Table(int[] compared, double[] thresholds, int[] inputs, double[] effects) {

        /** Which conditions hold for each of these rows. */
        private void patterns(double[][] columns, int first, int rows, int[] patterns) {
            Arrays.fill(patterns, 0, rows, 0);
            for (int condition = 0; condition < compared.length; condition++) {
                double[] column = columns[compared[condition]];
                double threshold = thresholds[condition];
                int bit = 1 << condition;
                for (int row = 0; row < rows; row++) {
                    patterns[row] |= column[first + row] <= threshold ? bit : 0;
                }
            }
        }

        /** Adds the effects of rows with these patterns, from row {@code first} of {@code sums} on. */
        private void addEffects(int[] patterns, int rows, double[][] sums, int first) {
            for (int i = 0; i < inputs.length; i++) {
                double[] sum = sums[inputs[i]];
                int start = i << compared.length;
                for (int row = 0; row < rows; row++) {
                    sum[first + row] += effects[start + patterns[row]];
                }
            }
        }
    }
}
