package dev.nightjar.churn.smile;

import dev.nightjar.churn.Forest;
import dev.nightjar.customer.DataContractException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.OrdinalNode;
import smile.base.cart.RegressionNode;
import smile.classification.GradientTreeBoost;
import smile.regression.RegressionTree;

/**
 * Copies Smile's boosted trees into a flat forest. Smile sums half the log-odds, F, and reports
 * P(churned) = 1 - 1 / (1 + exp(2 F)); the forest holds twice Smile's intercept and twice each shrunken leaf value.
 * Doubling is exact and commutes with rounding, so the forest's log-odds are exactly 2 F, bit for bit.
 */
final class SmileForestCompiler {

    private static final Field THRESHOLD = field(OrdinalNode.class, "value");
    private static final Field INTERCEPT = field(GradientTreeBoost.class, "b");
    private static final Field SHRINKAGE = field(GradientTreeBoost.class, "shrinkage");

    private final int[] columns;
    private final double shrinkage;
    private final int[] features;
    private final double[] values;
    private final double[] leafCovers;
    private int nodes;
    private int leaves;

    private SmileForestCompiler(int[] columns, double shrinkage, int capacity) {
        this.columns = columns;
        this.shrinkage = shrinkage;
        this.features = new int[capacity];
        this.values = new double[capacity];
        this.leafCovers = new double[capacity];
    }

    /**
     * The forest that scores like the model.
     *
     * @param model of two classes, on numeric inputs
     * @param inputs names of all inputs of the forest
     * @param columns per input of the model, its index among {@code inputs}
     */
    static Forest compile(GradientTreeBoost model, List<String> inputs, int[] columns) {
        int capacity =
                Arrays.stream(model.trees()).mapToInt(RegressionTree::size).sum();
        double[] interceptAndShrinkage = interceptAndShrinkage(model);
        SmileForestCompiler compiler = new SmileForestCompiler(columns, interceptAndShrinkage[1], capacity);
        for (RegressionTree tree : model.trees()) {
            compiler.add(tree.root());
        }
        double[] leafCovers = Arrays.copyOf(compiler.leafCovers, compiler.leaves);
        return new Forest(inputs, 2 * interceptAndShrinkage[0], compiler.features, compiler.values, leafCovers);
    }

    /** Half log-odds before the first tree, and the factor on each tree's leaf values. */
    static double[] interceptAndShrinkage(GradientTreeBoost model) {
        return new double[] {number(INTERCEPT, model), number(SHRINKAGE, model)};
    }

    /** Rows with at most this go to the true child. */
    static double threshold(InternalNode split) {
        return number(THRESHOLD, split);
    }

    private void add(Node node) {
        if (node instanceof InternalNode split) {
            features[nodes] = columns[split.feature()];
            values[nodes++] = threshold(split);
            add(split.trueChild());
            add(split.falseChild());
        } else {
            double output = ((RegressionNode) node).output();
            if (!Double.isFinite(output)) {
                throw new DataContractException("[train-churn] Smile's leaf values overflow: expected finite ones, was "
                        + output + ". No model; lower the shrinkage or the trees, or raise the fewest rows of a leaf.");
            }
            features[nodes] = Forest.LEAF;
            values[nodes++] = 2 * (shrinkage * output);
            leafCovers[leaves++] = node.size();
        }
    }

    private static double number(Field field, Object owner) {
        try {
            return field.getDouble(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is made accessible", e);
        }
    }

    /** Smile has no accessor for these. */
    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("Smile 3.1.1 has " + owner.getName() + "." + name, e);
        }
    }
}
