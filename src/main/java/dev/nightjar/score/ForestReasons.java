package dev.nightjar.score;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.TreeShap;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The reasons of a forest's scores: exact effects of its inputs, summed by the feature they are made of, the largest
 * first. Every row is checked: the base and all effects must add up to its log-odds. Safe for use by several threads.
 */
final class ForestReasons {

    /** Reasons that are published. */
    static final int MOST = 3;

    /** How far base + effects may be from the log-odds: rounding only. */
    static final double TOLERANCE = 1e-9;

    /** Bounds the memory of the effects, whatever the size of a bucket. */
    private static final int ROWS_AT_ONCE = 1024;

    private static final Comparator<ChurnScore.Reason> LARGEST_FIRST =
            Comparator.comparingDouble(ForestReasons::size).reversed().thenComparing(ChurnScore.Reason::code);

    private final String modelId;
    private final TreeShap shap;
    private final int[] featureOfInput;
    private final List<String> features;

    /** @param encoder knows the feature of each input of the forest */
    ForestReasons(String modelId, Forest forest, FeatureEncoder encoder) {
        this.modelId = modelId;
        this.shap = new TreeShap(forest);
        List<String> codes = forest.inputs().stream().map(encoder::featureOf).toList();
        this.features = codes.stream().distinct().toList();
        this.featureOfInput = codes.stream().mapToInt(features::indexOf).toArray();
    }

    /**
     * The reasons of each row.
     *
     * @param logOdds of each row, by the forest
     * @return per row at most three, largest absolute effect first, ties by code; none that has no effect
     * @throws IllegalStateException if base and effects of a row do not add up to its log-odds
     */
    List<List<ChurnScore.Reason>> of(FeatureMatrix inputs, double[] logOdds) {
        List<List<ChurnScore.Reason>> reasons = new ArrayList<>(inputs.rows());
        for (int from = 0; from < inputs.rows(); from += ROWS_AT_ONCE) {
            int to = Math.min(inputs.rows(), from + ROWS_AT_ONCE);
            double[][] byFeature = byFeature(shap.effects(inputs, from, to), to - from);
            for (int row = 0; row < to - from; row++) {
                double sum = shap.base();
                for (double[] effects : byFeature) {
                    sum += effects[row];
                }
                requireSum(sum, logOdds[from + row]);
                reasons.add(largest(byFeature, row));
            }
        }
        return reasons;
    }

    private void requireSum(double sum, double logOdds) {
        if (!(Math.abs(sum - logOdds) <= TOLERANCE * Math.max(1, Math.abs(logOdds)))) {
            throw new IllegalStateException("[model " + modelId + "] reasons do not add up: expected the log-odds "
                    + logOdds + ", was " + sum + ". Nothing is published; report this as a defect.");
        }
    }

    private double[][] byFeature(double[][] byInput, int rows) {
        double[][] sums = new double[features.size()][rows];
        for (int input = 0; input < byInput.length; input++) {
            double[] sum = sums[featureOfInput[input]];
            for (int row = 0; row < rows; row++) {
                sum[row] += byInput[input][row];
            }
        }
        return sums;
    }

    private List<ChurnScore.Reason> largest(double[][] byFeature, int row) {
        List<ChurnScore.Reason> largest = new ArrayList<>(MOST + 1);
        for (int feature = 0; feature < byFeature.length; feature++) {
            double effect = byFeature[feature][row];
            if (effect != 0 && (largest.size() < MOST || Math.abs(effect) >= size(largest.get(MOST - 1)))) {
                largest.add(new ChurnScore.Reason(features.get(feature), effect));
                largest.sort(LARGEST_FIRST);
                if (largest.size() > MOST) {
                    largest.remove(MOST);
                }
            }
        }
        return List.copyOf(largest);
    }

    private static double size(ChurnScore.Reason reason) {
        Double effect = reason.effect();
        return effect == null ? 0 : Math.abs(effect);
    }
}
