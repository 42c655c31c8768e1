package dev.nightjar.churn.smile;

import dev.nightjar.churn.TrainingOptions;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smile.base.cart.LeafNode;
import smile.base.cart.Loss;
import smile.base.cart.OrdinalSplit;
import smile.base.cart.Split;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.type.DataTypes;
import smile.data.type.StructField;
import smile.math.MathEx;
import smile.regression.RegressionTree;
import smile.util.IntSet;

/**
 * Smile's gradient boosting of two classes with its own trees, leaf values, sampling and random numbers; only the
 * threshold of an input is looked for in bins, where Smile's trainer walks and reshuffles every value of every input
 * in every node.
 */
final class BinnedBoosting {

    private static final StructField RESPONSE = new StructField("residual", DataTypes.DoubleType);

    private final DataFrame inputs;
    private final double[][] columns;
    private final BinnedInput[] binned;
    private final int[] labels;
    private final double @Nullable [] start;
    private final TrainingOptions options;
    private final int[] permutation;

    private BinnedBoosting(
            DataFrame inputs, BinnedInput[] binned, int[] labels, double @Nullable [] start, TrainingOptions options) {
        this.inputs = inputs;
        this.columns = columns(inputs);
        this.binned = binned;
        this.labels = labels;
        this.start = start;
        this.options = options;
        this.permutation = IntStream.range(0, labels.length).toArray();
    }

    /**
     * Boosts with the random numbers of the calling thread, as {@code GradientTreeBoost.fit} does.
     *
     * @param formula names the response and means all other columns as inputs
     * @param data numeric inputs without missing values
     * @param labels 0 or 1, both present
     * @param start log-odds per row that the trees add to; null for those of the base rate, which the model then holds
     */
    static GradientTreeBoost fit(
            Formula formula, DataFrame data, int[] labels, double @Nullable [] start, TrainingOptions options) {
        Formula expanded = formula.expand(data.schema());
        DataFrame inputs = expanded.x(data);
        BinnedInput[] binned = IntStream.range(0, inputs.ncol())
                .parallel()
                .mapToObj(column -> BinnedInput.of(inputs.column(column).toDoubleArray()))
                .toArray(BinnedInput[]::new);
        return new BinnedBoosting(inputs, binned, labels, start, options).boost(expanded);
    }

    private GradientTreeBoost boost(Formula formula) {
        Loss loss = Loss.logistic(labels);
        double intercept = loss.intercept(null);
        double[] outputs = loss.residual();
        if (start != null) {
            intercept = 0;
            // Smile sums half the log-odds
            Arrays.setAll(outputs, row -> start[row] / 2);
        }
        RegressionTree[] trees = new RegressionTree[options.trees()];
        for (int t = 0; t < trees.length; t++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("interrupted after tree " + t + " of " + trees.length);
            }
            RegressionTree tree = tree(loss, loss.response(), sample());
            new FlatTree(tree.root()).addTo(outputs, columns, options.shrinkage());
            trees[t] = tree;
        }
        double[] importance = new double[inputs.ncol()];
        for (RegressionTree tree : trees) {
            Arrays.setAll(importance, input -> importance[input] + tree.importance()[input]);
        }
        return new GradientTreeBoost(formula, trees, intercept, options.shrinkage(), importance, IntSet.of(2));
    }

    private int searchedAtOnce() {
        return (int) Math.ceil(options.inputShare() * binned.length);
    }

    private static double[][] columns(DataFrame inputs) {
        return IntStream.range(0, inputs.ncol())
                .mapToObj(column -> inputs.column(column).toDoubleArray())
                .toArray(double[][]::new);
    }

    /** 1 for the rows that the next tree sees: the same share of both classes. */
    private int[] sample() {
        MathEx.permutate(permutation);
        int churned = Arrays.stream(labels).sum();
        long[] wanted = {
            Math.round((labels.length - churned) * options.subsample()), Math.round(churned * options.subsample())
        };
        int[] sampled = new int[labels.length];
        for (int row : permutation) {
            sampled[row] = wanted[labels[row]]-- > 0 ? 1 : 0;
        }
        return sampled;
    }

    /**
     * A tree grown by Smile. The super constructor already calls the method overridden here: the compiler sets what an
     * anonymous class captures before that, so {@code searched} and {@code latest} are there. No node of a tree has the
     * rows of another, so the positions of its first and last row tell one from the next.
     */
    private RegressionTree tree(Loss loss, double[] responses, int[] sampled) {
        BinnedInput[] searched = binned;
        NodeRows.Latest latest = new NodeRows.Latest(responses);
        int[][] noOrder = new int[searched.length][];
        int depth = SmileForestTrainer.smileDepth(options);
        return new RegressionTree(
                inputs,
                loss,
                RESPONSE,
                depth,
                options.maxLeaves(),
                options.minLeafRows(),
                searchedAtOnce(),
                sampled,
                noOrder) {

            @Override
            protected Optional<Split> findBestSplit(LeafNode node, int column, double impurity, int lo, int hi) {
                double[] values = columns[column];
                return searched[column]
                        .bestThreshold(latest.of(index, lo, hi), nodeSize)
                        .map(best -> new OrdinalSplit(
                                node,
                                column,
                                best.value(),
                                best.gain(),
                                lo,
                                hi,
                                best.rowsLeft(),
                                hi - lo - best.rowsLeft(),
                                row -> values[row] <= best.value()));
            }
        };
    }
}
