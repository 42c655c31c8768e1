package dev.nightjar.cli;

import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A job in the foreground: its progress is shown, and a signal to end the process asks it to stop. The process then ends with
 * the exit code of its command, as it does without a signal: what was published is done, what was stopped is interrupted.
 */
public final class Foreground {

    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final CompletableFuture<Integer> EXIT_CODE = new CompletableFuture<>();

    private Foreground() {}

    /** Ends the process with this code; where a signal is ending it, whoever waits for the command does. */
    static void exit(int exitCode) {
        EXIT_CODE.complete(exitCode);
        System.exit(exitCode);
    }

    /** A job at work. */
    @FunctionalInterface
    public interface Work<T> {

        /** Runs it to its end, or until it is asked to stop. */
        T run(NightProgress progress, StopSignal stopSignal) throws Exception;
    }

    /** Runs a job to its end, or until a signal has stopped it. */
    public static <T> T run(Terminal terminal, boolean isJson, Work<T> work) throws Exception {
        StopSignal stopSignal = new StopSignal();
        Thread hook = new Thread(() -> stopAndWait(terminal, stopSignal), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run(new ProgressPrinter(terminal.err(), terminal.isInteractive() && !isJson), stopSignal);
        } finally {
            forget(hook);
        }
    }

    /** Leaves the end of the process to itself, unless it has begun: then the hook waits for the exit code. */
    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // a signal came: the hook runs, or is about to
        }
    }

    private static void stopAndWait(Terminal terminal, StopSignal stopSignal) {
        stopSignal.stop("the process was asked to end");
        terminal.err().println("Stopping: partitions at work are finished, the others are left for the next run.");
        try {
            Runtime.getRuntime().halt(EXIT_CODE.get(GRACE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            terminal.err().println("Not stopped after " + GRACE.toMinutes() + " minutes; a rerun resumes.");
            Runtime.getRuntime().halt(ExitCode.FAILED.code());
        }
    }
}
