package dev.nightjar.cli;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command prints and what it knows of its surroundings.
 *
 * @param out results; with {@code --json} nothing but one JSON object
 * @param err progress, warnings and errors
 * @param isInteractive whether a person looks on, so that lines may be drawn again
 * @param variables the process's environment variables
 * @param workingDirectory where job files are looked for
 */
public record Terminal(
        PrintStream out, PrintStream err, boolean isInteractive, Map<String, String> variables, Path workingDirectory) {

    /** The terminal of this process. */
    static Terminal ofProcess() {
        Map<String, String> variables = System.getenv();
        return new Terminal(System.out, System.err, isInteractive(variables), variables, Path.of(""));
    }

    /** From JDK 22 on there is a console without a terminal, too; then only its own word counts. */
    @SuppressWarnings("SystemConsoleNull") // what follows asks the console itself
    private static boolean isInteractive(Map<String, String> variables) {
        Console console = System.console();
        if (console == null || "dumb".equals(variables.get("TERM")) || variables.containsKey("CI")) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
