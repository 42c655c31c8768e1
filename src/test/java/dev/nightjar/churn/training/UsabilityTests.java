package dev.nightjar.churn.training;

import static dev.nightjar.churn.training.TrainingFixture.AS_OF;
import static dev.nightjar.churn.training.TrainingFixture.OPTIONS;
import static dev.nightjar.churn.training.TrainingFixture.TEST;
import static dev.nightjar.churn.training.TrainingFixture.opposite;
import static dev.nightjar.churn.training.TrainingFixture.planted;
import static dev.nightjar.churn.training.TrainingFixture.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.LabelledCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.evaluation.UsabilityFinding.Severity;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsabilityTests {

    private final ChurnTraining training = new ChurnTraining(new FakeForestTrainer());

    @Test
    void aTrainingThatFailsSaysWhatWasMissing() {
        TrainingOutcome outcome = training.train(request(0, null), planted(0, 300));

        assertThat(outcome.findings())
                .containsExactly(new UsabilityFinding(
                        Severity.ERROR,
                        "minimum_data",
                        "orders",
                        "ordered_at",
                        "The test cut-off needs 500 active customers, was 300."));
    }

    @Test
    void aModelThatLosesIsAnError() {
        PlantedCutOffs planted = planted(0, 900);

        TrainingOutcome outcome = training.train(request(0, null), planted.withLabels(TEST, opposite(planted)));

        assertThat(codes(outcome)).contains("ERROR lost_to_baseline", "WARNING calibration_off");
        assertThat(outcome.provenance()).containsEntry("grade", "C");
    }

    @Test
    void aGoodModelHasAGradeAndEvidenceAndOnlyRecommendations() {
        TrainingOutcome outcome = training.train(request(0, null), planted(0, 3_000));

        assertThat(codes(outcome)).containsExactly("RECOMMENDATION no_interactions");
        assertThat(outcome.findings().get(0).table()).isEqualTo("interactions");
        assertThat(outcome.provenance()).containsEntry("grade", "A");
        assertThat(TrainingFixture.section(outcome, "test_evidence")).containsKeys("top", "reliability", "thresholds");
        assertThat((Double)
                        TrainingFixture.section(outcome, "logistic_regression").get("test_auc"))
                .isGreaterThan(0.8);
        assertThat(outcome.provenance().get("calibrator")).isIn("platt", "isotonic");
    }

    @Test
    void aBaseRateThatMovedIsAWarning() {
        PlantedCutOffs planted = planted(0, 3_000);
        boolean[] moved = planted.cutOff(TEST).churned().clone();
        for (int row = 0; row < moved.length; row += 4) {
            moved[row] = true;
        }

        TrainingOutcome outcome = training.train(request(0, null), planted.withLabels(TEST, moved));

        assertThat(outcome.findings())
                .filteredOn(finding -> finding.code().equals("base_rate_moved"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.details())
                        .matches("\\d\\d\\.\\d % left in the newest training cut-offs, \\d\\d\\.\\d % in the"
                                + " test\\..*"));
    }

    @Test
    void aShortHistoryIsARecommendation() {
        assertThat(codes(training.train(request(600, null), planted(600, 3_000))))
                .contains("RECOMMENDATION short_history");
    }

    @Test
    void aColumnThatIsOftenMissingIsAWarning() {
        With often = new With("another", "another", planted(0, 3_000), row -> row % 2);
        often.missingShares = Map.of("country", 0.5);

        TrainingOutcome outcome = training.train(request(0, null), often);

        assertThat(outcome.findings())
                .contains(new UsabilityFinding(
                        Severity.WARNING,
                        "often_missing",
                        "customers",
                        "country",
                        "Missing for 50 % of the customers the model learns from."));
    }

    @Test
    void aColumnThatIsSeldomMissingIsNone() {
        With seldom = new With("another", "another", planted(0, 3_000), row -> row % 2);
        seldom.missingShares = Map.of("country", 0.2, "another", 1.0);

        TrainingOutcome outcome = training.train(request(0, null), seldom);

        assertThat(codes(outcome)).doesNotContain("WARNING often_missing");
    }

    /** A column that knows the future: whatever it is called, it gives itself away. */
    @Test
    void aFeatureThatKnowsTheLabelIsAWarning() {
        PlantedCutOffs planted = planted(0, 3_000);
        With leaking = new With("days_since_last_interaction", "days_since_last_interaction", planted, row -> 0);
        leaking.isLabel = true;

        TrainingOutcome outcome = training.train(request(0, null), leaking);

        assertThat(outcome.findings())
                .filteredOn(finding -> finding.code().equals("feature_too_good"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.column()).isEqualTo("days_since_last_interaction");
                    assertThat(finding.details()).contains("AUC of 1.000").contains("churn.exclude-features");
                });
        assertThat(codes(outcome)).doesNotContain("RECOMMENDATION no_interactions");
    }

    /** Excluding one feature of interactions does not mean that there are none. */
    @Test
    void anyFeatureOfInteractionsWillDo() {
        With visits =
                new With("interaction_day_count_30d", "interaction_day_count_30d", planted(0, 3_000), row -> row % 7);

        assertThat(codes(training.train(request(0, null), visits))).doesNotContain("RECOMMENDATION no_interactions");
    }

    @Test
    void nightsThatWereAskedNotToTrainHaveNoReport() {
        assertThat(training.withoutTraining(request(0, null), planted(0, 900)).findings())
                .isEmpty();
    }

    /** A cut-off before the first order: no rows, so nothing to learn from. */
    @Test
    void aCutOffWithoutHistoryIsNotTrainedOn() {
        PlantedCutOffs planted =
                PlantedCutOffs.of(CutOffPlan.of(AS_OF, 0, 90, 6).cutOffDays(), 900, 1.2, 1);

        TrainingOutcome outcome = training.train(request(AS_OF - 100, null), planted);

        assertThat(outcome.findings())
                .extracting(UsabilityFinding::details)
                .contains("The first order must be 2 horizons (" + 2 * OPTIONS.horizonDays()
                        + " days) before the as-of date, was 100 days.");
    }

    private static List<String> codes(TrainingOutcome outcome) {
        return outcome.findings().stream()
                .map(finding -> finding.severity() + " " + finding.code())
                .toList();
    }

    /** Planted cut-offs with one more input. */
    private static final class With implements LabelledCutOffs {

        private final Column column;
        private final PlantedCutOffs planted;
        private final java.util.function.IntToDoubleFunction value;
        private boolean isLabel;
        private Map<String, Double> missingShares = Map.of();

        With(String input, String feature, PlantedCutOffs planted, java.util.function.IntToDoubleFunction value) {
            this.column = new Column(input, feature, Source.NUMBER, "", 0);
            this.planted = planted;
            this.value = value;
        }

        @Override
        public List<CutOff> newestFirst() {
            return planted.newestFirst();
        }

        @Override
        public FeatureEncoder encoder(int cutOffDay) {
            FeatureEncoder plain = planted.encoder(cutOffDay);
            List<Column> columns = new ArrayList<>(plain.columns());
            columns.add(column);
            List<String> features = new ArrayList<>(plain.features());
            features.add(column.feature());
            return new FeatureEncoder(1, plain.fingerprint(), 90, features, columns);
        }

        @Override
        public FeatureMatrix inputs(int cutOffDay, FeatureEncoder encoder) {
            FeatureMatrix plain = planted.inputs(cutOffDay, encoder);
            boolean[] churned = planted.cutOff(cutOffDay).churned();
            double[] values = new double[plain.rows()];
            Arrays.setAll(values, row -> isLabel ? (churned[row] ? 1 : 0) : value.applyAsDouble(row));
            double[][] columns = Arrays.copyOf(plain.columns(), plain.columns().length + 1);
            columns[columns.length - 1] = values;
            return new FeatureMatrix(encoder.inputs(), columns, plain.rows());
        }

        @Override
        public double missingShare(int cutOffDay, String feature) {
            return missingShares.getOrDefault(feature, 0.0);
        }
    }
}
