package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.evaluation.Evidence;
import dev.nightjar.churn.evaluation.Grade;
import dev.nightjar.churn.evaluation.PromotionGate;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.training.TrainingOutcome.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a churn model forward in time, then refits it on the newest labels; decides whether it replaces the
 * champion, or what is published where there is no good model. Does not depend on the order of rows, and the labels of
 * the test cut-off take part in no choice: they grade the evaluation model once, and are learnt from in the refit.
 */
public final class ChurnTraining {

    private final ForestTrainer trainer;

    /** Training whose forests this trainer grows. */
    public ChurnTraining(ForestTrainer trainer) {
        this.trainer = trainer;
    }

    /**
     * What a night asks for.
     *
     * @param modelId id of the new model
     * @param asOfDay days since 1970-01-01
     * @param firstOrderDay day of the first completed order of the whole shop
     * @param options what counts as churn, and how its model is trained
     * @param hasPurchaseModel whether BG/NBD could be fitted as of the as-of date: without, no baseline may read it
     * @param champion the newest champion up to this date; null if there is none
     */
    public record Request(
            String modelId,
            int asOfDay,
            int firstOrderDay,
            ChurnOptions options,
            boolean hasPurchaseModel,
            @Nullable ChurnModel champion) {

        /** @throws IllegalArgumentException if the champion is a baseline */
        public Request {
            if (champion != null && !champion.isForest()) {
                throw new IllegalArgumentException("a baseline is no champion, was " + champion.modelId());
            }
        }
    }

    /**
     * Trains, grades and decides.
     *
     * @param cutOffs every cut-off of the {@link CutOffPlan}; may be empty
     */
    public TrainingOutcome train(Request request, LabelledCutOffs cutOffs) {
        Night night = Night.of(request, cutOffs);
        List<String> problems = night.problems();
        CutOff test = night.test();
        Optional<CutOffSample> sample = night.evaluationSample();
        if (sample.isPresent() && sample.get().encoder().inputs().isEmpty()) {
            problems.add("no feature tells the customers of the training cut-offs apart: each is missing, or the same"
                    + " for everybody");
        }
        if (test == null || sample.isEmpty() || !problems.isEmpty()) {
            return untrained(night, problems);
        }
        Optional<Evaluation> evaluation = night.trainable().hasLabelOverlap()
                ? Evaluation.overlapping(trainer, night.options(), sample.get())
                : Evaluation.forward(trainer, night.options(), sample.get());
        return evaluation
                .map(evaluated -> graded(night, test, evaluated))
                .orElseGet(() -> untrained(night, List.of(oneClassIsTooRare("evaluation"))));
    }

    /** Keeps the champion or, without one, publishes a baseline: {@code --train never}. */
    public TrainingOutcome withoutTraining(Request request, LabelledCutOffs cutOffs) {
        Night night = Night.of(request, cutOffs);
        return new Fallback(night, night.provenance(), List.of()).because("No churn model was trained, as asked.");
    }

    private TrainingOutcome graded(Night night, CutOff test, Evaluation evaluation) {
        double[] probabilities = evaluation.probabilities(test);
        ChurnMetrics metrics = ChurnMetrics.of(probabilities, test.churned());
        Baselines baselines = Baselines.learn(
                evaluation.deciding(),
                evaluation.sample().encoder(),
                evaluation.sample().encoder().inputs());
        List<Baselines.Graded> graded = baselines.test(night.source(), test);
        Baselines.Graded strongest = Baselines.strongest(graded);
        Usability usability = new Usability(night);
        List<UsabilityFinding> findings = usability.evaluated(evaluation, test, metrics, baselines);
        Map<String, Object> provenance = night.provenance();
        provenance.putAll(evaluation.provenance());
        provenance.put(
                "baselines", graded.stream().map(Baselines.Graded::provenance).toList());
        double[] regression = evaluation.logisticRegression(night.options(), test);
        provenance.put(
                "logistic_regression",
                Baselines.provenance(ChurnMetrics.auc(regression, test.churned()), regression, test.churned()));
        provenance.put(
                "test_evidence", Evidence.of(probabilities, test.churned()).provenance());
        provenance.put("grade", Grade.of(metrics, strongest.testAuc()).name());
        if (metrics.auc() <= strongest.testAuc()) {
            usability.lost(metrics, strongest);
            return new Fallback(night, provenance, findings)
                    .because(
                            "The new churn model lost to a baseline: test AUC " + metrics.auc() + ", "
                                    + strongest.name() + " reaches " + strongest.testAuc() + ".",
                            metrics,
                            strongest.figures());
        }
        return Refit.of(trainer, night.options(), night.newestSample(), evaluation.settled(), evaluation.calibrator())
                .map(refit -> promoted(
                        night,
                        new Candidate(test, new Report(metrics, strongest, findings), evaluation, refit),
                        provenance))
                .orElseGet(() -> {
                    String problem = oneClassIsTooRare("published model");
                    usability.unpublished(problem);
                    return new Fallback(night, provenance, findings)
                            .because(note(List.of(problem)), metrics, strongest.figures());
                });
    }

