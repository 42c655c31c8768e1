package dev.nightjar.churn.training;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Boosts stumps at the quintiles of each input, a small and plain learner without any chance in it. Keeps count of what it
 * was asked for.
 */
final class FakeForestTrainer implements ForestTrainer {

    /** One training. */
    record Call(int rows, int trees, long seed) {}

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());

    List<Call> calls() {
        return calls;
    }

    /** Rows × trees of all trainings. */
    long rowTrees() {
        return calls.stream()
                .mapToLong(call -> (long) call.rows() * call.trees())
                .sum();
    }

    @Override
    public Forest train(FeatureMatrix inputs, boolean[] churned, TrainingOptions options) {
        calls.add(new Call(churned.length, options.trees(), options.seed()));
        double[][] thresholds = Arrays.stream(inputs.columns())
                .map(FakeForestTrainer::quintiles)
                .toArray(double[][]::new);
        int[] features = new int[3 * options.trees()];
        double[] values = new double[3 * options.trees()];
        double[] covers = new double[2 * options.trees()];
        double[] logOdds = new double[churned.length];
        for (int tree = 0; tree < options.trees(); tree++) {
            Stump stump = Stump.best(inputs.columns(), thresholds, residuals(churned, logOdds));
            features[3 * tree] = stump.input();
            values[3 * tree] = stump.threshold();
            features[3 * tree + 1] = Forest.LEAF;
            features[3 * tree + 2] = Forest.LEAF;
            values[3 * tree + 1] = 4 * options.shrinkage() * stump.below();
            values[3 * tree + 2] = 4 * options.shrinkage() * stump.above();
            covers[2 * tree] = stump.rowsBelow();
            covers[2 * tree + 1] = churned.length - stump.rowsBelow();
            double[] column = inputs.columns()[stump.input()];
            for (int row = 0; row < logOdds.length; row++) {
                logOdds[row] += values[3 * tree + (column[row] <= stump.threshold() ? 1 : 2)];
            }
        }
        return new Forest(inputs.codes(), 0, features, values, covers);
    }

    private record Stump(int input, double threshold, double below, double above, int rowsBelow) {

        static Stump best(double[][] columns, double[][] thresholds, double[] residuals) {
            double all = Arrays.stream(residuals).sum();
            Stump best = new Stump(0, 0, 0, 0, 1);
            double bestGain = -1;
            for (int input = 0; input < columns.length; input++) {
                for (double threshold : thresholds[input]) {
                    double sum = 0;
                    int rows = 0;
                    for (int row = 0; row < residuals.length; row++) {
                        if (columns[input][row] <= threshold) {
                            sum += residuals[row];
                            rows++;
                        }
                    }
                    int others = residuals.length - rows;
                    double gain = rows == 0 || others == 0 ? -1 : sum * sum / rows + (all - sum) * (all - sum) / others;
                    if (gain > bestGain) {
                        bestGain = gain;
                        best = new Stump(input, threshold, sum / rows, (all - sum) / others, rows);
                    }
                }
            }
            return best;
        }
    }

    private static double[] residuals(boolean[] churned, double[] logOdds) {
        double[] residuals = new double[churned.length];
        for (int row = 0; row < residuals.length; row++) {
            residuals[row] = (churned[row] ? 1 : 0) - 1 / (1 + Math.exp(-logOdds[row]));
        }
        return residuals;
    }

    private static double[] quintiles(double[] column) {
        double[] sorted = column.clone();
        Arrays.sort(sorted);
        double[] quintiles = new double[4];
        Arrays.setAll(quintiles, i -> sorted[sorted.length * (i + 1) / 5]);
        return quintiles;
    }
}
