package dev.nightjar.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that use an embedded server: one file each, named by its pid, holding when that process started. */
final class ServerUsers {

    private final Path folder;

    ServerUsers(Path folder) {
        this.folder = folder;
    }

    /** Adds this process once more and returns what {@link #remove} needs. */
    Path add() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path file = Files.createTempFile(folder, self.pid() + "-", "");
        Files.writeString(file, startOf(self), StandardCharsets.US_ASCII);
        return file;
    }

    void remove(Path user) throws IOException {
        Files.deleteIfExists(user);
    }

    /** Whether a process lives that uses the server; files of dead ones are removed. */
    boolean anyAlive() throws IOException {
        boolean alive = false;
        for (Path file : files()) {
            if (isAlive(file)) {
                alive = true;
            } else {
                Files.deleteIfExists(file);
            }
        }
        return alive;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static boolean isAlive(Path file) throws IOException {
        String name = file.getFileName().toString();
        int dash = name.indexOf('-');
        if (dash <= 0 || !name.substring(0, dash).matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(name.substring(0, dash)));
        try {
            String started = Files.readString(file, StandardCharsets.US_ASCII);
            return process.isPresent()
                    && process.get().isAlive()
                    && startOf(process.get()).equals(started);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
