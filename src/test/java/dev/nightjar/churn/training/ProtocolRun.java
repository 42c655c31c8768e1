package dev.nightjar.churn.training;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Evaluation and refit of one night, whether or not the model beats the baselines, with what others need to train on the
 * same rows.
 */
public final class ProtocolRun {

    private final ForestTrainer trainer;
    private final ChurnOptions options;
    private final Night night;
    private final Evaluation evaluation;
    private final Refit refit;

    private ProtocolRun(ForestTrainer trainer, ChurnOptions options, Night night, Evaluation evaluation, Refit refit) {
        this.trainer = trainer;
        this.options = options;
        this.night = night;
        this.evaluation = evaluation;
        this.refit = refit;
    }

    /** Trains as a night does. */
    public static ProtocolRun of(
            ForestTrainer trainer, ChurnOptions options, int asOfDay, int firstOrderDay, LabelledCutOffs source) {
        Night night =
                Night.of(new ChurnTraining.Request("compared", asOfDay, firstOrderDay, options, true, null), source);
        if (!night.problems().isEmpty()) {
            throw new AssertionError(night.problems());
        }
        CutOffSample sample = night.evaluationSample().orElseThrow();
        Evaluation evaluation = (night.trainable().hasLabelOverlap()
                        ? Evaluation.overlapping(trainer, options, sample)
                        : Evaluation.forward(trainer, options, sample))
                .orElseThrow();
        Refit refit = Refit.of(trainer, options, night.newestSample(), evaluation.settled(), evaluation.calibrator())
                .orElseThrow();
        return new ProtocolRun(trainer, options, night, evaluation, refit);
    }

    public CutOff test() {
        return Objects.requireNonNull(night.test());
    }

    /** What the evaluation model says of the test customers. */
    public double[] testProbabilities() {
        return evaluation
                .forests()
                .probability(
                        test().customerIds(),
                        night.source().inputs(test().day(), evaluation.forests().encoder()));
    }

    /** What a logistic regression on the same cut-offs says of them. */
    public double[] logisticRegressionOfTest() {
        return evaluation.logisticRegression(options, test());
    }

    /** The rule's name and score, whose inputs are made by the evaluation's encoder. */
    public Map<String, BaselineModel> namedRules() {
        Map<String, BaselineModel> named = new LinkedHashMap<>();
        Baselines.learn(
                        evaluation.deciding(),
                        evaluation.sample().encoder(),
                        evaluation.sample().encoder().inputs())
                .contenders()
                .forEach(rule -> named.put(rule.name(), rule.model()));
        return named;
    }

    /** Probabilities of {@link #newestRows}: each customer predicted by a forest and a calibrator that have not seen it. */
    public double[] outOfFold() {
        CutOffSample sample = refit.sample();
        FoldForests folds = new Trainings(trainer)
                .averagedFolds(
                        sample.newest(refit.cutOffs(), options.trainingRows()),
                        evaluation.settled().boosts(),
                        sample.churnRate(refit.cutOffs(), options.trainingRows()));
        TrainingRows deciding = deciding(sample);
        TrainingRows newest = newestRows();
        double[] known = folds.logOdds(deciding);
        double[] wanted = folds.logOdds(newest);
        double[] probabilities = new double[newest.size()];
        for (int fold = 0; fold < EvaluationForests.FOLDS; fold++) {
            int[] outside = deciding.outsideFold(fold);
            TrainingRows others = deciding.withoutFold(fold);
            double[] outsideLogOdds =
                    Arrays.stream(outside).mapToDouble(row -> known[row]).toArray();
            ProbabilityCalibrator calibrator =
                    CalibratorChoice.fit(outsideLogOdds, others.churned(), others.folds(), others.newest());
            for (int row : newest.inFold(fold)) {
                probabilities[row] = calibrator.probability(wanted[row]);
            }
        }
        return probabilities;
    }

    /** All customers of the newest labelled cut-off. */
    public TrainingRows newestRows() {
        return refit.sample().newest(1, Integer.MAX_VALUE);
    }

    public CalibratedForest published() {
        return refit.published();
    }

    public boolean hasLabelOverlap() {
        return night.trainable().hasLabelOverlap();
    }

    /** Cut-offs up to the test, which is not among them. */
    public CutOffSample evaluationSample() {
        return evaluation.sample();
    }

    /** The newest labelled cut-offs. */
    public CutOffSample newestSample() {
        return refit.sample();
    }

    public TrainingRows evaluationRows() {
        return evaluation.sample().newest(evaluation.settled().cutOffs(), options.trainingRows());
    }

    public TrainingRows publishedRows() {
        return refit.sample().newest(refit.cutOffs(), options.trainingRows());
    }

    /** Rows whose out-of-fold predictions calibrate. */
    public TrainingRows deciding(CutOffSample sample) {
        return Settling.deciding(sample, options);
    }

    /** What was settled: boosted trees of each way. */
    public List<Integer> trees() {
        return evaluation.settled().boosts().stream()
                .map(TrainingOptions::trees)
                .toList();
    }

    public int cutOffs() {
        return evaluation.settled().cutOffs();
    }
}
