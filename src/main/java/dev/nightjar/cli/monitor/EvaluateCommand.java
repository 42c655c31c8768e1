package dev.nightjar.cli.monitor;

import dev.nightjar.churn.monitor.Figure;
import dev.nightjar.cli.ExitCode;
import dev.nightjar.cli.Foreground;
import dev.nightjar.cli.GlobalOptions;
import dev.nightjar.cli.Json;
import dev.nightjar.cli.Terminal;
import dev.nightjar.cli.Version;
import dev.nightjar.job.evaluate.DueNights;
import dev.nightjar.job.evaluate.EvaluateLauncher;
import dev.nightjar.job.evaluate.Evaluation;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.warehouse.monitor.ModelMonitor.Evaluated;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evaluate}: compares the scores of past nights with what then happened. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Compare the published churn scores of past nights, whose horizon is over, with what then happened.",
            "Does what is new; nights that are evaluated stay as they are."
        })
public final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Nights whose horizon has ended by its midnight in the business zone. Default: today there.")
    private @Nullable LocalDate asOf;

    @Option(names = "--again", description = "Also the nights that are evaluated, such as after late corrections.")
    private boolean isAgain;

    private final Terminal terminal;

    public EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load(Evaluation.JOB, options.config, Map.of());
        LocalDate date = asOf == null ? LocalDate.now(Clock.system(properties.businessZone())) : asOf;
        Evaluation evaluation = new Evaluation(date, isAgain, properties);
        EvaluateLauncher.Report report = Foreground.run(
                terminal,
                options.json,
                (progress, stopSignal) ->
                        new EvaluateLauncher(Version.text()).launch(evaluation, progress, stopSignal));
        if (options.json) {
            terminal.out().println(Json.write(json(evaluation, report)));
        } else {
            terminal.out().print(new EvaluationText(date).of(report));
        }
        return ExitCode.DONE.code();
    }

    private static Map<String, Object> json(Evaluation evaluation, EvaluateLauncher.Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("as_of_date", evaluation.asOfDate().toString());
        json.put("result", report.runIds().isEmpty() ? "already_done" : "done");
        json.put("run_ids", report.runIds());
        json.put("history_reaches_to", report.reach().toString());
        json.put("horizon_not_over", dates(report.nights().running()));
        json.put("history_too_short", dates(report.nights().unreached()));
        json.put(
                "without_settings",
                report.nights().unknown().stream()
                        .map(night -> night.scoreDate().toString())
                        .toList());
        json.put(
                "nights", report.evaluated().stream().map(EvaluateCommand::json).toList());
        json.put("exit_code", ExitCode.DONE.code());
        return json;
    }

    private static List<String> dates(List<DueNights.Due> nights) {
        return nights.stream().map(due -> due.night().scoreDate().toString()).toList();
    }

    private static Map<String, @Nullable Object> json(Evaluated night) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("score_date", night.scoreDate().toString());
        json.put("churn_model_id", night.churnModelId());
        json.put("churn_definition", night.definition());
        json.put("horizon_days", night.horizonDays());
        json.put("scored_run_id", night.scoredRunId());
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        for (Figure figure : night.figures()) {
            figures.put(figure.metric(), figure.value());
        }
        json.put("figures", figures);
        return json;
    }
}
