package dev.nightjar.cli;

import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.StopSignal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs a night in the foreground: shows its progress, and stops it cleanly when the process is asked to end. */
public final class NightRunner {

    private static final Duration GRACE = Duration.ofMinutes(5);

    private final Terminal terminal;
    private final boolean isJson;

    NightRunner(Terminal terminal, boolean isJson) {
        this.terminal = terminal;
        this.isJson = isJson;
    }

    /** Runs the night and returns the exit code. */
    int run(Night night) throws Exception {
        if (!isJson) {
            terminal.err().println("Nightjar: " + night.runId());
        }
        long beganNanos = System.nanoTime();
        NightLauncher.Result result = inForeground(
                terminal,
                isJson,
                (progress, stopSignal) -> new NightLauncher(Version.text()).launch(night, progress, stopSignal));
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        if (isJson) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run_id", night.runId());
            json.put("as_of_date", night.asOfDate().toString());
            json.put("attempt", night.attempt());
            json.put("result", result.name().toLowerCase(Locale.ROOT));
            json.put("exit_code", ExitCode.DONE.code());
            terminal.out().println(Json.write(json));
        } else if (result == NightLauncher.Result.ALREADY_DONE) {
            terminal.out()
                    .println(night.asOfDate() + " is already done (attempt " + night.attempt()
                            + "); nothing was changed. To run it anew: --attempt " + (night.attempt() + 1));
        } else {
            terminal.out()
                    .printf(
                            Locale.ROOT,
                            "%s is done in %.1f s. See `status --as-of %s`, or select from retention.customer_score_latest.%n",
                            night.asOfDate(),
                            seconds,
                            night.asOfDate());
        }
        return ExitCode.DONE.code();
    }

    /** A job at work. */
    @FunctionalInterface
    public interface Work<T> {

        /** Runs it to its end, or until it is asked to stop. */
        T run(NightProgress progress, StopSignal stopSignal) throws Exception;
    }

    /** Runs a job; meanwhile a signal to end asks it to stop, waits for it, and exits with 130. */
    public static <T> T inForeground(Terminal terminal, boolean isJson, Work<T> work) throws Exception {
        StopSignal stopSignal = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndWait(terminal, stopSignal, ended), "stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            ProgressPrinter printer = new ProgressPrinter(terminal.err(), terminal.isInteractive() && !isJson);
            return work.run(printer, stopSignal);
        } finally {
            ended.countDown();
            if (!stopSignal.isStopped()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static void stopAndWait(Terminal terminal, StopSignal stopSignal, CountDownLatch ended) {
        stopSignal.stop("the process was asked to end");
        terminal.err().println("Stopping: partitions at work are finished, the others are left for the next run.");
        try {
            boolean isClean = ended.await(GRACE.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().halt(isClean ? ExitCode.INTERRUPTED.code() : ExitCode.FAILED.code());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
