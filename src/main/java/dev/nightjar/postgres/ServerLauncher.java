package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;

/** Unpacks, initialises and starts the embedded server. */
final class ServerLauncher {

    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 3;
    private static final long MAX_LOG_BYTES = 4L << 20;

    /** Durable, as a warehouse must be; quiet about values; sized for one night on a small machine. */
    private static final Map<String, String> SERVER_SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", "localhost"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("work_mem", "32MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("jit", "off"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"));

    private ServerLauncher() {}

    /** Starts the server and returns its port. Nothing may run on these files. */
    static int launch(ServerHome files) throws IOException {
        files.clearBrokenStart();
        String password = files.password();
        shortenLog(files.log());
        RuntimeException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort(attempt == 0 ? lastPort(files) : 0);
            try {
                builder(files, port, password).start();
                createDatabase(files.settings(port, ServerHome.SUPERUSER));
                Files.writeString(files.portFile(), Integer.toString(port), StandardCharsets.US_ASCII);
                return port;
            } catch (ConfigurationException e) {
                throw e;
            } catch (IOException | IllegalStateException | PostgresUnavailableException e) {
                failure = notStarted(files, e);
            }
        }
        throw failure;
    }

    private static EmbeddedPostgres.Builder builder(ServerHome files, int port, String password) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(files.unpacked().toFile())
                .setDataDirectory(files.data())
                .setDataDirectoryCustomizer(data -> requireSameVersion(files, data))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_WITHIN)
                .setPort(port)
                .setPgBinaryResolver(new OwnBinaries())
                .setConnectConfig("password", password)
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                .setOutputRedirector(
                        ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                // passed on to initdb: the first options it is given say trust, the last ones count
                .setLocaleConfig("locale", "C.UTF-8")
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", files.passwordFile().toString());
        SERVER_SETTINGS.forEach(builder::setServerConfig);
        return builder;
    }

    private static void requireSameVersion(ServerHome files, File data) {
        try {
            String kept = Files.readString(data.toPath().resolve("PG_VERSION")).strip();
            for (Path folder : files.binaries()) {
                String ours = majorVersion(folder.resolve("bin/postgres"));
                if (ours.equals(kept)) {
                    return;
                }
            }
            throw ConfigurationException.of("the embedded warehouse under " + data + " is of PostgreSQL " + kept
                    + ", this release brings another major version. Dump it with the old release and load it with the new one,"
                    + " or move the folder away to begin with an empty warehouse");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String majorVersion(Path binary) throws IOException {
        Process process = new ProcessBuilder(binary.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.replaceFirst("(?s)^\\D*(\\d+).*$", "$1");
    }

    private static void createDatabase(PostgresSettings superuser) {
        try (Connection connection = superuser.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("select 1 from pg_database where datname = '" + ServerHome.DATABASE + "'")) {
                if (rows.next()) {
                    return;
                }
            }
            statement.execute("create database " + ServerHome.DATABASE);
        } catch (SQLException e) {
            throw PostgresFailures.running("embedded server", e);
        }
    }

    private static int lastPort(ServerHome files) throws IOException {
        Path file = files.portFile();
        String text = Files.exists(file)
                ? Files.readString(file, StandardCharsets.US_ASCII).strip()
                : "";
        return text.matches("\\d{4,5}") ? Integer.parseInt(text) : 0;
    }

    /** The wanted port if nobody listens there, else any free one. */
    private static int freePort(int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            if (wanted == 0) {
                throw e;
            }
            return freePort(0);
        }
    }

    private static RuntimeException notStarted(ServerHome files, Exception cause) {
        return new PostgresUnavailableException(
                "[" + files.root() + "] embedded PostgreSQL did not start: " + cause.getMessage() + ". See "
                        + files.log() + "; run again once the cause is gone.",
                cause);
    }

    private static void shortenLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
            Files.delete(log);
        }
    }

    /** The library remembers where it unpacked each resolver's binaries; every home has its own. */
    private static final class OwnBinaries implements io.zonky.test.db.postgres.embedded.PgBinaryResolver {

        @Override
        public java.io.InputStream getPgBinary(String system, String machineHardware) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machineHardware);
        }
    }
}
