package dev.nightjar.cli;

import dev.nightjar.cli.backfill.BackfillCommand;
import dev.nightjar.cli.models.ModelsCommand;
import dev.nightjar.cli.monitor.EvaluateCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: {@code java -jar nightjar.jar <command>}. */
@Command(
        name = "nightjar",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Scores customer retention every night: churn, lifetime value and segments.",
        synopsisHeading = "%nUsage: ",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, or that date was already done",
            "1:failed; a rerun resumes",
            "2:usage or configuration",
            "3:data refused by a quality gate; nothing published",
            "4:another run holds the lease",
            "130:interrupted; a rerun resumes"
        },
        footerHeading = "%n",
        footer = {
            "First steps:  java -jar nightjar.jar demo",
            "Your own shop: edit a copy of sql/extract, name it in jobs/nightly/job.yaml, then",
            "              java -jar nightjar.jar doctor && java -jar nightjar.jar nightly"
        })
public final class Nightjar implements Runnable {

    @Spec
    private CommandSpec spec;

    private Nightjar() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        Foreground.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs a command and returns its exit code. */
    static int run(Terminal terminal, String... args) {
        CommandLine commandLine = new CommandLine(new Nightjar());
        for (Object command : commands(terminal)) {
            commandLine.addSubcommand(command);
        }
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        boolean isJson = List.of(args).contains("--json");
        commandLine.setExecutionExceptionHandler((error, line, result) -> Failures.report(error, terminal, isJson));
        return commandLine.execute(args);
    }

    private static List<Object> commands(Terminal terminal) {
        return List.of(
                new DemoCommand(terminal),
                new NightlyCommand(terminal),
                new BackfillCommand(terminal),
                new EvaluateCommand(terminal),
                new StatusCommand(terminal),
                new ExplainCommand(terminal),
                ModelsCommand.line(terminal),
                new DoctorCommand(terminal),
                new SampleCommand(terminal),
                new ServeCommand(terminal));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
