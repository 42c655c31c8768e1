package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.Databases;
import dev.nightjar.job.ReaderAccess;
import dev.nightjar.job.settings.ConfigurationLoader;
import dev.nightjar.job.settings.NightjarProperties;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve}: keeps the embedded warehouse up so that a BI tool can connect. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Keep the embedded warehouse up, so that a BI tool can connect; prints a read-only URL.")
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private GlobalOptions options;

    private final Terminal terminal;

    ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        ConfigurationLoader loader = new ConfigurationLoader(terminal.variables(), terminal.workingDirectory());
        NightjarProperties properties = loader.load("nightly", options.config, Map.of());
        if (!properties.isEmbedded()) {
            throw ConfigurationException.of("serve keeps up the embedded warehouse, but nightjar.warehouse.url names"
                    + " another: connect to that one");
        }
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(asked, ended), "serve-end");
        try (Databases databases = Databases.open(properties)) {
            ReaderAccess access = ReaderAccess.grant(databases.warehouse(), Databases.embeddedHome(properties));
            Runtime.getRuntime().addShutdownHook(hook);
            if (options.json) {
                terminal.out()
                        .println(Json.write(Map.of("url_file", access.file().toString())));
            } else {
                terminal.out().println("The warehouse is up, read-only, for this machine:");
                terminal.out().println("  " + access.url());
                terminal.out().println("Ctrl-C ends it.");
            }
            asked.await();
        } finally {
            ended.countDown();
        }
        return ExitCode.INTERRUPTED.code();
    }

    private static void end(CountDownLatch asked, CountDownLatch ended) {
        asked.countDown();
        try {
            ended.await();
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED.code());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
