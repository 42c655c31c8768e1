package dev.nightjar.cli;

import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.warehouse.MonthReads.MonthRead;
import dev.nightjar.warehouse.QualityResult;
import dev.nightjar.warehouse.RejectedRows;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.RunSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: runs, steps, partitions, rows, rejected rows, why something failed, what to do. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Show runs: steps, partitions, rows, rejected rows, why something failed, what to do.")
final class StatusCommand implements Callable<Integer> {

    private static final int NEWEST = 5;

    @Mixin
    private GlobalOptions options;

    @Option(names = "--as-of", paramLabel = "DATE", description = "Only runs as of this date; else the newest runs.")
    private @Nullable LocalDate asOf;

    private final Terminal terminal;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        try (Ledger ledger = Ledger.open(loader.load("nightly", options.config, Map.of()))) {
            List<RunLedger.Run> runs =
                    asOf == null ? ledger.runs().newest(NEWEST) : ledger.runs().runs(asOf);
            if (options.json) {
                terminal.out()
                        .println(Json.write(Map.of(
                                "runs",
                                runs.stream().map(run -> json(run, ledger)).toList())));
            } else if (runs.isEmpty()) {
                terminal.out().println(asOf == null ? "No run yet." : "No run as of " + asOf + ".");
            } else {
                runs.forEach(run -> print(run, ledger));
            }
        }
        return ExitCode.DONE.code();
    }

    private void print(RunLedger.Run run, Ledger ledger) {
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s  as of %s  attempt %d  %s%s  launched %d time%s%n",
                        run.runId(),
                        run.asOfDate(),
                        run.attempt(),
                        run.status().code(),
                        run.exitCode() == null ? "" : " (exit " + run.exitCode() + ")",
                        run.launches(),
                        run.launches() == 1 ? "" : "s");
        if (run.message() != null) {
            terminal.out().println("  why:    " + run.message());
        }
        if (run.remedy() != null) {
            terminal.out().println("  remedy: " + run.remedy());
        }
        TextTable table =
                new TextTable("step", "status", "done", "partitions", "rows in", "rows out", "rejected", "seconds");
        List<RunSteps.Step> steps = ledger.steps().of(run.runId());
        for (RunSteps.Step step : steps) {
            table.row(
                    step.step(),
                    step.status().code(),
                    step.counts().partitionsDone(),
                    step.partitions(),
                    grouped(step.counts().rowsRead()),
                    grouped(step.counts().rowsWritten()),
                    grouped(step.counts().rowsRejected()),
                    seconds(step.startedAt(), step.endedAt()));
        }
        terminal.out().print(table.render("  "));
        printNotes(steps);
        printMonths(ledger.months().of(run.runId()));
        printRejected(run, ledger);
        printChecks(run, ledger);
        printUsability(run, ledger);
        terminal.out().println();
    }

    /** What steps say that went well; why one did not is said of the run. */
    private void printNotes(List<RunSteps.Step> steps) {
        for (RunSteps.Step step : steps) {
            if (step.status() == RunLedger.Status.SUCCEEDED && step.message() != null) {
                terminal.out().println("  " + step.step() + ": " + step.message());
            }
        }
    }

    /** A line per run of months that follow each other and were read for one reason. */
    private void printMonths(List<MonthRead> months) {
        if (months.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("read from", "months", "why", "rows in", "rejected");
        int from = 0;
        for (int next = 1; next <= months.size(); next++) {
            if (next == months.size() || !isNext(months.get(next - 1), months.get(next))) {
                addRow(table, months.subList(from, next));
                from = next;
            }
        }
        terminal.out().print(table.render("  "));
    }

    private static boolean isNext(MonthRead before, MonthRead after) {
        return before.table().equals(after.table())
                && before.reason().equals(after.reason())
                && before.month().plusMonths(1).equals(after.month());
    }

    private static void addRow(TextTable table, List<MonthRead> months) {
        YearMonth first = months.get(0).month();
        YearMonth last = months.get(months.size() - 1).month();
        boolean isRead = months.stream().allMatch(month -> month.rowsRead() != null);
        table.row(
                months.get(0).table(),
                first.equals(last) ? first : first + " to " + last,
                months.get(0).reason(),
                isRead ? sum(months, MonthRead::rowsRead) : "-",
                isRead ? sum(months, MonthRead::rowsRejected) : "-");
    }

    private static String sum(List<MonthRead> months, Function<MonthRead, @Nullable Long> rows) {
        long sum = 0;
        for (MonthRead month : months) {
            sum += Objects.requireNonNullElse(rows.apply(month), 0L);
        }
        return grouped(sum);
    }

    private static Map<String, Object> json(MonthRead month) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("table", month.table());
        json.put("month", month.month().toString());
        json.put("reason", month.reason());
        json.put("rows_read", month.rowsRead());
        json.put("rows_rejected", month.rowsRejected());
        return json;
    }

    private static Map<String, Object> json(QualityResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", result.check());
        json.put("severity", result.severity().code());
        json.put("passed", result.passed());
        json.put("offending_rows", result.offendingRows());
        json.put("message", result.message());
        return json;
    }

    private void printRejected(RunLedger.Run run, Ledger ledger) {
        List<RejectedRows.Count> counts = ledger.rejected().counts(run.runId());
        if (!counts.isEmpty()) {
            TextTable table = new TextTable("rejected from", "column", "reason", "rows");
            counts.forEach(count -> table.row(
                    count.table(),
                    count.column() == null ? "" : count.column(),
                    count.reason(),
                    grouped(count.rows())));
            terminal.out().print(table.render("  "));
        }
    }

    private void printChecks(RunLedger.Run run, Ledger ledger) {
        for (QualityResult result : ledger.quality().of(run.runId())) {
            if (!result.passed()) {
                terminal.out()
                        .println("  " + result.severity().code() + " " + result.check() + ": " + result.offendingRows()
                                + " offending" + (result.message() == null ? "" : "; " + result.message()));
            }
        }
    }

    private void printUsability(RunLedger.Run run, Ledger ledger) {
        for (UsabilityFinding finding : ledger.usability().of(run.runId())) {
            terminal.out()
                    .println("  churn model, " + finding.severity().code() + " " + finding.codeAndPlace() + ": "
                            + finding.details());
        }
    }

    private static List<Map<String, Object>> usability(RunLedger.Run run, Ledger ledger) {
        List<Map<String, Object>> findings = new ArrayList<>();
        for (UsabilityFinding finding : ledger.usability().of(run.runId())) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("severity", finding.severity().code());
            row.put("code", finding.code());
            row.put("table", finding.table());
            row.put("column", finding.column());
            row.put("details", finding.details());
            findings.add(row);
        }
        return findings;
    }

    private static Map<String, Object> json(RunLedger.Run run, Ledger ledger) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run_id", run.runId());
        json.put("job", run.job());
        json.put("as_of_date", run.asOfDate().toString());
        json.put("attempt", run.attempt());
        json.put("status", run.status().code());
        json.put("exit_code", run.exitCode());
        json.put("launches", run.launches());
        json.put("rows_published", run.rowsPublished());
        json.put("message", run.message());
        json.put("remedy", run.remedy());
        List<Map<String, Object>> steps = new ArrayList<>();
        for (RunSteps.Step step : ledger.steps().of(run.runId())) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("step", step.step());
            row.put("status", step.status().code());
            row.put("partitions", step.partitions());
            row.put("partitions_done", step.counts().partitionsDone());
            row.put("rows_read", step.counts().rowsRead());
            row.put("rows_written", step.counts().rowsWritten());
            row.put("rows_rejected", step.counts().rowsRejected());
            row.put("message", step.message());
            steps.add(row);
        }
        json.put("steps", steps);
        json.put(
                "months_read",
                ledger.months().of(run.runId()).stream()
                        .map(StatusCommand::json)
                        .toList());
        List<Map<String, Object>> rejected = new ArrayList<>();
        ledger.rejected().counts(run.runId()).forEach(count -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("table", count.table());
            row.put("column", count.column());
            row.put("reason", count.reason());
            row.put("rows", count.rows());
            rejected.add(row);
        });
        json.put("rejected", rejected);
        json.put(
                "checks",
                ledger.quality().of(run.runId()).stream()
                        .map(StatusCommand::json)
                        .toList());
        json.put("usability", usability(run, ledger));
        return json;
    }

    private static String seconds(Instant from, @Nullable Instant to) {
        return to == null
                ? "-"
                : String.format(Locale.ROOT, "%.1f", Duration.between(from, to).toMillis() / 1000.0);
    }

    private static String grouped(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }
}
