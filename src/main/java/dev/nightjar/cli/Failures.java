package dev.nightjar.cli;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.NightStoppedException;
import dev.nightjar.job.QualityGateException;
import dev.nightjar.warehouse.LeaseException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a person, or a program, why a command failed, and chooses the exit code. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Prints the failure and returns its exit code. */
    static int report(Throwable error, Terminal terminal, boolean isJson) {
        ExitCode exitCode = exitCode(error);
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        if (isJson) {
            terminal.out().println(Json.write(Map.of("error", message, "exit_code", exitCode.code())));
        }
        if (error instanceof ConfigurationException configuration
                && configuration.problems().size() > 1) {
            terminal.err().println(configuration.problems().size() + " configuration problems:");
            configuration.problems().forEach(problem -> terminal.err().println("  - " + problem));
        } else {
            terminal.err().println(message);
        }
        if (exitCode == ExitCode.FAILED) {
            LOG.debug("failed", error);
        }
        return exitCode.code();
    }

    private static ExitCode exitCode(Throwable error) {
        if (error instanceof ConfigurationException) {
            return ExitCode.USAGE;
        }
        if (error instanceof QualityGateException) {
            return ExitCode.REFUSED;
        }
        if (error instanceof NightStoppedException) {
            return ExitCode.INTERRUPTED;
        }
        return error instanceof LeaseException ? ExitCode.LEASE_HELD : ExitCode.FAILED;
    }
}
