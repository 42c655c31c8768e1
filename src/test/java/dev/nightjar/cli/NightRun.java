package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.postgres.PostgresSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs commands of Nightjar in this process, against given databases, as a scheduler would from outside. */
final class NightRun {

    /** All published rows, without run ids and wall-clock times. */
    static final String ROWS = "select (to_jsonb(s) - 'run_id' - 'scored_at')::text from retention.customer_score s"
            + " order by score_date, customer_id";

    /** All churn models, artifacts included. */
    static final String MODELS = "select to_jsonb(m)::text from retention.churn_model m order by model_id";

    private final Path folder;
    private final PostgresSettings source;
    private final PostgresSettings warehouse;
    private final Map<String, String> settings = new LinkedHashMap<>();

    /** What a command left behind. */
    record Result(int exitCode, String out, String err) {}

    /**
     * @param folder empty folder for the home and the job file
     * @param extract folder with the SELECTs
     */
    NightRun(Path folder, PostgresSettings source, PostgresSettings warehouse, Path extract) {
        this.folder = folder;
        this.source = source;
        this.warehouse = warehouse;
        set("nightjar.home", folder.resolve("home"));
        set("nightjar.source.url", source.url());
        set("nightjar.source.username", source.username());
        set("nightjar.source.password", source.password());
        set("nightjar.source.extract-sql", extract.toAbsolutePath());
        set("nightjar.warehouse.url", warehouse.url());
        set("nightjar.warehouse.username", warehouse.username());
        set("nightjar.warehouse.password", warehouse.password());
        set("nightjar.history.buckets", 8);
    }

    /** Sets a key of the job file. */
    NightRun set(String key, Object value) {
        settings.put(key, String.valueOf(value));
        return this;
    }

    /** Reads every table from Parquet files; {@link #set} says where they are. */
    NightRun fromLake() {
        settings.keySet().removeIf(key -> key.startsWith("nightjar.source."));
        return set("nightjar.source.type", "parquet");
    }

    Path home() {
        return folder.resolve("home");
    }

    PostgresSettings source() {
        return source;
    }

    PostgresSettings warehouse() {
        return warehouse;
    }

    /** Runs a command with this job file. */
    Result run(String... args) {
        Path jobFile = folder.resolve("job.yaml");
        StringBuilder yaml = new StringBuilder();
        settings.forEach((key, value) -> yaml.append(key)
                .append(": ")
                .append(isPlain(value) ? value : "'" + value.replace("'", "''") + "'")
                .append('\n'));
        try {
            Files.createDirectories(folder);
            Files.writeString(jobFile, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> all = new ArrayList<>(List.of(args));
        all.add("--config");
        all.add(jobFile.toString());
        return runAsIs(all.toArray(new String[0]));
    }

    /** Runs a command that must end well. */
    Result ok(String... args) {
        Result result = run(args);
        assertThat(result.exitCode())
                .as(String.join(" ", args) + ": " + result.err())
                .isZero();
        return result;
    }

    /** Status and decision of a churn model. */
    String decision(String modelId) {
        return String.valueOf(value(
                "select status || ' ' || (provenance ->> 'decision') from retention.churn_model where model_id = '"
                        + modelId + "'"));
    }

    /** The model of all probabilities that are published for a date. */
    String scoredBy(String scoreDate) {
        return String.valueOf(value("select distinct churn_model_id from retention.customer_score"
                + " where churn_probability is not null and score_date = '" + scoreDate + "'"));
    }

    /** Runs a command as it is given. */
    Result runAsIs(String... args) {
        return runIn(folder, Map.of(), args);
    }

    /** Runs a command in a folder, with these variables set and no other. */
    static Result runIn(Path folder, Map<String, String> variables, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                variables,
                folder);
        int exitCode = Nightjar.run(terminal, args);
        return new Result(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The rows of a query on the warehouse, columns joined by a bar. */
    List<String> rows(String sql) {
        return rows(warehouse, sql);
    }

    /** The one value of a query on the warehouse, as text. */
    @Nullable
    String value(String sql) {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("expected 1 row from " + sql + ", was " + rows.size());
        }
        return rows.get(0);
    }

    /** The one number of a query on the warehouse. */
    double number(String sql) {
        return Double.parseDouble(String.valueOf(value(sql)));
    }

    static List<String> rows(PostgresSettings settings, String sql) {
        List<String> rows = new ArrayList<>();
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    row.append(column == 1 ? "" : "|").append(result.getString(column));
                }
                rows.add(row.toString());
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
        return rows;
    }

    private static boolean isPlain(String value) {
        return value.startsWith("[") || value.startsWith("{") || value.matches("[\\w.]+");
    }
}
