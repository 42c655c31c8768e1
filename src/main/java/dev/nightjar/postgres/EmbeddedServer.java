package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The PostgreSQL that needs no installation, kept under a home folder. Whoever comes first starts it; a second process
 * on the same home uses the same server; the last of them to close it stops it. It listens on loopback only, asks for a
 * generated password and writes durably.
 *
 * <p>A server left behind by a killed process is taken over: it is never ended while a process that uses it lives.
 * Close it after everything that uses it; it registers no shutdown hook, because hooks run side by side.
 */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final ServerHome home;
    private final ServerUsers users;
    private final Path user;
    private final PostgresSettings settings;
    private final boolean startedHere;
    private boolean closed;

    private EmbeddedServer(ServerHome home, Path user, PostgresSettings settings, boolean startedHere) {
        this.home = home;
        this.users = new ServerUsers(home.users());
        this.user = user;
        this.settings = settings;
        this.startedHere = startedHere;
    }

    /** Whether there is a server's data under this home, running or not. */
    public static boolean exists(Path home) {
        return new ServerHome(home).isInitialised();
    }

    /**
     * Starts the server of this home, or joins the one that runs.
     *
     * @param home folder on a local disk; created, readable by its owner alone, if it is not there
     * @throws ConfigurationException if the folder cannot be used or its data belongs to another major version
     * @throws PostgresUnavailableException if the server does not come up or does not answer
     */
    public static EmbeddedServer start(Path home) {
        ServerHome files = new ServerHome(home);
        IN_THIS_PROCESS.lock();
        try {
            files.create();
            try (FileChannel channel =
                            FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                requireHeld(held);
                return startLocked(files);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "[" + files.root() + "] embedded PostgreSQL could not be started: " + e.getMessage(), e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static EmbeddedServer startLocked(ServerHome files) throws IOException {
        ServerUsers users = new ServerUsers(files.users());
        Optional<PostmasterFile> running = PostmasterFile.ofLiveServer(files.data());
        if (running.isPresent()) {
            Optional<PostgresSettings> joined = join(files, running.get());
            if (joined.isPresent()) {
                return new EmbeddedServer(files, users.add(), joined.get(), false);
            }
            if (users.anyAlive()) {
                throw new PostgresUnavailableException(
                        "[" + files.root() + "] the embedded server (pid "
                                + running.get().pid()
                                + ") does not answer, and a process that uses it lives. Stop that process, or wait, then run again.",
                        new IOException("no answer within " + ANSWER_WITHIN.toSeconds() + " s"));
            }
            running.get().stop();
        }
        int port = ServerLauncher.launch(files);
        PostgresSettings settings = files.settings(port);
        if (!isServerOf(files, settings)) {
            throw new IOException("another server answers on port " + port);
        }
        return new EmbeddedServer(files, users.add(), settings, true);
    }

    /** The settings of the running server, or nothing if it does not answer in time. */
    private static Optional<PostgresSettings> join(ServerHome files, PostmasterFile running) throws IOException {
        PostgresSettings settings = files.settings(running.port());
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (running.isAlive()) {
            try {
                if (isServerOf(files, settings)) {
                    return Optional.of(settings);
                }
                return Optional.empty();
            } catch (PostgresUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    return Optional.empty();
                }
                PostmasterFile.pause();
            }
        }
        return Optional.empty();
    }

    private static boolean isServerOf(ServerHome files, PostgresSettings settings) throws IOException {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show data_directory")) {
            rows.next();
            return Files.isSameFile(Path.of(rows.getString(1)), files.data());
        } catch (SQLException e) {
            throw PostgresFailures.running("embedded server", e);
        }
    }

    private static void requireHeld(FileLock lock) throws IOException {
        if (!lock.isValid()) {
            throw new IOException("the lock on the embedded server's folder was lost");
        }
    }

    /** How to connect: database {@code nightjar}, as its owner. */
    public PostgresSettings settings() {
        return settings;
    }

    /** Whether this object started the server, rather than joined one that ran. */
    public boolean startedHere() {
        return startedHere;
    }

    /** Stops the server if no other living process uses it. */
    @Override
    public void close() {
        IN_THIS_PROCESS.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try (FileChannel channel =
                            FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                requireHeld(held);
                users.remove(user);
                Optional<PostmasterFile> running = PostmasterFile.ofLiveServer(home.data());
                if (running.isPresent() && !users.anyAlive()) {
                    running.get().stop();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "[" + home.root() + "] embedded PostgreSQL could not be stopped: " + e.getMessage(), e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
