package dev.nightjar.churn.training;

import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.IsotonicCalibrator;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The forest that is published: fitted with the settled choices on the newest labelled cut-offs, and calibrated on
 * out-of-fold predictions of the newest two.
 *
 * @param sample the cut-offs it was trained on, and older ones
 * @param cutOffs how many of them
 * @param rows rows of the fit
 * @param calibrationRows rows of the calibration
 * @param checksum of the rows of the fit
 * @param published the forest and its calibrator
 */
record Refit(
        CutOffSample sample, int cutOffs, int rows, int calibrationRows, long checksum, CalibratedForest published) {

    /**
     * Fits again; empty if one class is so rare that a fold of customers holds all of it.
     *
     * @param graded the calibrator of the graded model: this one is of the same kind
     */
    static Optional<Refit> of(
            ForestTrainer trainer,
            ChurnOptions options,
            CutOffSample sample,
            Settling.Settled settled,
            ProbabilityCalibrator graded) {
        int available = sample.days().size();
        int cutOffs = Math.min(available, Math.max(settled.cutOffs(), CutOffPlan.FEW_CUT_OFFS));
        TrainingRows rows = sample.newest(cutOffs, options.trainingRows());
        if (!rows.canFoldOut()) {
            return Optional.empty();
        }
        Trainings trainings = new Trainings(trainer);
        double churnRate = sample.churnRate(cutOffs, options.trainingRows());
        FoldForests folds = trainings.averagedFolds(rows, settled.boosts(), churnRate);
        TrainingRows deciding = Settling.deciding(sample, options);
        ProbabilityCalibrator calibrator =
                CalibratorChoice.likewise(graded, folds.logOdds(deciding), deciding.churned(), deciding.newest());
        Forest forest = trainings.averaged(rows, settled.boosts());
        CalibratedForest published = new CalibratedForest(forest, calibrator);
        return Optional.of(new Refit(sample, cutOffs, rows.size(), deciding.size(), rows.checksum(), published));
    }

    /** What provenance calls a calibrator. */
    static String name(ProbabilityCalibrator calibrator) {
        return calibrator instanceof IsotonicCalibrator ? "isotonic" : "platt";
    }

    /** What it was trained on. */
    Map<String, Object> provenance() {
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("cut_offs", sample.dates(cutOffs));
        training.put("rows", rows);
        training.put("inputs", sample.encoder().inputs().size());
        training.put("calibration_cut_offs", sample.dates(Math.min(cutOffs, Settling.DECIDING_CUT_OFFS)));
        training.put("calibrator", name(published.calibrator()));
        training.put("calibration_rows", calibrationRows);
        training.put("data_checksum", String.format(Locale.ROOT, "%08x", checksum));
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("published", training);
        return known;
    }
}
