package dev.nightjar.cli.backfill;

import dev.nightjar.cli.ExitCode;
import dev.nightjar.cli.Foreground;
import dev.nightjar.cli.GlobalOptions;
import dev.nightjar.cli.Json;
import dev.nightjar.cli.Terminal;
import dev.nightjar.cli.TextTable;
import dev.nightjar.cli.Version;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.NightStoppedException;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code backfill}: nights of the past, oldest first. */
@Command(
        name = "backfill",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Run nights of the past, oldest first, each with what was known by then.",
            "Dates that are done stay as they are; where a night fails, it stops there, and a rerun goes on."
        })
public final class BackfillCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Option(names = "--from", paramLabel = "DATE", required = true, description = "The first as-of date.")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            required = true,
            description = "No as-of date is later; today in the business zone at most.")
    private LocalDate to;

    @Option(
            names = "--step",
            paramLabel = "DAYS",
            defaultValue = "1",
            description = "Days from one as-of date to the next. Default: ${DEFAULT-VALUE}.")
    private int stepDays;

    private final Terminal terminal;

    public BackfillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** A date, and how long it took. */
    private record Done(LocalDate asOfDate, NightLauncher.Result result, double seconds) {}

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load(Night.JOB, options.config, Map.of());
        List<LocalDate> dates = dates(LocalDate.now(Clock.system(properties.businessZone())));
        List<Done> done = Foreground.run(
                terminal, options.json, (progress, stopSignal) -> run(dates, properties, progress, stopSignal));
        if (options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("nights", done.stream().map(BackfillCommand::json).toList());
            json.put("exit_code", ExitCode.DONE.code());
            terminal.out().println(Json.write(json));
        } else {
            TextTable table = new TextTable("as of", "result", "seconds");
            done.forEach(night -> table.row(
                    night.asOfDate(), name(night.result()), String.format(Locale.ROOT, "%.1f", night.seconds())));
            terminal.out().print(table.render(""));
        }
        return ExitCode.DONE.code();
    }

    /** Every date from the first on, as long as it is not after the last. */
    private List<LocalDate> dates(LocalDate today) {
        List<String> problems = new ArrayList<>();
        if (from.isAfter(to)) {
            problems.add("--from must not be after --to " + to + " but was " + from);
        }
        if (to.isAfter(today)) {
            problems.add("--to must not be after today, " + today + " in the business zone, but was " + to);
        }
        if (stepDays < 1) {
            problems.add("--step must be 1 or more but was " + stepDays);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return from.datesUntil(to.plusDays(1))
                .filter(date -> (date.toEpochDay() - from.toEpochDay()) % stepDays == 0)
                .toList();
    }

    private List<Done> run(
            List<LocalDate> dates, NightjarProperties properties, NightProgress progress, StopSignal stopSignal)
            throws Exception {
        NightLauncher launcher = new NightLauncher(Version.text());
        List<Done> done = new ArrayList<>();
        for (LocalDate date : dates) {
            if (stopSignal.isStopped()) {
                throw new NightStoppedException("[backfill] stopped before " + date + ": " + stopSignal.reason()
                        + ". Run it again, it goes on from there.");
            }
            if (!options.json) {
                terminal.err()
                        .printf(Locale.ROOT, "Nightjar: as of %s, %d of %d%n", date, done.size() + 1, dates.size());
            }
            long beganNanos = System.nanoTime();
            NightLauncher.Result result = launcher.launchDate(date, properties, progress, stopSignal);
            done.add(new Done(date, result, (System.nanoTime() - beganNanos) / 1e9));
        }
        return done;
    }

    private static Map<String, Object> json(Done night) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("as_of_date", night.asOfDate().toString());
        json.put("result", name(night.result()));
        json.put("seconds", night.seconds());
        return json;
    }

    private static String name(NightLauncher.Result result) {
        return result.name().toLowerCase(Locale.ROOT);
    }
}
