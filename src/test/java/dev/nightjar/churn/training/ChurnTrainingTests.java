package dev.nightjar.churn.training;

import static dev.nightjar.churn.training.TrainingFixture.AS_OF;
import static dev.nightjar.churn.training.TrainingFixture.STUMPS;
import static dev.nightjar.churn.training.TrainingFixture.TEST;
import static dev.nightjar.churn.training.TrainingFixture.baseline;
import static dev.nightjar.churn.training.TrainingFixture.cutOffs;
import static dev.nightjar.churn.training.TrainingFixture.model;
import static dev.nightjar.churn.training.TrainingFixture.opposite;
import static dev.nightjar.churn.training.TrainingFixture.planted;
import static dev.nightjar.churn.training.TrainingFixture.request;
import static dev.nightjar.churn.training.TrainingFixture.rules;
import static dev.nightjar.churn.training.TrainingFixture.section;
import static dev.nightjar.churn.training.TrainingFixture.test;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.CalibratedForest;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.training.ChurnTraining.Request;
import dev.nightjar.churn.training.TrainingOutcome.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChurnTrainingTests {

    private final FakeForestTrainer trainer = new FakeForestTrainer();
    private final ChurnTraining training = new ChurnTraining(trainer);

    @Test
    void aPlantedSignalMakesAChampionThatBeatsEveryBaseline() {
        TrainingOutcome outcome = training.train(request(0, null), planted(0, 900));

        assertThat(outcome.decision()).isEqualTo(Decision.CHAMPION);
        assertThat(test(outcome).auc()).isGreaterThan(0.8);
        assertThat(test(outcome).calibrationError()).isLessThan(0.05);
        assertThat(baseline(outcome).name()).isIn("high first", "high second");
        assertThat(baseline(outcome).auc()).isBetween(0.65, 0.8);
        assertThat(outcome.testRows()).isEqualTo(900);
        assertThat(outcome.notes()).isEmpty();
        assertThat(model(outcome).isForest()).isTrue();
        assertThat(model(outcome).modelId()).isEqualTo("churn-new");
    }

    @Test
    void publishedProbabilitiesAgreeWithWhatHappensNext() {
        ChurnModel model = model(training.train(request(0, null), planted(0, 900)));
        PlantedCutOffs later = PlantedCutOffs.of(List.of(AS_OF), 3000, 1.2, 99);

        double[] probabilities = model.probability(later.inputs(AS_OF, model.encoder()));

        ChurnMetrics metrics =
                ChurnMetrics.of(probabilities, later.cutOff(AS_OF).churned());
        assertThat(metrics.auc()).isGreaterThan(0.8);
        assertThat(metrics.calibrationError()).isLessThan(0.04);
    }

    @Test
    void provenanceListsBothSetsOfCutOffs() {
        TrainingOutcome outcome = training.train(request(0, null), planted(0, 900));

        assertThat(outcome.provenance().keySet())
                .containsExactly(
                        "as_of_date",
                        "horizon_days",
                        "active_within_days",
                        "most_training_rows",
                        "seed",
                        "feature_schema_version",
                        "feature_fingerprint",
                        "test_cut_off",
                        "test_customers",
                        "test_churners",
                        "label_overlap",
                        "calibrator",
                        "choices",
                        "evaluation",
                        "baselines",
                        "logistic_regression",
                        "test_evidence",
                        "grade",
                        "published");
        assertThat(outcome.provenance())
                .containsEntry("label_overlap", false)
                .containsEntry("test_cut_off", "1972-06-29");
        List<?> evaluation = cutOffs(outcome, "evaluation");
        List<?> published = cutOffs(outcome, "published");
        // the newest window that ends by the test cut-off began 90 days before it
        assertThat(evaluation.get(0)).isEqualTo("1972-03-31");
        assertThat(published.get(0)).isEqualTo("1972-06-29");
        assertThat(section(outcome, "published")).containsEntry("calibration_cut_offs", published.subList(0, 2));
        assertThat(outcome.trainingRows()).isEqualTo(900 * published.size());
    }

    @Test
    void noTestLabelTakesPartInAChoice() {
        PlantedCutOffs planted = planted(0, 900);
        TrainingOutcome outcome = training.train(request(0, null), planted);
        TrainingOutcome other = training.train(request(0, null), planted.withLabels(TEST, opposite(planted)));

        assertThat(other.decision()).isEqualTo(Decision.BASELINE);
        assertThat(test(other)).isNotEqualTo(test(outcome));
        assertThat(other.provenance().get("choices"))
                .isEqualTo(outcome.provenance().get("choices"));
        assertThat(other.provenance().get("evaluation"))
                .isEqualTo(outcome.provenance().get("evaluation"));
        assertThat(rules(other)).isEqualTo(rules(outcome)).hasSize(2);
    }

    @Test
    void theEvaluationIsTheSameModelWhateverTheTestLabels() {
        PlantedCutOffs planted = planted(0, 900);
        boolean[] labels = planted.cutOff(TEST).churned().clone();
        for (int row = 0; row < 40; row++) {
            labels[row] = !labels[row];
        }

        ChurnModel model = model(training.train(request(0, null), planted));
        ChurnModel other = model(training.train(request(0, null), planted.withLabels(TEST, labels)));

        double[] probability =
                model.graded().probability(planted.cutOff(TEST).customerIds(), planted.inputs(TEST, model.encoder()));
        assertThat(other.graded()
                        .probability(planted.cutOff(TEST).customerIds(), planted.inputs(TEST, model.encoder())))
                .isEqualTo(probability);
        assertThat(other.published()).isNotEqualTo(model.published());
    }

    @Test
    void theEvaluationEncoderIsFittedBeforeTheTestCutOff() {
        PlantedCutOffs planted = planted(0, 600);

        training.train(request(0, null), planted);

        assertThat(planted.fittedAt()).contains(TEST - 90, TEST);
    }

    @Test
    void rowOrderAndThreadsChangeNoByte() throws InterruptedException {
        PlantedCutOffs planted = planted(700, 900);
        byte[] bytes = ChurnModelArtifact.toBytes(model(training.train(request(700, null), planted)));

        byte[] reversed = ChurnModelArtifact.toBytes(model(training.train(request(700, null), planted.reversed())));
        byte[][] concurrent = new byte[2][];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < 2; i++) {
            int slot = i;
            threads[i] = new Thread(() ->
                    concurrent[slot] = ChurnModelArtifact.toBytes(model(training.train(request(700, null), planted))));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(reversed).isEqualTo(bytes);
        assertThat(concurrent[0]).isEqualTo(bytes);
        assertThat(concurrent[1]).isEqualTo(bytes);
    }

    @Test
    void shortHistoriesOverlapButNoCustomerIsPredictedByAForestThatSawIt() {
        // cut-offs 30 and 60 days before the test: their windows reach into the test's
        TrainingOutcome outcome = training.train(request(TEST - 110, null), planted(TEST - 110, 900));

        assertThat(outcome.decision()).isEqualTo(Decision.CHAMPION);
        assertThat(outcome.provenance()).containsEntry("label_overlap", true);
        assertThat(model(outcome).graded().byFold()).hasSize(3);
        assertThat(test(outcome).auc()).isGreaterThan(0.8);
        // three folds, then for the published model three and one; no fourth for the evaluation
        assertThat(trainer.calls()).hasSize(7);
    }

    /** Two cut-offs were labelled by the test, 90 and 120 days before it; those of 30 and 60 days are learnt from, too. */
    @Test
    void twoLabelledCutOffsAreTooFewToEvaluateOn() {
        int firstOrderDay = TEST - 150;

        TrainingOutcome outcome = training.train(request(firstOrderDay, null), planted(firstOrderDay, 900));

        assertThat(outcome.provenance()).containsEntry("label_overlap", true);
        assertThat(model(outcome).graded().byFold()).hasSize(3);
        assertThat(section(outcome, "choices").get("cut_offs")).isIn(3, 4);
    }

    @Test
    void eachBoostIsSettledAndAllAreAveragedInTheModel() {
        TrainingOptions other = new TrainingOptions(10, 1, 2, 20, 0.2, 1, 1, false, 9);
        ChurnOptions two = new ChurnOptions(90, 365, 30_000, 5, List.of(0.4, 0.7), List.of(STUMPS, other));
        PlantedCutOffs planted = planted(0, 900);

        TrainingOutcome outcome = training.train(new Request("churn-new", AS_OF, 0, two, true, null), planted);

        List<?> boosts =
                (List<?>) Objects.requireNonNull(section(outcome, "choices").get("boosts"));
        assertThat(boosts).extracting("shrinkage").containsExactly(0.4, 0.2);
        int trees = boosts.stream()
                .mapToInt(boost -> (Integer) Objects.requireNonNull(((Map<?, ?>) boost).get("trees")))
                .sum();
        assertThat(model(outcome).graded().byFold())
                .singleElement()
                .satisfies(graded -> assertThat(graded.forest().trees()).isEqualTo(trees));
        assertThat(model(outcome).published())
                .isInstanceOfSatisfying(
                        CalibratedForest.class,
                        published -> assertThat(published.forest().trees()).isEqualTo(trees));
    }

    @Test
    void fitsAreFew() {
        ChurnOptions large = new ChurnOptions(90, 365, 3000, 5, List.of(0.4, 0.7), List.of(STUMPS));
        Request request = new Request("churn-new", AS_OF, 0, large, true, null);

        TrainingOutcome outcome = training.train(request, planted(0, 2500));

        // 3 folds settle and 1 forest is graded; 3 folds calibrate and 1 forest is published
        assertThat(trainer.calls()).hasSize(8);
        assertThat(trainer.calls()).allSatisfy(call -> assertThat(call.rows()).isLessThanOrEqualTo(3000));
        assertThat(trainer.rowTrees()).isLessThanOrEqualTo(6L * 3000 * 25);
        assertThat(section(outcome, "choices")).containsEntry("cut_offs", 3);
        assertThat(trainer.calls()).allSatisfy(call -> assertThat(call.seed()).isEqualTo(5));
    }

    @Test
    void anEquallyGoodModelReplacesTheChampion() {
        PlantedCutOffs planted = planted(0, 800);
        ChurnModel champion = model(training.train(request(0, null), planted));

        TrainingOutcome outcome = training.train(request(0, champion), planted);

        assertThat(outcome.decision()).isEqualTo(Decision.CHAMPION);
        assertThat(section(outcome, "promotion"))
                .containsEntry("champion_model_id", "churn-new")
                .containsEntry("promoted", true);
    }

    @Test
    void aWorseModelStaysChallengerAndSaysWhy() {
        ChurnModel champion = model(training.train(request(0, null), planted(0, 1500)));
        TrainingOptions feeble = new TrainingOptions(3, 1, 2, 20, 0.3, 1, 1, false, 9);
        ChurnOptions options = new ChurnOptions(90, 365, 30_000, 5, List.of(0.4, 0.7), List.of(feeble));

        TrainingOutcome outcome =
                training.train(new Request("churn-later", AS_OF, 0, options, true, champion), planted(0, 1500));

        assertThat(outcome.decision()).isEqualTo(Decision.CHALLENGER);
        assertThat(model(outcome).modelId()).isEqualTo("churn-later");
        assertThat(outcome.notes().get(0))
                .startsWith(
                        "The new churn model churn-later stays challenger of churn-new on the newest cut-off: average precision")
                .endsWith("The champion keeps scoring.");
        assertThat(section(outcome, "promotion")).containsEntry("promoted", false);
    }

    /** The champion's forests saw windows that reach into the test's, the new one's did not. */
    @Test
    void aChampionThatWasEvaluatedWithOverlapIsNotComparedWithOneThatWasNot() {
        ChurnModel overlapping = model(training.train(request(TEST - 110, null), planted(TEST - 110, 900)));

        TrainingOutcome outcome = training.train(request(0, overlapping), planted(0, 900));

        assertThat(outcome.decision()).isEqualTo(Decision.CHAMPION);
        assertThat(outcome.provenance()).containsEntry("label_overlap", false).doesNotContainKey("promotion");
        assertThat(outcome.notes()).singleElement().asString().startsWith("The new churn model takes the place of");
    }

    @Test
    void aChampionOfAnotherSchemaIsNotComparedAndSaysSo() {
        ChurnModel champion = model(training.train(request(0, null), planted(0, 800)));

        TrainingOutcome outcome =
                training.train(request(0, champion), planted(0, 800).withFingerprint("other"));
        TrainingOutcome tooFew =
                training.train(request(0, champion), planted(0, 300).withFingerprint("other"));

        assertThat(outcome.decision()).isEqualTo(Decision.CHAMPION);
        assertThat(outcome.notes().get(0)).startsWith("[model churn-new] trained on another feature schema");
        assertThat(tooFew.decision()).isEqualTo(Decision.BASELINE);
    }

    @Test
    void aBaselineIsNoChampion() {
        ChurnModel baseline = model(training.withoutTraining(request(0, null), planted(0, 800)));

        assertThatThrownBy(() -> request(0, baseline)).hasMessage("a baseline is no champion, was churn-new");
        assertThatThrownBy(baseline::graded).hasMessage("model churn-new is a baseline, which has no evaluation model");
    }
}
