package dev.nightjar.churn.training;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.evaluation.UsabilityFinding.Severity;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.family.Feature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The usability report of a night: what keeps a model from being made, from being trusted, or from being better. */
final class Usability {

    private static final double MOVED_BASE_RATE = 0.05;
    private static final double POOR_CALIBRATION = 0.05;
    private static final double TOO_GOOD_ALONE = 0.95;
    private static final double OFTEN_MISSING = 0.2;
    private static final int YEAR_DAYS = 365;

    /** Features that have no value where a column of the source is empty, whatever the customer did. */
    private static final Map<String, String> COLUMN_OF_FEATURE = Map.of(
            "tenure_days", "customers.signed_up_on",
            "country", "customers.country",
            "acquisition_channel", "customers.acquisition_channel",
            "mean_item_count", "orders.item_count",
            "discounted_order_share", "orders.discount",
            "margin_rate", "orders.cost");

    private static final Set<String> OF_INTERACTIONS =
            FeatureCatalogue.complete(FeatureOptions.DEFAULTS).features().stream()
                    .filter(feature -> feature.needs().stream().anyMatch(column -> column.startsWith("interactions.")))
                    .map(Feature::code)
                    .collect(Collectors.toUnmodifiableSet());

    private final Night night;
    private final List<UsabilityFinding> findings = new ArrayList<>();

    Usability(Night night) {
        this.night = night;
    }

    /** Nothing could be trained, for these reasons. */
    static List<UsabilityFinding> untrained(List<String> problems) {
        return problems.stream().map(Usability::minimumData).toList();
    }

    /** What an evaluation tells, whether or not its model is published. */
    List<UsabilityFinding> evaluated(Evaluation evaluation, CutOff test, ChurnMetrics metrics, Baselines baselines) {
        TrainingRows rows = evaluation.deciding();
        checkBaseRate(share(rows.churned()), (double) test.churners() / test.size());
        if (metrics.calibrationError() > POOR_CALIBRATION) {
            add(
                    Severity.WARNING,
                    "calibration_off",
                    "",
                    text(
                            "Predicted and realised churn differ by %.3f on average, more than %.2f. Trust the ranking"
                                    + " more than the probabilities, or shorten the horizon.",
                            metrics.calibrationError(), POOR_CALIBRATION));
        }
        baselines.contenders().stream()
                .filter(contender -> contender.trainingAuc() >= TOO_GOOD_ALONE)
                .forEach(contender -> add(
                        Severity.WARNING,
                        "feature_too_good",
                        "features."
                                + evaluation
                                        .sample()
                                        .encoder()
                                        .featureOf(contender.model().input()),
                        text(
                                "This feature alone ranks churn with an AUC of %.3f. Check that its column does not"
                                        + " know the future, else name it in churn.exclude-features.",
                                contender.trainingAuc())));
        checkMissing(evaluation.sample().days().get(0));
        recommend(evaluation);
        return findings;
    }

    /** The model is good, and cannot be fitted on the newest labels. */
    void unpublished(String problem) {
        findings.add(minimumData(problem));
    }

    private static UsabilityFinding minimumData(String problem) {
        return new UsabilityFinding(Severity.ERROR, "minimum_data", "orders", "ordered_at", sentence(problem));
    }

    /** The model is no better than a rule. */
    void lost(ChurnMetrics metrics, Baselines.Graded strongest) {
        add(
                Severity.ERROR,
                "lost_to_baseline",
                "",
                text(
                        "The model's test AUC is %.4f, %s reaches %.4f. It is not used; more history or more customers"
                                + " may help.",
                        metrics.auc(), strongest.name(), strongest.testAuc()));
    }

    private void checkBaseRate(double trained, double tested) {
        if (Math.abs(trained - tested) > MOVED_BASE_RATE) {
            add(
                    Severity.WARNING,
                    "base_rate_moved",
                    "orders.ordered_at",
                    text(
                            "%.1f %% left in the newest training cut-offs, %.1f %% in the test. Probabilities follow"
                                    + " the last known rate; with more than a year of history the season can be learnt.",
                            100 * trained, 100 * tested));
        }
    }

    /** Asks the features themselves: an encoder leaves out what is missing for everybody, or wherever another is. */
    private void checkMissing(int cutOffDay) {
        COLUMN_OF_FEATURE.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            double share = night.source().missingShare(cutOffDay, entry.getKey());
            if (share > OFTEN_MISSING) {
                add(
                        Severity.WARNING,
                        "often_missing",
                        entry.getValue(),
                        text("Missing for %.0f %% of the customers the model learns from.", 100 * share));
            }
        });
    }

    private void recommend(Evaluation evaluation) {
        int knownDays = night.request().asOfDay() - night.request().firstOrderDay();
        int wanted = YEAR_DAYS + 2 * night.options().horizonDays();
        if (knownDays < wanted) {
            add(
                    Severity.RECOMMENDATION,
                    "short_history",
                    "orders.ordered_at",
                    text(
                            "The history is %d days long; with %d a cut-off of the same season a year ago could be"
                                    + " learnt from.",
                            knownDays, wanted));
        }
        if (evaluation.sample().encoder().features().stream().noneMatch(OF_INTERACTIONS::contains)) {
            add(
                    Severity.RECOMMENDATION,
                    "no_interactions",
                    "interactions",
                    text("The model reads no interactions; visits, e-mails and complaints usually foretell churn"
                            + " better than orders alone."));
        }
    }

    /** @param place a table, or a table and a column, joined by a dot; empty where it concerns neither */
    private void add(Severity severity, String code, String place, String details) {
        int dot = place.indexOf('.');
        String table = dot < 0 ? place : place.substring(0, dot);
        findings.add(new UsabilityFinding(severity, code, table, dot < 0 ? "" : place.substring(dot + 1), details));
    }

    private static String text(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String sentence(String problem) {
        return problem.substring(0, 1).toUpperCase(Locale.ROOT) + problem.substring(1) + ".";
    }

    private static double share(boolean[] churned) {
        int churners = 0;
        for (boolean label : churned) {
            churners += label ? 1 : 0;
        }
        return (double) churners / churned.length;
    }
}
