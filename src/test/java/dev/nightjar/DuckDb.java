package dev.nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB as the writer of lakes. */
public final class DuckDb {

    private DuckDb() {}

    /** Runs statements in a database in memory. */
    public static void run(String... statements) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set memory_limit = '1GB'");
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join(";\n", statements), e);
        }
    }

    /** Writes the rows of a query as Parquet. */
    public static Path write(Path target, String query, String options) {
        try {
            Files.createDirectories(target.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("copy (" + query + ") to '" + target + "' (format parquet" + options + ")");
        return target;
    }

    /** Writes the rows of a query as Parquet. */
    public static Path write(Path target, String query) {
        return write(target, query, "");
    }
}
