package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Databases;
import dev.nightjar.job.Ledger;
import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.sample.PostgresShop;
import dev.nightjar.sample.SampleShop;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code demo}: a generated shop in an embedded PostgreSQL, the nightly job, and what it found. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Embedded PostgreSQL, a generated sample shop, the nightly job, the summary; needs nothing.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    @Option(
            names = "--customers",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Customers of the sample shop. Default: ${DEFAULT-VALUE}.")
    private long customers;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    private final Terminal terminal;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load(Night.JOB, options.config, Map.of());
        requireOwnShop(properties);
        long beganNanos = System.nanoTime();
        try (Databases databases = Databases.open(properties)) {
            LocalDate lastDay = SampleCommand.yesterday();
            generate(databases, properties, lastDay);
            Night night = newestNight(properties, lastDay.plusDays(1));
            NightLauncher launcher = new NightLauncher(Version.text());
            Foreground.run(
                    terminal, options.json, (progress, stopSignal) -> launcher.launch(night, progress, stopSignal));
            try (Ledger ledger = Ledger.open(properties)) {
                double seconds = (System.nanoTime() - beganNanos) / 1e9;
                DemoSummary summary = new DemoSummary(
                        terminal.out(),
                        ledger,
                        properties,
                        launcher.report().map(Object::toString).orElse("not written"));
                if (options.json) {
                    terminal.out().println(Json.write(summary.json(night, seconds)));
                } else {
                    summary.print(night, seconds);
                }
            }
        }
        return ExitCode.DONE.code();
    }

    /** @throws ConfigurationException if the night would score another shop than the one that is generated */
    private static void requireOwnShop(NightjarProperties properties) {
        Set<String> lakeTables = properties.source().lakeTables().keySet();
        if (!lakeTables.isEmpty()) {
            throw ConfigurationException.of(
                    "the demo scores the shop that it generates, so nightjar.source must name no"
                            + " lake but had one for " + String.join(", ", lakeTables)
                            + ". Nothing was generated; run `nightly`, or the demo with another --config");
        }
        if (!properties.isEmbedded()) {
            throw ConfigurationException.of("the demo runs in the embedded database, but nightjar.source.url names"
                    + " another: run `nightly`, or the demo with another --config");
        }
    }

    private void generate(Databases databases, NightjarProperties properties, LocalDate lastDay)
            throws InterruptedException {
        terminal.err().printf(Locale.ROOT, "Nightjar: a sample shop of %,d customers%n", customers);
        SampleShop.Size size = new PostgresShop(databases.source())
                .replace(SampleCommand.shop(customers, seed, lastDay), properties.effectiveThreads(), done -> {});
        terminal.err().printf(Locale.ROOT, "  %,d orders, %,d interactions%n", size.orders(), size.interactions());
    }

    /** The next attempt of today: the shop was made anew, so a night that is done is not this one. */
    private static Night newestNight(NightjarProperties properties, LocalDate asOfDate) throws Exception {
        int attempt = 1;
        try (Ledger ledger = Ledger.open(properties)) {
            attempt = ledger.runs().runs(asOfDate).stream()
                    .mapToInt(run -> run.attempt() + 1)
                    .max()
                    .orElse(1);
        } catch (ConfigurationException e) {
            // no warehouse yet: this is the first night
            attempt = 1;
        }
        return new Night(asOfDate, attempt, TrainMode.ALWAYS, true, properties);
    }
}
