package dev.nightjar.score;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.TreeShap;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Churn probabilities and their reasons for the active customers of a batch. Safe for use by several threads. */
final class ChurnScorer {

    private final ChurnModel model;
    private final @Nullable TreeShap shap;
    private final ChurnReasons reasons;

    ChurnScorer(ChurnModel model) {
        this.model = model;
        this.shap = model.published() instanceof CalibratedForest forest ? new TreeShap(forest.forest()) : null;
        this.reasons = new ChurnReasons(model.encoder().inputs().stream()
                .map(model.encoder()::featureOf)
                .toList());
    }

    /**
     * Scores the customers that are active.
     *
     * @param isActive one per row
     * @param purchaseModel fitted on the population as of the same date; null where none could be fitted
     * @return one per row, {@link ChurnScore#NONE} where a customer is lapsed or the model has nothing to go by
     */
    ChurnScore[] score(FeatureRows rows, boolean[] isActive, @Nullable BgNbd purchaseModel) {
        FeatureMatrix inputs = model.encoder().encode(rows, purchaseModel);
        double[] probability = model.probability(inputs);
        ChurnScore[] scores = new ChurnScore[rows.size()];
        Arrays.fill(scores, ChurnScore.NONE);
        double[] row = new double[inputs.columns().length];
        double[] effects = new double[row.length];
        for (int i = 0; i < scores.length; i++) {
            if (isActive[i] && !Double.isNaN(probability[i])) {
                scores[i] = new ChurnScore(
                        probability[i], null, model.risk(probability[i]), reasons(inputs, i, row, effects));
            }
        }
        return scores;
    }

    private List<ChurnScore.Reason> reasons(FeatureMatrix inputs, int index, double[] row, double[] effects) {
        if (shap == null) {
            String input = ((BaselineModel) model.published()).input();
            return List.of(new ChurnScore.Reason(model.encoder().featureOf(input), null));
        }
        for (int column = 0; column < row.length; column++) {
            row[column] = inputs.columns()[column][index];
        }
        shap.effects(row, effects);
        return reasons.of(effects);
    }
}
