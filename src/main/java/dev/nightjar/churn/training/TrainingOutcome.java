package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What training came to: everything a night needs for the row of its model, the ledger and the report.
 *
 * @param decision what scores customers from now on
 * @param model the new model, or the baseline to publish; null where the champion is kept and nothing new is worth
 *     storing, or there is nothing to publish
 * @param trainingRows rows the published forest was fitted on; 0 without one
 * @param testRows customers of the test cut-off; 0 if it was not used
 * @param test how the evaluation model did on the test cut-off, also if it lost to a baseline; null without one
 * @param baseline the strongest baseline on the test cut-off or, if a baseline is published, that one; null without any
 * @param provenance what the model was made from, in a fixed order; text, numbers, truth values, lists and maps of them
 * @param findings the usability report
 * @param notes why there is no model, or what else a person should know; whole sentences
 */
public record TrainingOutcome(
        Decision decision,
        @Nullable ChurnModel model,
        int trainingRows,
        int testRows,
        @Nullable ChurnMetrics test,
        @Nullable Baseline baseline,
        Map<String, Object> provenance,
        List<UsabilityFinding> findings,
        List<String> notes) {

    /** What scores customers from now on. */
    public enum Decision {
        /** The new model. */
        CHAMPION,
        /** The champion; the new model is stored beside it, and the night warns. */
        CHALLENGER,
        /** The champion; there is no new model, or it lost to a baseline. */
        CHAMPION_KEPT,
        /** A baseline, or nothing at all. */
        BASELINE
    }

    /**
     * A baseline on the test cut-off.
     *
     * @param name what it is, such as {@code high days_since_last_order}
     * @param auc null where the test cut-off cannot tell
     * @param logLoss after the same calibration; null where the test cut-off cannot tell
     */
    public record Baseline(
            String name, @Nullable Double auc, @Nullable Double logLoss) {}

    public TrainingOutcome {
        findings = List.copyOf(findings);
        notes = List.copyOf(notes);
    }
}
