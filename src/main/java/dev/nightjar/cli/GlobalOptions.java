package dev.nightjar.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that every command takes. */
public final class GlobalOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Job file to use instead of jobs/<job>/job.yaml in the working directory.")
    public @Nullable Path config;

    @Option(names = "--json", description = "Print one JSON object to standard output instead of text.")
    public boolean json;

    /** These, and what was given before the subcommand as far as it is not given here. */
    public GlobalOptions after(GlobalOptions before) {
        GlobalOptions both = new GlobalOptions();
        both.config = config == null ? before.config : config;
        both.json = json || before.json;
        return both;
    }
}
