package dev.nightjar.cli.monitor;

import dev.nightjar.churn.monitor.RealisedChurn;
import dev.nightjar.cli.TextTable;
import dev.nightjar.job.evaluate.DueNights;
import dev.nightjar.job.evaluate.EvaluateLauncher;
import dev.nightjar.warehouse.monitor.ModelMonitor.Evaluated;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An evaluation for people: a line per night, then how the newest one came true, drawn. */
final class EvaluationText {

    private static final int BAR_WIDTH = 40;

    private final LocalDate asOfDate;

    EvaluationText(LocalDate asOfDate) {
        this.asOfDate = asOfDate;
    }

    /** The text, several lines. */
    String of(EvaluateLauncher.Report report) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                report.runIds().isEmpty()
                        ? "As of " + asOfDate + " everything is already evaluated; nothing was changed. To do it"
                                + " anew: --again"
                        : "Evaluated as of " + asOfDate + " (" + String.join(", ", report.runIds()) + ")");
        if (report.evaluated().isEmpty()) {
            line(text, "  no night is evaluated yet");
        } else {
            nights(text, report.evaluated());
            reliability(text, report.evaluated().get(0));
        }
        waiting(text, report);
        return text.toString();
    }

    private static void nights(StringBuilder text, List<Evaluated> nights) {
        TextTable table = new TextTable(
                "night", "model", "customers", "predicted", "realised", "AUC", "AP", "log-loss", "Brier", "cal. error");
        for (Evaluated night : nights) {
            table.row(
                    night.scoreDate(),
                    Objects.requireNonNullElse(night.churnModelId(), "none"),
                    String.format(Locale.ROOT, "%,.0f", night.value("customers")),
                    percent(night.value("mean_probability")),
                    percent(night.value("base_rate")),
                    decimals(night.value("auc")),
                    decimals(night.value("average_precision")),
                    decimals(night.value("log_loss")),
                    decimals(night.value("brier")),
                    decimals(night.value("calibration_error")));
        }
        text.append(table.render("  "));
    }

    private static void reliability(StringBuilder text, Evaluated night) {
        line(text, "");
        line(
                text,
                "The night of " + night.scoreDate() + ", " + night.horizonDays()
                        + " days later: # is who left, | is what was predicted, the line is 0 to 100 %");
        TextTable table = new TextTable("decile", "customers", "predicted", "realised", "10 = most likely to leave");
        IntStream.rangeClosed(1, RealisedChurn.DECILES).forEach(decile -> row(table, night, "decile_" + decile));
        text.append(table.render("  "));
        TextTable risks = new TextTable("risk", "customers", "predicted", "realised", "");
        RealisedChurn.RISKS.forEach(risk -> row(risks, night, "risk_" + risk));
        text.append(risks.render("  "));
        line(
                text,
                String.format(
                        Locale.ROOT,
                        "  left out: %.0f refuse profiling since, %.0f are not known any more; %.0f had no probability",
                        night.value("left_out_refusing"),
                        night.value("left_out_unknown"),
                        night.value("not_scored")));
    }

    private static void row(TextTable table, Evaluated night, String group) {
        Double predicted = night.value("mean_probability_" + group);
        Double realised = night.value("realised_churn_" + group);
        table.row(
                group.substring(group.indexOf('_') + 1),
                String.format(Locale.ROOT, "%,.0f", night.value("customers_" + group)),
                percent(predicted),
                percent(realised),
                bar(predicted, realised));
    }

    /** As many # as customers left, of {@value #BAR_WIDTH} for all; a | where they were expected to end. */
    static String bar(@Nullable Double predicted, @Nullable Double realised) {
        if (predicted == null || realised == null) {
            return "";
        }
        int left = (int) Math.round(realised * BAR_WIDTH);
        int expected = (int) Math.round(predicted * BAR_WIDTH);
        StringBuilder bar = new StringBuilder();
        for (int i = 0; i <= Math.max(left - 1, expected); i++) {
            bar.append(i == expected ? '|' : i < left ? '#' : '.');
        }
        return bar.toString();
    }

    private void waiting(StringBuilder text, EvaluateLauncher.Report report) {
        DueNights nights = report.nights();
        nights.running().stream()
                .map(DueNights.Due::horizonEndsOn)
                .min(Comparator.naturalOrder())
                .ifPresent(next -> line(
                        text,
                        "Not over yet: the horizon of " + count(nights.running().size()) + "; the next ends on " + next
                                + "."));
        List<DueNights.Due> unreached = nights.unreached();
        if (!unreached.isEmpty()) {
            LocalDate needed = unreached.stream()
                    .map(DueNights.Due::horizonEndsOn)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            line(
                    text,
                    "History too short: it reaches to " + report.reach() + ", so what happened after "
                            + count(unreached.size()) + " is not known. Run `nightly --as-of " + needed
                            + "` or later, then `evaluate` again.");
        }
        if (!nights.unknown().isEmpty()) {
            line(
                    text,
                    "Without settings: the ledger does not tell horizon and definition of "
                            + count(nights.unknown().size()) + "; left out.");
        }
    }

    private static String count(int nights) {
        return nights == 1 ? "1 night" : nights + " nights";
    }

    private static String percent(@Nullable Double share) {
        return share == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String decimals(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
