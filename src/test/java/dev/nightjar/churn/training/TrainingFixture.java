package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.training.ChurnTraining.Request;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A night with planted signals, and what came of it. */
final class TrainingFixture {

    static final int AS_OF = 1000;
    static final int TEST = AS_OF - 90;
    static final TrainingOptions STUMPS = new TrainingOptions(25, 1, 2, 20, 0.4, 1, 1, false, 9);
    static final ChurnOptions OPTIONS = new ChurnOptions(90, 365, 30_000, 5, List.of(0.4, 0.7), List.of(STUMPS));

    /** Labels that turn whatever was learnt into its opposite; a sharper score loses more. */
    static boolean[] opposite(PlantedCutOffs planted) {
        boolean[] opposite = planted.cutOff(TEST).churned().clone();
        for (int row = 0; row < opposite.length; row++) {
            opposite[row] = !opposite[row];
        }
        return opposite;
    }

    static List<?> cutOffs(TrainingOutcome outcome, String set) {
        return (List<?>) Objects.requireNonNull(section(outcome, set).get("cut_offs"));
    }

    static List<?> rules(TrainingOutcome outcome) {
        return ((List<?>) Objects.requireNonNull(outcome.provenance().get("baselines")))
                .stream()
                        .map(figures -> List.of(
                                Objects.requireNonNull(((Map<?, ?>) figures).get("name")),
                                Objects.requireNonNull(((Map<?, ?>) figures).get("training_auc"))))
                        .toList();
    }

    static PlantedCutOffs planted(int firstOrderDay, int customers) {
        return PlantedCutOffs.of(CutOffPlan.of(AS_OF, firstOrderDay, 90, 6).cutOffDays(), customers, 1.2, 1);
    }

    /** Rows of one cut-off. */
    static TrainingRows rows(int customers) {
        PlantedCutOffs planted = PlantedCutOffs.of(List.of(AS_OF), customers, 1.2, 4);
        return new CutOffSample(planted, List.of(AS_OF), planted.encoder(AS_OF)).newest(1, customers);
    }

    static Request request(int firstOrderDay, @Nullable ChurnModel champion) {
        return new Request("churn-new", AS_OF, firstOrderDay, OPTIONS, true, champion);
    }

    static ChurnModel model(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.model());
    }

    static ChurnMetrics test(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.test());
    }

    static TrainingOutcome.Baseline baseline(TrainingOutcome outcome) {
        return Objects.requireNonNull(outcome.baseline());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> section(TrainingOutcome outcome, String name) {
        return (Map<String, Object>) Objects.requireNonNull(outcome.provenance().get(name));
    }

    private TrainingFixture() {}
}
