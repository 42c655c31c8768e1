package dev.nightjar.churn.smile;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.linear.AdditiveStart;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import smile.base.cart.Loss;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;
import smile.math.MathEx;

/**
 * Boosts with Smile 3.1.1. Inputs of a single value carry no information and are left out of the search; the forest
 * names them all the same.
 *
 * <p>Smile draws from a random generator per thread. Each training runs on a thread of its own: one called from a
 * fork-join worker could otherwise be made to run a part of another training in between, and draw from its generator.
 * So trainings may run at once, and none depends on another.
 */
public final class SmileForestTrainer implements ForestTrainer {

    /** Larger values would overflow in the middle between two of them. */
    private static final double LARGEST_INPUT = 1e300;

    private static final String LABEL = "churned";

    private final SplitSearch search;
    private final int atOnce;

    /** A trainer that looks for thresholds this way, one forest at a time. */
    public SmileForestTrainer(SplitSearch search) {
        this(search, 1);
    }

    /** A trainer that looks for thresholds this way, so many forests at once: growing one keeps one core busy. */
    public SmileForestTrainer(SplitSearch search, int atOnce) {
        this.search = search;
        this.atOnce = atOnce;
    }

    @Override
    public int atOnce() {
        return atOnce;
    }

    @Override
    public Forest train(FeatureMatrix inputs, boolean[] churned, TrainingOptions options) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted before training");
        }
        check(inputs, churned);
        if (search == SplitSearch.EXACT && options.additiveStart()) {
            throw new IllegalArgumentException(
                    "Smile's own search begins at the base rate: expected no additive start with " + search + ", was "
                            + options);
        }
        int[] labels = IntStream.range(0, churned.length)
                .map(row -> churned[row] ? 1 : 0)
                .toArray();
        int[] columns = IntStream.range(0, inputs.columns().length)
                .filter(column -> varies(inputs.columns()[column]))
                .toArray();
        if (columns.length == 0) {
            double intercept = 2 * Loss.logistic(labels).intercept(null);
            return new Forest(inputs.codes(), intercept, new int[0], new double[0], new double[0]);
        }
        DataFrame data = frame(inputs, columns, labels);
        if (!options.additiveStart()) {
            return SmileForestCompiler.compile(fitOnOwnThread(data, labels, null, options), inputs.codes(), columns);
        }
        Forest start = AdditiveStart.fit(inputs, churned);
        GradientTreeBoost model = fitOnOwnThread(data, labels, start.logOdds(inputs), options);
        return Forest.sum(1, List.of(start, SmileForestCompiler.compile(model, inputs.codes(), columns)));
    }

    /** Smile counts the leaf among the levels, we count the conditions above it. */
    static int smileDepth(TrainingOptions options) {
        return options.maxDepth() + 1;
    }

    private static void check(FeatureMatrix inputs, boolean[] churned) {
        if (churned.length != inputs.rows()) {
            throw new IllegalArgumentException(
                    "one label per row, expected " + inputs.rows() + ", was " + churned.length);
        }
        long leavers =
                IntStream.range(0, churned.length).filter(row -> churned[row]).count();
        if (leavers == 0 || leavers == churned.length) {
            throw new DataContractException(
                    "[train-churn] one class only: expected customers who left and customers who" + " stayed, was "
                            + leavers + " and " + (churned.length - leavers) + ". No model.");
        }
        for (int column = 0; column < inputs.columns().length; column++) {
            double[] values = inputs.columns()[column];
            for (int row = 0; row < values.length; row++) {
                if (!(Math.abs(values[row]) <= LARGEST_INPUT)) {
                    throw new DataContractException("[train-churn, row " + row + ", input '"
                            + inputs.codes().get(column) + "'] not a number to learn from: expected one within ±"
                            + LARGEST_INPUT + ", was " + values[row] + ". No model.");
                }
            }
        }
    }

    private static boolean varies(double[] values) {
        return Arrays.stream(values).anyMatch(value -> value != values[0]);
    }

    /** Columns are named by position: names of inputs may hold what Smile's formulas give a meaning. */
    private static DataFrame frame(FeatureMatrix inputs, int[] columns, int[] labels) {
        BaseVector<?, ?, ?>[] vectors = new BaseVector<?, ?, ?>[columns.length + 1];
        vectors[0] = IntVector.of(LABEL, labels);
        for (int i = 0; i < columns.length; i++) {
            vectors[i + 1] = DoubleVector.of("x" + i, inputs.columns()[columns[i]]);
        }
        return DataFrame.of(vectors);
    }

    private GradientTreeBoost fitOnOwnThread(
            DataFrame data, int[] labels, double @Nullable [] start, TrainingOptions options) {
        FutureTask<GradientTreeBoost> training = new FutureTask<>(() -> fit(data, labels, start, options));
        Thread thread = new Thread(training, "smile-training");
        thread.setDaemon(true);
        thread.start();
        try {
            return training.get();
        } catch (InterruptedException e) {
            training.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Smile failed on " + labels.length + " rows, " + options, e.getCause());
        }
    }

    private GradientTreeBoost fit(DataFrame data, int[] labels, double @Nullable [] start, TrainingOptions options) {
        MathEx.setSeed(options.seed());
        Formula formula = Formula.lhs(LABEL);
        return switch (search) {
            case BINNED -> BinnedBoosting.fit(formula, data, labels, start, options);
            case EXACT ->
                // Smile's own boosting knows no share of the inputs
                GradientTreeBoost.fit(
                        formula,
                        data,
                        options.trees(),
                        smileDepth(options),
                        options.maxLeaves(),
                        options.minLeafRows(),
                        options.shrinkage(),
                        options.subsample());
        };
    }
}
