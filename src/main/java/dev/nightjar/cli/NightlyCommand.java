package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.warehouse.RunLedger;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightly}: the main job. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Score every customer as of a date and publish the scores.",
            "The same date again says that it is done; a date that failed is resumed."
        })
final class NightlyCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description = "Everything before its midnight in the business zone is known. Default: today there.")
    private @Nullable LocalDate asOf;

    @Option(
            names = "--train",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "auto, always or never. Default: ${DEFAULT-VALUE}: when there is no usable champion, it is older"
                            + " than nightjar.churn.retrain-after, or the scores have drifted.")
    private TrainMode train = TrainMode.AUTO;

    @Option(
            names = "--attempt",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run a date anew that is done: 2, then 3. Default: ${DEFAULT-VALUE}.")
    private int attempt;

    @Option(names = "--full-extract", description = "Read every month from the source again, not only the open ones.")
    private boolean isFullExtract;

    private final Terminal terminal;

    NightlyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load(Night.JOB, options.config, Map.of());
        LocalDate date = asOf == null ? LocalDate.now(Clock.system(properties.businessZone())) : asOf;
        if (attempt < 1) {
            throw ConfigurationException.of("--attempt must be 1 or more but was " + attempt);
        }
        return run(new Night(date, attempt, train, isFullExtract, properties));
    }

    private int run(Night night) throws Exception {
        if (!options.json) {
            terminal.err().println("Nightjar: " + night.runId());
        }
        long beganNanos = System.nanoTime();
        NightLauncher launcher = new NightLauncher(Version.text());
        NightLauncher.Result result = Foreground.run(
                terminal, options.json, (progress, stopSignal) -> launcher.launch(night, progress, stopSignal));
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        int doneAttempt = launcher.doneBy().orElse(night.attempt());
        if (options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run_id", RunLedger.runId(Night.JOB, night.asOfDate(), doneAttempt));
            json.put("as_of_date", night.asOfDate().toString());
            json.put("attempt", doneAttempt);
            json.put("result", result.name().toLowerCase(Locale.ROOT));
            launcher.report().ifPresent(report -> json.put("report", report.toString()));
            json.put("exit_code", ExitCode.DONE.code());
            terminal.out().println(Json.write(json));
        } else if (result == NightLauncher.Result.ALREADY_DONE) {
            terminal.out()
                    .println(night.asOfDate() + " is already done (attempt " + doneAttempt
                            + "); nothing was changed. To run it anew: --attempt " + (doneAttempt + 1));
        } else {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%s is done in %.1f s. See `status --as-of %s`, or select from retention.customer_score_latest.%n",
                            night.asOfDate(),
                            seconds,
                            night.asOfDate());
            launcher.report().ifPresent(report -> terminal.out().println("Report: " + report));
        }
        return ExitCode.DONE.code();
    }
}
