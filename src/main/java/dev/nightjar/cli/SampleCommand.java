package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Databases;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.HadoopSettings;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.sample.ParquetShop;
import dev.nightjar.sample.PostgresShop;
import dev.nightjar.sample.SampleShop;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sample}: generates a shop of any size from known parameters. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Generate a shop of any size from known parameters; the same for the same seed and last day.")
final class SampleCommand implements Callable<Integer> {

    /** The sample shop's own zone. */
    static final ZoneId SHOP_ZONE = ZoneId.of("Europe/London");

    private static final String POSTGRES = "postgres";

    @Mixin
    private GlobalOptions options;

    @Option(names = "--customers", paramLabel = "N", required = true, description = "How many customers.")
    private long customers;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--to",
            paramLabel = "postgres|DIR",
            required = true,
            description = "postgres: schema shop of the configured source, the embedded database unless it has a URL."
                    + " Else a folder for Parquet files, one per table."
                    + " An older sample shop is replaced, anything else is left alone.")
    private String to;

    @Option(
            names = "--last-day",
            paramLabel = "DATE",
            description = "Last day with events. Default: yesterday in London.")
    private @Nullable LocalDate lastDay;

    private final Terminal terminal;

    SampleCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load("nightly", options.config, Map.of());
        SampleShop.Size size = to.equals(POSTGRES) ? intoPostgres(properties) : intoFolder(properties);
        print(size);
        return ExitCode.DONE.code();
    }

    private SampleShop.Size intoPostgres(NightjarProperties properties) throws InterruptedException {
        if (properties.source().isLake()) {
            throw ConfigurationException.of(
                    "--to postgres writes into the database of the source, so nightjar.source.type"
                            + " must be postgres but was parquet. Nothing was written; name a folder for Parquet files with --to,"
                            + " or a job file whose source is a database with --config");
        }
        try (Databases databases = Databases.open(properties)) {
            return new PostgresShop(databases.source()).replace(shop(), properties.effectiveThreads(), this::show);
        }
    }

    private SampleShop.Size intoFolder(NightjarProperties properties) throws IOException, InterruptedException {
        Path folder = folder();
        try (Storage storage = Storage.of(folder, HadoopSettings.of(properties))) {
            return new ParquetShop(storage, folder).replace(shop(), properties.effectiveThreads(), this::show);
        }
    }

    private Path folder() {
        return to.contains("://")
                ? new Path(to)
                : new Path(
                        terminal.workingDirectory().resolve(to).toAbsolutePath().toString());
    }

    private SampleShop shop() {
        return shop(customers, seed, lastDay == null ? yesterday() : lastDay);
    }

    /** @throws ConfigurationException if a number is out of its bounds */
    static SampleShop shop(long customers, long seed, LocalDate lastDay) {
        try {
            return SampleShop.of(customers, seed, lastDay);
        } catch (IllegalArgumentException e) {
            throw ConfigurationException.of(String.valueOf(e.getMessage()));
        }
    }

    private void print(SampleShop.Size size) {
        if (options.json) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("to", to);
            json.put("customers", size.customers());
            json.put("orders", size.orders());
            json.put("interactions", size.interactions());
            terminal.out().println(Json.write(json));
            return;
        }
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s: %,d customers, %,d orders, %,d interactions.%n",
                        to.equals(POSTGRES) ? "Schema shop" : folder(),
                        size.customers(),
                        size.orders(),
                        size.interactions());
    }

    private void show(long done) {
        if (terminal.isInteractive() && !options.json) {
            terminal.err()
                    .printf(Locale.ROOT, "\r%,d of %,d customers%s", done, customers, done < customers ? "" : "\n");
        }
    }

    static LocalDate yesterday() {
        return LocalDate.now(Clock.system(SHOP_ZONE)).minusDays(1);
    }
}
