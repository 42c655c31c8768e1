package dev.nightjar.churn.comparison;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.linear.LogisticRegression;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.churn.training.ChurnOptions;
import dev.nightjar.churn.training.ProtocolRun;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Nightjar and its peers on one night: rows of the table. */
final class Contest {

    private static final String NIGHTJAR = "**Nightjar**";

    private final Trial trial;
    private final ProtocolRun run;
    private final FeatureMatrix testInputs;
    private final FeatureMatrix realisedInputs;
    private final FeatureMatrix realisedInputsOfEvaluation;
    private final Map<String, double[]> tested = new LinkedHashMap<>();
    private final Map<String, double[]> realised = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    Contest(Trial trial) {
        this.trial = trial;
        ChurnOptions options = ChurnOptions.of(
                trial.horizonDays(), trial.activeWithinDays(), Trial.TRAINING_ROWS, 1, List.of(0.4, 0.7));
        this.run = ProtocolRun.of(
                new SmileForestTrainer(SplitSearch.BINNED),
                options,
                trial.asOfDay(),
                trial.firstOrderDay(),
                trial.known());
        this.testInputs =
                trial.known().inputs(run.test().day(), run.evaluationSample().encoder());
        this.realisedInputs =
                trial.future().inputs(trial.asOfDay(), run.newestSample().encoder());
        this.realisedInputsOfEvaluation =
                trial.future().inputs(trial.asOfDay(), run.evaluationSample().encoder());
    }

    /** Rows of the table, Nightjar first. */
    List<Row> rows(List<Peer> peers) {
        tested.put(NIGHTJAR, run.testProbabilities());
        realised.put(NIGHTJAR, run.published().probability(realisedInputs));
        for (Peer peer : peers) {
            PeerRun peerRun = new PeerRun(peer, run).settle();
            tested.put(peer.name(), peerRun.test(testInputs, run.test().customerIds()));
            realised.put(peer.name(), peerRun.realised(realisedInputs));
            notes.add(peer.name() + ": " + peerRun.settled());
        }
        TrainingRows rows = run.publishedRows();
        tested.put("logistic regression", run.logisticRegressionOfTest());
        realised.put(
                "logistic regression",
                LogisticRegression.fit(rows.inputs(), rows.churned()).probabilities(realisedInputs));
        for (Map.Entry<String, BaselineModel> rule : run.namedRules().entrySet()) {
            tested.put(rule.getKey(), rule.getValue().probability(testInputs));
            realised.put(rule.getKey(), rule.getValue().probability(realisedInputsOfEvaluation));
        }
        return tested.keySet().stream().map(this::row).toList();
    }

    private Calibration onTest(String name) {
        return new Calibration(
                Objects.requireNonNull(tested.get(name)), run.test().churned());
    }

    /** What was settled, and how well calibrated Nightjar is. */
    String note() {
        CutOff test = run.test();
        Calibration onTest = onTest(NIGHTJAR);
        Calibration outOfFold =
                new Calibration(run.outOfFold(), run.newestRows().churned());
        return text(
                "%s: %d test and %d scored customers, %.3f and %.3f left; Nightjar: %d cut-offs, %s trees; calibration"
                        + " error %.3f out of fold on the newest labelled cut-off (by chance up to %.3f), %.3f raw on"
                        + " the test, %.3f after a shift of %+.2f. %s",
                trial.name(),
                test.size(),
                trial.realised().size(),
                (double) test.churners() / test.size(),
                (double) trial.realised().churners() / trial.realised().size(),
                run.cutOffs(),
                run.trees().stream().map(String::valueOf).collect(Collectors.joining(" and ")),
                outOfFold.error(),
                outOfFold.errorByChance(),
                onTest.error(),
                onTest.errorAfterShift(),
                onTest.shift(),
                String.join("; ", notes));
    }

    private Row row(String name) {
        boolean[] then = trial.realised().churned();
        ChurnMetrics test = ChurnMetrics.of(tested.get(name), run.test().churned());
        ChurnMetrics future = ChurnMetrics.of(realised.get(name), then);
        double[] figures = {
            test.auc(),
            test.averagePrecision(),
            test.logLoss(),
            test.calibrationError(),
            onTest(name).errorAfterShift(),
            future.auc(),
            future.averagePrecision(),
            future.logLoss(),
            future.calibrationError()
        };
        return new Row(
                trial.name(), name, figures, lead(tested, name, run.test().churned()), lead(realised, name, then));
    }

    /** By how much Nightjar's AUC is above another's, as an interval. */
    private static String lead(Map<String, double[]> probabilities, String name, boolean[] churned) {
        if (name.equals(NIGHTJAR)) {
            return "";
        }
        double[] lead = Bootstrap.interval(probabilities.get(NIGHTJAR), probabilities.get(name), churned);
        return text("%+.4f to %+.4f", lead[0], lead[1]);
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