    private static TrainingOutcome untrained(Night night, List<String> problems) {
        return new Fallback(night, night.provenance(), Usability.untrained(problems)).because(note(problems));
    }

    private static String note(List<String> problems) {
        return "No churn model was trained: " + String.join("; ", problems) + ".";
    }

    /** How a model did on the test cut-off. */
    private record Report(ChurnMetrics metrics, Baselines.Graded strongest, List<UsabilityFinding> findings) {}

    /** A model that beats the baselines. */
    private record Candidate(CutOff test, Report report, Evaluation evaluation, Refit refit) {

        ChurnMetrics metrics() {
            return report.metrics();
        }

        TrainingOutcome outcome(Night night, Decision decision, Map<String, Object> provenance, List<String> notes) {
            provenance.putAll(refit.provenance());
            ChurnModel model = night.model(refit.sample().encoder(), refit.published(), evaluation.forests());
            return new TrainingOutcome(
                    decision,
                    model,
                    refit.rows(),
                    test.size(),
                    metrics(),
                    report.strongest().figures(),
                    provenance,
                    report.findings(),
                    notes);
        }
    }

    private static TrainingOutcome promoted(Night night, Candidate candidate, Map<String, Object> provenance) {
        List<String> notes = new ArrayList<>(night.championNotes());
        Optional<ChurnModel> champion = night.comparableChampion();
        if (champion.isEmpty()) {
            return candidate.outcome(night, Decision.CHAMPION, provenance, notes);
        }
        if (champion.get().graded().hasLabelOverlap()
                && !candidate.evaluation().forests().hasLabelOverlap()) {
            notes.add("The new churn model takes the place of " + champion.get().modelId()
                    + " without comparison: that one was evaluated with windows that overlap, and knew the season that"
                    + " this one is tested in.");
            return candidate.outcome(night, Decision.CHAMPION, provenance, notes);
        }
        ChurnMetrics metrics = Evaluation.test(champion.get().graded(), night.source(), candidate.test());
        boolean passes = PromotionGate.passes(candidate.metrics(), metrics);
        provenance.put("promotion", promotion(champion.get().modelId(), metrics, passes));
        if (!passes) {
            notes.add("The new churn model " + night.request().modelId() + " stays challenger of "
                    + champion.get().modelId() + " on the newest cut-off: "
                    + PromotionGate.describe(candidate.metrics(), metrics) + ". The champion keeps scoring.");
        }
        return candidate.outcome(night, passes ? Decision.CHAMPION : Decision.CHALLENGER, provenance, notes);
    }

    private static Map<String, Object> promotion(String championModelId, ChurnMetrics metrics, boolean passes) {
        Map<String, Object> promotion = new LinkedHashMap<>();
        promotion.put("champion_model_id", championModelId);
        promotion.put("champion_auc", metrics.auc());
        promotion.put("champion_average_precision", metrics.averagePrecision());
        promotion.put("champion_calibration_error", metrics.calibrationError());
        promotion.put("promoted", passes);
        return promotion;
    }

    private static String oneClassIsTooRare(String what) {
        return "one class is so rare in the cut-offs of the " + what + " that a fold of customers holds all of it";
    }
}
