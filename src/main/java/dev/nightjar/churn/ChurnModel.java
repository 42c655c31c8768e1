package dev.nightjar.churn;

import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scores churn: a calibrated forest, or the baseline that stands in for one.
 *
 * @param modelId such as {@code churn-2026-02-14-01}
 * @param asOfDay as-of day it was trained on, days since 1970-01-01
 * @param riskCutOffs two probabilities, ascending: where medium and where high risk begins
 * @param encoder makes its inputs, and knows the feature schema and the churn horizon
 * @param published what scores customers
 * @param evaluation the model that was graded, for comparison with later ones; null for a baseline
 */
public record ChurnModel(
        String modelId,
        int asOfDay,
        List<Double> riskCutOffs,
        FeatureEncoder encoder,
        Published published,
        @Nullable EvaluationForests evaluation)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** @throws IllegalArgumentException if there are not two ascending risk cut-offs, or {@code evaluation} does not fit */
    public ChurnModel {
        riskCutOffs = List.copyOf(riskCutOffs);
        if (riskCutOffs.size() != 2 || !(riskCutOffs.get(0) < riskCutOffs.get(1))) {
            throw new IllegalArgumentException("risk cut-offs must be two, ascending, was " + riskCutOffs);
        }
        if ((evaluation != null) != (published instanceof CalibratedForest)) {
            throw new IllegalArgumentException("model " + modelId
                    + " must keep an evaluation model beside a forest, and" + " none beside a baseline");
        }
    }

    /** What scores customers. */
    public sealed interface Published extends Serializable permits CalibratedForest, BaselineModel {

        /**
         * Calibrated probability of churn of each row.
         *
         * @param inputs made by the model's encoder
         * @return 0 to 1
         */
        double[] probability(FeatureMatrix inputs);
    }

    /**
     * Calibrated probability of churn of each row.
     *
     * @param inputs made by {@link #encoder()}
     * @return 0 to 1
     */
    public double[] probability(FeatureMatrix inputs) {
        return published.probability(inputs);
    }

    /** The same model with other risk cut-offs: they are what a night asks for, whenever its model was trained. */
    public ChurnModel withRiskCutOffs(List<Double> cutOffs) {
        return new ChurnModel(modelId, asOfDay, cutOffs, encoder, published, evaluation);
    }

    /** low, medium or high; a probability on a cut-off belongs to the higher one. */
    public String risk(double probability) {
        if (probability >= riskCutOffs.get(1)) {
            return "high";
        }
        return probability >= riskCutOffs.get(0) ? "medium" : "low";
    }

    /**
     * The model that was graded.
     *
     * @throws IllegalStateException if this is a baseline
     */
    public EvaluationForests graded() {
        if (evaluation == null) {
            throw new IllegalStateException("model " + modelId + " is a baseline, which has no evaluation model");
        }
        return evaluation;
    }

    /** Whether this is a forest, and no baseline. */
    public boolean isForest() {
        return published instanceof CalibratedForest;
    }
}
