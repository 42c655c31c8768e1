package dev.nightjar.churn.training;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.MinimumData;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.training.TrainingOutcome.Decision;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is published where there is no good new model: the champion goes on; without one the best baseline, calibrated on
 * the test cut-off where that has enough of each class; else BG/NBD's probability of no order as it is; else nothing.
 *
 * @param night what there was to train on
 * @param provenance what is known of the attempt
 * @param findings the usability report
 */
record Fallback(Night night, Map<String, Object> provenance, List<UsabilityFinding> findings) {

    /** A baseline to publish and what it reached. */
    private record Choice(@Nullable ChurnModel model, TrainingOutcome.@Nullable Baseline figures, String note) {}

    /** The outcome of a night that trained nothing. */
    TrainingOutcome because(String note) {
        return because(note, null, null);
    }

    /**
     * The outcome of a night whose model lost.
     *
     * @param lost what the evaluation model reached on the test cut-off; null if there was none
     * @param winner what it lost to
     */
    TrainingOutcome because(String note, @Nullable ChurnMetrics lost, TrainingOutcome.@Nullable Baseline winner) {
        List<String> notes = new ArrayList<>(List.of(note));
        notes.addAll(night.championNotes());
        CutOff test = night.test();
        int testRows = lost == null || test == null ? 0 : test.size();
        Optional<ChurnModel> champion = night.comparableChampion();
        if (champion.isPresent()) {
            notes.add("The champion " + champion.get().modelId() + " keeps scoring.");
            return new TrainingOutcome(
                    Decision.CHAMPION_KEPT, null, 0, testRows, lost, winner, provenance, findings, notes);
        }
        Choice choice = choose();
        notes.add(choice.note());
        return new TrainingOutcome(
                Decision.BASELINE, choice.model(), 0, testRows, lost, choice.figures(), provenance, findings, notes);
    }

    private Choice choose() {
        CutOff test = night.test();
        boolean canCalibrate = test != null && MinimumData.canCalibrateBaseline(test);
        if (test != null && canCalibrate) {
            Optional<Baselines> learnt = baselines();
            if (learnt.isPresent() && !learnt.get().contenders().isEmpty()) {
                return calibrated(learnt.get().contenders().get(0), learnt.get().encoder(), test);
            }
        }
        FeatureEncoder encoder = night.source().encoder(night.trainable().testDay());
        if (readable(encoder).contains(BaselineModel.ORDER_PROBABILITY)) {
            if (test != null && canCalibrate) {
                Baselines.Contender noOrder =
                        new Baselines.Contender(BaselineModel.NO_ORDER, Baselines.NO_ORDER_NAME, Double.NaN);
                return calibrated(noOrder, encoder, test);
            }
            return new Choice(
                    night.model(encoder, BaselineModel.NO_ORDER, null),
                    new TrainingOutcome.Baseline(Baselines.NO_ORDER_NAME, null, null),
                    "Published: " + Baselines.NO_ORDER_NAME + ", uncalibrated.");
        }
        return new Choice(null, null, "No churn probability is published.");
    }

    private Optional<Baselines> baselines() {
        return night.evaluationSample()
                .map(sample -> Baselines.learn(
                        Settling.deciding(sample, night.options()), sample.encoder(), readable(sample.encoder())));
    }

    /** What is not excluded; without a purchase model as of the as-of date, no baseline may read its answers. */
    private List<String> readable(FeatureEncoder encoder) {
        return encoder.columns().stream()
                .filter(column -> night.request().hasPurchaseModel() || !column.isOfPurchaseModel())
                .map(Column::input)
                .toList();
    }

    private Choice calibrated(Baselines.Contender contender, FeatureEncoder encoder, CutOff test) {
        FeatureMatrix inputs = night.source().inputs(test.day(), encoder);
        BaselineModel published = Baselines.calibrate(contender.model(), inputs, test);
        return new Choice(
                night.model(encoder, published, null),
                Baselines.grade(contender, inputs, test).figures(),
                "Published: the baseline " + contender.name() + ", calibrated on the newest labelled cut-off.");
    }
}
