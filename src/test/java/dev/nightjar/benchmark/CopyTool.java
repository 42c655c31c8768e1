package dev.nightjar.benchmark;

import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** Moves rows as a user would instead: {@code psql \copy}, or the JDBC driver's text COPY where there is no psql. */
final class CopyTool {

    private static final Pattern URL = Pattern.compile("jdbc:postgresql://([^:/]+):(\\d+)/([^?]+).*");

    private final PostgresSettings settings;
    private final boolean hasPsql = hasPsql();

    CopyTool(PostgresSettings settings) {
        this.settings = settings;
    }

    /** What it is, for the report. */
    String name() {
        return hasPsql ? "psql \\copy" : "CopyManager (text; there is no psql here)";
    }

    /** Writes the rows of a SELECT into a file; returns how many. */
    long copyOut(String select, Path file) throws IOException, InterruptedException {
        String oneLine = select.replaceAll("(?m)--.*$", "").replaceAll("\\s+", " ");
        if (hasPsql) {
            return psql("\\copy (" + oneLine + ") to '" + file + "'");
        }
        try (Connection connection = settings.connect();
                OutputStream out = Files.newOutputStream(file)) {
            return new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyOut("copy (" + oneLine + ") to stdout", out);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Appends the rows of a file to a table; returns how many. */
    long copyIn(String table, Path file) throws IOException, InterruptedException {
        if (hasPsql) {
            return psql("\\copy " + table + " from '" + file + "'");
        }
        try (Connection connection = settings.connect();
                InputStream in = Files.newInputStream(file)) {
            return new CopyManager(connection.unwrap(BaseConnection.class)).copyIn("copy " + table + " from stdin", in);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private long psql(String command) throws IOException, InterruptedException {
        Matcher url = URL.matcher(settings.url());
        if (!url.matches()) {
            throw new IOException("not a URL that psql can be given: " + settings.safeUrl());
        }
        List<String> line = new ArrayList<>(List.of("psql", "-X", "-v", "ON_ERROR_STOP=1", "-c", command));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", url.group(1),
                        "PGPORT", url.group(2),
                        "PGDATABASE", url.group(3),
                        "PGUSER", settings.username(),
                        "PGPASSWORD", settings.password()));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !said.startsWith("COPY ")) {
            throw new IOException("psql failed: " + said);
        }
        return Long.parseLong(said.substring("COPY ".length()).strip());
    }

    private static boolean hasPsql() {
        try {
            return new ProcessBuilder("psql", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
