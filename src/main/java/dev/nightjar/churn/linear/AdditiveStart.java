package dev.nightjar.churn.linear;

import dev.nightjar.churn.Forest;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where boosting may start: a share of the log-odds of a {@link SignedRegression}, written as trees of one input each, so
 * that a forest that starts from it is still nothing but trees. A line becomes stairs; where an input goes beyond what was learnt
 * from, they go on to {@value #REACH} deviations from the mean, as no tree that is grown does.
 */
public final class AdditiveStart {

    /** Of the additive log-odds, the base rate has the rest: what the inputs say together is left to the trees. */
    private static final double SHARE = 0.6;

    private static final double REACH = 4;
    /** Log-odds that a stair rises, unless {@link #MOST_STAIRS} are not enough. */
    private static final double RISE = 0.03;

    private static final int MOST_STAIRS = 32;
    /** Rows of a stair on which nobody stood. */
    private static final double NOBODY = 1e-3;

    private final FeatureMatrix inputs;
    private final Standardiser scale;
    private final List<Integer> features = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Double> covers = new ArrayList<>();

    private AdditiveStart(FeatureMatrix inputs, Standardiser scale) {
        this.inputs = inputs;
        this.scale = scale;
    }

    /**
     * Fits the start.
     *
     * @param inputs n × p, finite
     * @param churned length n, both classes
     * @return a tree for each input that counts, 0 to p
     */
    public static Forest fit(FeatureMatrix inputs, boolean[] churned) {
        Standardiser scale = Standardiser.of(inputs);
        SignedRegression regression = SignedRegression.fit(scale.apply(inputs), churned);
        AdditiveStart start = new AdditiveStart(inputs, scale);
        for (int input = 0; input < inputs.columns().length; input++) {
            start.add(input, SHARE * regression.weight(input));
        }
        return new Forest(
                inputs.codes(),
                SHARE * regression.intercept() + (1 - SHARE) * regression.baseLogOdds(),
                start.features.stream().mapToInt(Integer::intValue).toArray(),
                array(start.values),
                array(start.covers));
    }

    private void add(int input, double weight) {
        int most = (int) Math.min(MOST_STAIRS, Math.ceil(2 * REACH * Math.abs(weight) / RISE));
        if (most < 2) {
            return;
        }
        double[] column = inputs.columns()[input];
        double[] distinct =
                Arrays.stream(column).distinct().limit(most + 1).sorted().toArray();
        Stairs stairs = distinct.length <= most ? exact(input, weight, distinct) : even(input, weight, most);
        for (double value : column) {
            int found = Arrays.binarySearch(stairs.edges(), value);
            stairs.rows()[found >= 0 ? found : -found - 1]++;
        }
        add(stairs, 0, stairs.edges().length);
    }

    /** A stair for each of the few values there are. */
    private Stairs exact(int input, double weight, double[] distinct) {
        double[] edges = new double[distinct.length - 1];
        Arrays.setAll(edges, edge -> distinct[edge] + (distinct[edge + 1] - distinct[edge]) / 2);
        double[] heights = new double[distinct.length];
        Arrays.setAll(heights, stair -> weight * scale.apply(input, distinct[stair]));
        return new Stairs(input, edges, heights, new double[distinct.length]);
    }

    /** Stairs of the same width in deviations, each as high as the line in its middle. */
    private Stairs even(int input, double weight, int count) {
        double width = 2 * REACH / count;
        double[] edges = new double[count - 1];
        Arrays.setAll(edges, edge -> finite(scale.valueAt(input, (edge + 1) * width - REACH)));
        double[] heights = new double[count];
        Arrays.setAll(heights, stair -> weight * ((stair + 0.5) * width - REACH));
        return new Stairs(input, edges, heights, new double[count]);
    }

    private static double finite(double value) {
        return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    /** The subtree of the stairs {@code from} to {@code to}, in preorder. */
    private void add(Stairs stairs, int from, int to) {
        if (from == to) {
            features.add(Forest.LEAF);
            values.add(stairs.heights()[from]);
            covers.add(Math.max(NOBODY, stairs.rows()[from]));
            return;
        }
        int middle = (from + to) / 2;
        features.add(stairs.input());
        values.add(stairs.edges()[middle]);
        add(stairs, from, middle);
        add(stairs, middle + 1, to);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * One input's part of the log-odds.
     *
     * @param edges ascending, one fewer than stairs; a value at most an edge stands on a stair before it
     * @param heights log-odds per stair
     * @param rows training rows per stair
     */
    private record Stairs(int input, double[] edges, double[] heights, double[] rows) {}
}
