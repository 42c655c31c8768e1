package dev.nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of Nightjar in a process of its own, which can be asked to end or be killed. */
final class NightProcess {

    private static final long MOST_MINUTES = 5;

    private final Process process;
    private final Path output;

    private NightProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a command with the job file that a run of {@link NightRun} left in its folder. */
    static NightProcess start(Path folder, String... args) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                Nightjar.class.getName()));
        command.addAll(List.of(args));
        command.addAll(List.of("--config", folder.resolve("job.yaml").toString()));
        Path output = Files.createTempFile(folder, "night", ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new NightProcess(process, output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM, as a scheduler stops a job. */
    void askToEnd() {
        process.destroy();
    }

    /** SIGKILL: no handler, no hook, no clean-up. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + MOST_MINUTES + " minutes: " + output());
        }
        return process.exitValue();
    }

    /** Waits until it has printed this, or has ended. */
    void awaitOutput(String text) throws InterruptedException {
        while (isAlive() && !output().contains(text)) {
            Thread.sleep(5);
        }
    }

    /** What it printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
