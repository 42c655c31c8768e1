package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Databases;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.sample.PostgresShop;
import dev.nightjar.sample.SampleShop;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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

    @Mixin
    private GlobalOptions options;

    @Option(names = "--customers", paramLabel = "N", required = true, description = "How many customers.")
    private long customers;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--to",
            paramLabel = "postgres",
            required = true,
            description = "postgres: schema shop of the configured source, the embedded database unless it has a URL."
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
        if (!to.equals("postgres")) {
            throw ConfigurationException.of("--to must be postgres in this version but was " + to);
        }
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load("nightly", options.config, Map.of());
        try (Databases databases = Databases.open(properties)) {
            SampleShop.Size size = generate(databases, properties.effectiveThreads());
            if (options.json) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("customers", size.customers());
                json.put("orders", size.orders());
                json.put("interactions", size.interactions());
                terminal.out().println(Json.write(json));
            } else {
                terminal.out()
                        .printf(
                                Locale.ROOT,
                                "Schema shop: %,d customers, %,d orders, %,d interactions.%n",
                                size.customers(),
                                size.orders(),
                                size.interactions());
            }
        }
        return ExitCode.DONE.code();
    }

    private SampleShop.Size generate(Databases databases, int threads) throws InterruptedException {
        LocalDate last = lastDay == null ? yesterday() : lastDay;
        SampleShop shop;
        try {
            shop = SampleShop.of(customers, seed, last);
        } catch (IllegalArgumentException e) {
            throw ConfigurationException.of(String.valueOf(e.getMessage()));
        }
        return new PostgresShop(databases.source()).replace(shop, threads, this::show);
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
