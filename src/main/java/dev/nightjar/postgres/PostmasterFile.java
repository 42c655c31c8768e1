package dev.nightjar.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code postmaster.pid} says about a running server.
 *
 * @param file the file itself; the server removes it when it has ended
 * @param pid process id of the server
 * @param port port it listens on; 0 while it does not know yet
 */
record PostmasterFile(Path file, long pid, int port) {

    private static final int PORT_LINE = 3;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);

    /** The server that runs on this data directory; a stale file of a dead one is removed. */
    static Optional<PostmasterFile> ofLiveServer(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,10}")) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).strip());
        boolean knowsPort =
                lines.size() > PORT_LINE && lines.get(PORT_LINE).strip().matches("\\d{1,5}");
        int port = knowsPort ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
        PostmasterFile found = new PostmasterFile(file, pid, port);
        if (!found.isAlive()) {
            Files.deleteIfExists(file);
            return Optional.empty();
        }
        return Optional.of(found);
    }

    /** Whether the process lives and is a PostgreSQL server rather than a newer process of the same id. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .command()
                        .map(command -> command.contains("postgres"))
                        .orElse(true))
                .isPresent();
    }

    /** Ends the server: its clients are cut off, what they committed stays. */
    void stop() throws IOException {
        signal("INT");
        if (!ended(STOP_WITHIN)) {
            signal("QUIT");
            if (!ended(STOP_WITHIN)) {
                throw new IOException("server process " + pid + " does not end");
            }
        }
    }

    private boolean ended(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        while (isAlive() && Files.exists(file)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    private void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping server process " + pid, e);
        }
    }

    /** Waits a moment between two looks at a server. */
    static void pause() throws IOException {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the embedded server", e);
        }
    }
}
