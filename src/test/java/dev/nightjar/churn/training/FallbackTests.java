package dev.nightjar.churn.training;

import static dev.nightjar.churn.training.TrainingFixture.AS_OF;
import static dev.nightjar.churn.training.TrainingFixture.OPTIONS;
import static dev.nightjar.churn.training.TrainingFixture.TEST;
import static dev.nightjar.churn.training.TrainingFixture.baseline;
import static dev.nightjar.churn.training.TrainingFixture.model;
import static dev.nightjar.churn.training.TrainingFixture.opposite;
import static dev.nightjar.churn.training.TrainingFixture.planted;
import static dev.nightjar.churn.training.TrainingFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.training.ChurnTraining.Request;
import dev.nightjar.churn.training.TrainingOutcome.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

class FallbackTests {

    private final FakeForestTrainer trainer = new FakeForestTrainer();
    private final ChurnTraining training = new ChurnTraining(trainer);

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
    void featuresThatTellNobodyApartTrainNothing() {
        TrainingOutcome outcome =
                training.train(request(0, null), planted(0, 900).withoutInputs());

        assertThat(outcome.decision()).isEqualTo(Decision.BASELINE);
        assertThat(outcome.notes().get(0))
                .isEqualTo("No churn model was trained: no feature tells the customers of the training cut-offs apart:"
                        + " each is missing, or the same for everybody.");
        assertThat(outcome.findings()).extracting(UsabilityFinding::code).containsExactly("minimum_data");
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
    void whereTheNoOrderProbabilityIsExcludedItIsNotPublished() {
        PlantedCutOffs none = PlantedCutOffs.of(List.of(), 0, 1, 1).withoutPurchaseModel();
        PlantedCutOffs one = PlantedCutOffs.of(List.of(TEST), 600, 1.2, 3).withoutPurchaseModel();

        assertThat(training.train(request(AS_OF - 20, null), none).notes())
                .endsWith("No churn probability is published.");
        assertThat(training.train(request(TEST - 40, null), one).model()).isNull();
        BaselineModel rule = (BaselineModel)
                model(training.train(request(0, null), planted(0, 300).withoutPurchaseModel()))
                        .published();
        assertThat(rule.input()).isIn("first", "second");
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
        PlantedCutOffs planted = planted(0, 800);

        TrainingOutcome outcome = training.train(request(0, null), planted.withLabels(TEST, opposite(planted)));

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
        assertThat(outcome.findings())
                .extracting(UsabilityFinding::details)
                .containsExactly("One class is so rare in the cut-offs of the evaluation that a fold of customers"
                        + " holds all of it.");
    }
}
