package dev.nightjar.churn.training;

import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import dev.nightjar.churn.linear.LogisticRegression;
import dev.nightjar.feature.FeatureMatrix;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose choices, trees and calibrators know nothing of the test labels, ready to be tested once.
 *
 * @param sample the cut-offs it was trained on, and more
 * @param settled the choices
 * @param deciding rows whose out-of-fold predictions decided and calibrated
 * @param rows rows the forest, or the fold forests together, were drawn from
 * @param forests one forest, or one for each fold where churn windows overlap
 */
record Evaluation(
        CutOffSample sample, Settling.Settled settled, TrainingRows deciding, int rows, EvaluationForests forests) {

    /** Plenty for a model of one weight per input. */
    private static final int LOGISTIC_REGRESSION_ROWS = 10_000;

    /** One forest for everybody, fitted on cut-offs whose churn windows end by the test cut-off. */
    static Optional<Evaluation> forward(ForestTrainer trainer, ChurnOptions options, CutOffSample sample) {
        Settling settling = new Settling(trainer, options, sample);
        return settling.settle().map(settled -> {
            TrainingRows rows = sample.newest(settled.cutOffs(), options.trainingRows());
            Forest forest = new Trainings(trainer).averaged(rows, settled.boosts());
            return of(sample, settled, settling.deciding(), rows.size(), List.of(forest));
        });
    }

    /** One forest for each fold of customers, fitted without them, on cut-offs whose churn windows reach into the test's. */
    static Optional<Evaluation> overlapping(ForestTrainer trainer, ChurnOptions options, CutOffSample sample) {
        Settling settling = new Settling(trainer, options, sample);
        return settling.settle().map(settled -> {
            int rows = Math.min(options.trainingRows(), sample.rows(settled.cutOffs()));
            return of(
                    sample,
                    settled,
                    settling.deciding(),
                    rows,
                    settled.forests().forests());
        });
    }

    private static Evaluation of(
            CutOffSample sample, Settling.Settled settled, TrainingRows deciding, int rows, List<Forest> forests) {
        ProbabilityCalibrator calibrator = CalibratorChoice.fit(
                settled.forests().logOdds(deciding), deciding.churned(), deciding.folds(), deciding.newest());
        List<CalibratedForest> calibrated = forests.stream()
                .map(forest -> new CalibratedForest(forest, calibrator))
                .toList();
        return new Evaluation(sample, settled, deciding, rows, new EvaluationForests(sample.encoder(), calibrated));
    }

    /** The calibrator, of all folds. */
    ProbabilityCalibrator calibrator() {
        return forests.byFold().get(0).calibrator();
    }

    /** What the model says of the customers of the test cut-off. */
    double[] probabilities(CutOff test) {
        return forests.probability(test.customerIds(), sample.source().inputs(test.day(), sample.encoder()));
    }

    /**
     * What a logistic regression on a sample of the same rows says of them; where churn windows overlap, one that has not
     * seen the customer.
     */
    double[] logisticRegression(ChurnOptions options, CutOff test) {
        TrainingRows training =
                sample.newest(settled.cutOffs(), Math.min(options.trainingRows(), LOGISTIC_REGRESSION_ROWS));
        FeatureMatrix inputs = sample.source().inputs(test.day(), sample.encoder());
        if (!forests.hasLabelOverlap()) {
            return LogisticRegression.fit(training.inputs(), training.churned()).probabilities(inputs);
        }
        double[] probabilities = new double[test.size()];
        for (int fold = 0; fold < EvaluationForests.FOLDS; fold++) {
            TrainingRows others = training.withoutFold(fold);
            double[] ofFold =
                    LogisticRegression.fit(others.inputs(), others.churned()).probabilities(inputs);
            for (int row = 0; row < probabilities.length; row++) {
                if (EvaluationForests.fold(test.customerIds()[row]) == fold) {
                    probabilities[row] = ofFold[row];
                }
            }
        }
        return probabilities;
    }

    /** Grades a model of this or an earlier night on a cut-off, whose inputs are encoded as that model learnt them. */
    static ChurnMetrics test(EvaluationForests forests, LabelledCutOffs source, CutOff test) {
        double[] probabilities = forests.probability(test.customerIds(), source.inputs(test.day(), forests.encoder()));
        return ChurnMetrics.of(probabilities, test.churned());
    }

    /** What it was trained on and what was settled. */
    Map<String, Object> provenance() {
        Map<String, Object> choices = new LinkedHashMap<>();
        choices.put("cut_offs", settled.cutOffs());
        choices.put(
                "boosts", settled.boosts().stream().map(Evaluation::provenance).toList());
        choices.put("out_of_fold_log_loss", settled.logLoss());
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("cut_offs", sample.dates(settled.cutOffs()));
        training.put("rows", rows);
        training.put("inputs", sample.encoder().inputs().size());
        training.put("calibration_rows", deciding.size());
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("label_overlap", forests.hasLabelOverlap());
        known.put("calibrator", Refit.name(calibrator()));
        known.put("choices", choices);
        known.put("evaluation", training);
        return known;
    }

    private static Map<String, Object> provenance(TrainingOptions boost) {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("trees", boost.trees());
        known.put("max_depth", boost.maxDepth());
        known.put("max_leaves", boost.maxLeaves());
        known.put("min_leaf_rows", boost.minLeafRows());
        known.put("shrinkage", boost.shrinkage());
        known.put("subsample", boost.subsample());
        known.put("input_share", boost.inputShare());
        known.put("additive_start", boost.additiveStart());
        return known;
    }
}
