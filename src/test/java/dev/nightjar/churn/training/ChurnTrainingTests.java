package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.training.ChurnTraining.Request;
import dev.nightjar.churn.training.TrainingOutcome.Decision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChurnTrainingTests {

    private static final int AS_OF = 1000;
    private static final int TEST = AS_OF - 90;
    private static final TrainingOptions STUMPS = new TrainingOptions(25, 1, 2, 20, 0.4, 1, 9);
    private static final ChurnOptions OPTIONS =
            new ChurnOptions(90, 365, 30_000, 5, List.of(0.4, 0.7), List.of(STUMPS));

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
                        "choices",
                        "evaluation",
                        "baselines",
                        "published");
        assertThat(outcome.provenance())
                .containsEntry("label_overlap", false)
                .containsEntry("test_cut_off", "1972-06-29");
        List<?> evaluation = (List<?>) section(outcome, "evaluation").get("cut_offs");
        List<?> published = (List<?>) section(outcome, "published").get("cut_offs");
        // the newest window that ends by the test cut-off began 90 days before it
        assertThat(evaluation.get(0)).isEqualTo("1972-03-31");
        assertThat(published.get(0)).isEqualTo("1972-06-29");
        assertThat(section(outcome, "published")).containsEntry("calibration_cut_offs", published.subList(0, 2));
        assertThat(outcome.trainingRows()).isEqualTo(900 * published.size());
    }

    @Test
    void noTestLabelTakesPartInAChoice() {
        PlantedCutOffs planted = planted(0, 900);
        boolean[] opposite = new boolean[900];
        for (int row = 0; row < opposite.length; row++) {
            opposite[row] = !planted.cutOff(TEST).churned()[row];
        }

        TrainingOutcome outcome = training.train(request(0, null), planted);
        TrainingOutcome other = training.train(request(0, null), planted.withLabels(TEST, opposite));

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

    @Test
    void fitsAreFewAndSmall() {
        ChurnOptions large = new ChurnOptions(90, 365, 3000, 5, List.of(0.4, 0.7), List.of(STUMPS));
        Request request = new Request("churn-new", AS_OF, 0, large, true, null);

        TrainingOutcome outcome = training.train(request, planted(0, 2500));

        // 3 folds settle and 1 forest is graded; 3 folds calibrate and 1 forest is published
        assertThat(trainer.calls()).hasSize(8);
        assertThat(trainer.calls()).allSatisfy(call -> assertThat(call.rows()).isLessThanOrEqualTo(3000));
        assertThat(trainer.rowTrees()).isLessThanOrEqualTo(4L * 3000 * 25);
        assertThat(section(outcome, "choices")).containsEntry("cut_offs", 3);
        assertThat(trainer.calls()).allSatisfy(call -> assertThat(call.seed()).isEqualTo(5));
    }

    @Test
    void oneClassOnlyPublishesNoOrderProbability() {
        PlantedCutOffs planted = planted(0, 600).withLabels(TEST, new boolean[600]);

        TrainingOutcome outcome = training.train(request(0, null), planted);

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.test()).isNull();
        assertThat(outcome.testRows()).isZero();
        assertThat(outcome.notes())
                .containsExactly(
                        "No churn model was trained: the test cut-off needs 100 customers who left and as many who"
                                + " stayed, was 0 and 600.",
                        "Published: bg-nbd probability of no order, uncalibrated.");
        assertThat(model(outcome).published()).isEqualTo(BaselineModel.NO_ORDER);
        assertThat(baseline(outcome)).isEqualTo(new TrainingOutcome.Baseline(Baselines.NO_ORDER_NAME, null, null));
        assertThat(trainer.calls()).isEmpty();
    }

    @Test
    void tooFewCustomersPublishTheBestBaselineCalibrated() {
        TrainingOutcome outcome = training.train(request(0, null), planted(0, 300));

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.notes().get(0)).contains("the test cut-off needs 500 active customers, was 300");
        BaselineModel published = (BaselineModel) model(outcome).published();
        assertThat(published.input()).isIn("first", "second");
        assertThat(published.calibrator()).isNotNull();
        assertThat(baseline(outcome).auc()).isGreaterThan(0.6);
        assertThat(outcome.test()).isNull();
        assertThat(outcome.trainingRows()).isZero();
    }

    @Test
    void withoutAnyCutOffThereIsStillTheNoOrderProbability() {
        PlantedCutOffs none = PlantedCutOffs.of(List.of(), 0, 1, 1);

        TrainingOutcome outcome = training.train(request(AS_OF - 20, null), none);

        assertThat(outcome.notes().get(0))
                .isEqualTo(
                        "No churn model was trained: there is no test cut-off: the history does not reach back 30 days"
                                + " and the horizon (90 days) from the as-of date.");
        assertThat(model(outcome).published()).isEqualTo(BaselineModel.NO_ORDER);
    }

    @Test
    void withoutAPurchaseModelThereIsNothing() {
        PlantedCutOffs none = PlantedCutOffs.of(List.of(), 0, 1, 1);
        Request request = new Request("churn-new", AS_OF, AS_OF - 20, OPTIONS, false, null);

        TrainingOutcome outcome = training.train(request, none);

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.model()).isNull();
        assertThat(outcome.baseline()).isNull();
        assertThat(outcome.notes()).endsWith("No churn probability is published.");
    }

    @Test
    void withoutTrainingCutOffsTheNoOrderProbabilityIsCalibrated() {
        PlantedCutOffs one = PlantedCutOffs.of(List.of(TEST), 600, 1.2, 3);

        TrainingOutcome outcome = training.train(request(TEST - 40, null), one);

        assertThat(outcome.notes().get(0))
                .contains("no cut-off before the test has 30 days of history, 200 active customers and both classes");
        BaselineModel published = (BaselineModel) model(outcome).published();
        assertThat(published.input()).isEqualTo(BaselineModel.ORDER_PROBABILITY);
        assertThat(published.calibrator()).isNotNull();
        assertThat(baseline(outcome).auc()).isGreaterThan(0.55);
    }

    @Test
    void withoutTrainingCutOffsAndPurchaseModelThereIsNothing() {
        PlantedCutOffs one = PlantedCutOffs.of(List.of(TEST), 600, 1.2, 3);
        Request request = new Request("churn-new", AS_OF, TEST - 40, OPTIONS, false, null);

        assertThat(training.train(request, one).model()).isNull();
    }

    @Test
    void noBaselineReadsAPurchaseModelThatIsNotThere() {
        // nothing but the purchase model tells anything, and there is none on the as-of date
        Request request = new Request("churn-new", AS_OF, 0, OPTIONS, false, null);

        TrainingOutcome outcome = training.withoutTraining(request, planted(0, 600));

        BaselineModel published = (BaselineModel) model(outcome).published();
        assertThat(published.input()).isNotEqualTo(BaselineModel.ORDER_PROBABILITY);
    }

    @Test
    void aModelThatLosesToABaselineIsNotPublished() {
        Random random = new Random(2);
        PlantedCutOffs planted = planted(0, 800);
        boolean[] noise = new boolean[800];
        for (int row = 0; row < noise.length; row++) {
            noise[row] = random.nextInt(4) == 0
                    || planted.inputs(TEST, PlantedCutOffs.encoder("x")).column("first")[row] > 1;
        }

        TrainingOutcome outcome = training.train(request(0, null), planted.withLabels(TEST, noise));

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.notes().get(0)).startsWith("The new churn model lost to a baseline: test AUC 0.");
        assertThat(outcome.test()).isNotNull();
        assertThat(outcome.testRows()).isEqualTo(800);
        assertThat(model(outcome).isForest()).isFalse();
    }

    @Test
    void aChampionKeepsScoringWhereNothingNewIsGood() {
        ChurnModel champion = model(training.train(request(0, null), planted(0, 800)));

        TrainingOutcome tooFew = training.train(request(0, champion), planted(0, 300));
        TrainingOutcome asked = training.withoutTraining(request(0, champion), planted(0, 800));

        assertThat(tooFew.decision()).isEqualTo(Decision.CHAMPION_KEPT);
        assertThat(tooFew.model()).isNull();
        assertThat(tooFew.notes()).endsWith("The champion churn-new keeps scoring.");
        assertThat(asked.decision()).isEqualTo(Decision.CHAMPION_KEPT);
        assertThat(asked.notes()).startsWith("No churn model was trained, as asked.");
    }

    @Test
    void withoutTrainingAndChampionABaselineIsPublished() {
        TrainingOutcome outcome = training.withoutTraining(request(0, null), planted(0, 800));

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(model(outcome).isForest()).isFalse();
        assertThat(trainer.calls()).isEmpty();
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
        TrainingOptions feeble = new TrainingOptions(3, 1, 2, 20, 0.3, 1, 9);
        ChurnOptions options = new ChurnOptions(90, 365, 30_000, 5, List.of(0.4, 0.7), List.of(feeble));

        TrainingOutcome outcome =
                training.train(new Request("churn-later", AS_OF, 0, options, true, champion), planted(0, 1500));

        assertThat(outcome.decision()).isEqualTo(Decision.CHALLENGER);
        assertThat(model(outcome).modelId()).isEqualTo("churn-later");
        assertThat(outcome.notes().get(0))
                .startsWith(
                        "The new churn model stays challenger of churn-new on the newest cut-off: average precision")
                .endsWith("The champion keeps scoring.");
        assertThat(section(outcome, "promotion")).containsEntry("promoted", false);
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

    @Test
    void aClassThatAFoldHoldsAloneMakesNoModel() {
        PlantedCutOffs planted = planted(0, 600);
        for (CutOff cutOff : planted.newestFirst()) {
            boolean[] single = new boolean[600];
            single[0] = true;
            planted = cutOff.day() == TEST ? planted : planted.withLabels(cutOff.day(), single);
        }

        TrainingOutcome outcome = training.train(request(0, null), planted);

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.notes().get(0))
                .isEqualTo(
                        "No churn model was trained: one class is so rare in the cut-offs of the evaluation that a fold"
                                + " of customers holds all of it.");
    }

    private static List<?> rules(TrainingOutcome outcome) {
        return ((List<?>) Objects.requireNonNull(outcome.provenance().get("baselines")))
                .stream()
                        .map(figures -> List.of(
                                Objects.requireNonNull(((Map<?, ?>) figures).get("name")),
                                Objects.requireNonNull(((Map<?, ?>) figures).get("training_auc"))))
                        .toList();
    }

    private static PlantedCutOffs planted(int firstOrderDay, int customers) {
        return PlantedCutOffs.of(CutOffPlan.of(AS_OF, firstOrderDay, 90, 6).cutOffDays(), customers, 1.2, 1);
    }

    private static Request request(int firstOrderDay, @Nullable ChurnModel champion) {
        return new Request("churn-new", AS_OF, firstOrderDay, OPTIONS, true, champion);
    }

    private static ChurnModel model(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.model());
    }

    private static ChurnMetrics test(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.test());
    }

    private static TrainingOutcome.Baseline baseline(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.baseline());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> section(TrainingOutcome outcome, String name) {
        return (Map<String, Object>) Objects.requireNonNull(outcome.provenance().get(name));
    }
}
