package dev.nightjar.score;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.cltv.BgNbd;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Churn probabilities and their reasons for the active customers of a batch. Safe for use by several threads. */
final class ChurnScorer {

    private final ChurnModel model;
    private final @Nullable ForestReasons reasons;

    ChurnScorer(ChurnModel model) {
        this.model = model;
        this.reasons = model.published() instanceof CalibratedForest calibrated
                ? new ForestReasons(model.modelId(), calibrated.forest(), model.encoder())
                : null;
    }

    /**
     * Scores the customers that are active.
     *
     * @param isActive one per row
     * @param purchaseModel fitted on the population as of the same date; null where none could be fitted
     * @return one per row, {@link ChurnScore#NONE} where a customer is lapsed or the model has nothing to go by
     */
    ChurnScore[] score(FeatureRows rows, boolean[] isActive, @Nullable BgNbd purchaseModel) {
        ChurnScore[] scores = new ChurnScore[rows.size()];
        Arrays.fill(scores, ChurnScore.NONE);
        if (purchaseModel == null && readsPurchaseModelAlone()) {
            return scores;
        }
        int[] active =
                IntStream.range(0, rows.size()).filter(row -> isActive[row]).toArray();
        FeatureMatrix inputs = model.encoder().encode(rows.select(active), purchaseModel);
        double[] probability;
        List<List<ChurnScore.Reason>> why = List.of();
        if (reasons != null && model.published() instanceof CalibratedForest calibrated) {
            double[] logOdds = calibrated.forest().logOdds(inputs);
            probability = calibrated.calibrator().probabilities(logOdds);
            why = reasons.of(inputs, logOdds);
        } else {
            probability = model.probability(inputs);
        }
        for (int i = 0; i < active.length; i++) {
            if (!Double.isNaN(probability[i])) {
                scores[active[i]] = new ChurnScore(
                        probability[i],
                        null,
                        model.risk(probability[i]),
                        reasons == null ? baselineReason() : why.get(i));
            }
        }
        return scores;
    }

    /** A baseline that has nothing to go by but what the purchase model says. */
    private boolean readsPurchaseModelAlone() {
        return model.published() instanceof BaselineModel baseline
                && model.encoder().column(baseline.input()).isOfPurchaseModel();
    }

    private List<ChurnScore.Reason> baselineReason() {
        String input = ((BaselineModel) model.published()).input();
        return List.of(new ChurnScore.Reason(model.encoder().featureOf(input), null));
    }
}
