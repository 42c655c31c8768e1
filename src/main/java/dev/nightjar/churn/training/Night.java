package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.MinimumData;
import dev.nightjar.feature.FeatureEncoder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one night has to train on.
 *
 * @param request what is asked for
 * @param source every labelled cut-off
 * @param trainable the cut-offs that can be trained on
 * @param test the newest cut-off; null if there is none
 */
record Night(
        ChurnTraining.Request request,
        LabelledCutOffs source,
        CutOffPlan trainable,
        @Nullable CutOff test) {

    static Night of(ChurnTraining.Request request, LabelledCutOffs source) {
        int horizonDays = request.options().horizonDays();
        List<Integer> days = source.newestFirst().stream()
                .filter(cutOff -> MinimumData.isTrainable(cutOff, request.firstOrderDay()))
                .map(CutOff::day)
                .toList();
        CutOffPlan trainable = new CutOffPlan(request.asOfDay(), horizonDays, days);
        CutOff test = source.newestFirst().stream()
                .filter(cutOff -> cutOff.day() == trainable.testDay())
                .findFirst()
                .orElse(null);
        return new Night(request, source, trainable, test);
    }

    ChurnOptions options() {
        return request.options();
    }

    /** Why no model can be trained and tested, in words; empty if one can. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (test == null) {
            problems.add("there is no test cut-off: the history does not reach back " + CutOffPlan.HISTORY_DAYS
                    + " days and the horizon (" + options().horizonDays() + " days) from the as-of date");
            return problems;
        }
        problems.addAll(MinimumData.testProblems(test, request.firstOrderDay(), trainable));
        if (trainable.evaluationDays().isEmpty()) {
            problems.add("no cut-off before the test has " + CutOffPlan.HISTORY_DAYS + " days of history, "
                    + MinimumData.TRAINING_CUSTOMERS + " active customers and both classes");
        }
        return problems;
    }

    /** What the evaluation trains on; empty if there is nothing. The encoder knows nothing of the test cut-off. */
    Optional<CutOffSample> evaluationSample() {
        List<Integer> days = trainable.evaluationDays();
        return days.isEmpty()
                ? Optional.empty()
                : Optional.of(new CutOffSample(source, days, source.encoder(days.get(0))));
    }

    /** What the published model trains on. */
    CutOffSample newestSample() {
        return new CutOffSample(source, trainable.cutOffDays(), source.encoder(trainable.testDay()));
    }

    /** The champion, if it reads the features of this night. */
    Optional<ChurnModel> comparableChampion() {
        ChurnModel champion = request.champion();
        return champion != null && champion.encoder().fingerprint().equals(fingerprint())
                ? Optional.of(champion)
                : Optional.empty();
    }

    /** What to say of a champion that was trained on another feature schema; empty if there is none. */
    List<String> championNotes() {
        ChurnModel champion = request.champion();
        return champion == null || comparableChampion().isPresent()
                ? List.of()
                : List.of("[model " + champion.modelId() + "] trained on another feature schema than the features have"
                        + " now: it is neither compared nor used. Nothing to do.");
    }

    /** A model of this night. */
    ChurnModel model(FeatureEncoder encoder, ChurnModel.Published published, @Nullable EvaluationForests evaluation) {
        return new ChurnModel(
                request.modelId(), request.asOfDay(), options().riskCutOffs(), encoder, published, evaluation);
    }

    /** What is known before anything is trained, in a fixed order. */
    Map<String, Object> provenance() {
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("as_of_date", date(request.asOfDay()));
        known.put("horizon_days", options().horizonDays());
        known.put("active_within_days", options().activeWithinDays());
        known.put("most_training_rows", options().trainingRows());
        known.put("seed", options().seed());
        known.put("feature_schema_version", source.encoder(trainable.testDay()).schemaVersion());
        known.put("feature_fingerprint", fingerprint());
        known.put("test_cut_off", date(trainable.testDay()));
        known.put("test_customers", test == null ? 0 : test.size());
        known.put("test_churners", test == null ? 0 : test.churners());
        return known;
    }

    private static String date(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    private String fingerprint() {
        return source.encoder(trainable.testDay()).fingerprint();
    }
}
