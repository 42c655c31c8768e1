package dev.nightjar.warehouse.publication;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.QualityResult.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The statements of {@code sql/publish/customer_score_v1}: how a date is replaced, and the checks before it.
 *
 * <p>A check is a query on {@code customer_score_v1_load}, the loaded rows, that returns one row per offence with the text
 * column {@code problem}. It may use {@code :as_of_date}, {@code :run_id} and {@code :population}.
 *
 * @param replace puts the loaded rows in place of those of {@code :as_of_date}
 * @param checks by name
 */
record PublishSql(String replace, List<Check> checks) {

    private static final String JAR_FOLDER = "classpath:sql/publish/customer_score_v1/";
    private static final String REPLACE = "replace.sql";
    private static final String SUFFIX = ".sql";

    /**
     * One check.
     *
     * @param name file name without its ending
     * @param severity by the first word of the name
     * @param query returns what offends
     */
    record Check(String name, Severity severity, String query) {}

    /** The statements in the jar. */
    static PublishSql ofJar() {
        return read(JAR_FOLDER);
    }

    /**
     * The statements of a folder, in place of all in the jar.
     *
     * @throws ConfigurationException if {@code replace.sql} is missing or a file is neither a check nor that
     */
    static PublishSql of(Path folder) {
        return read(folder.toUri().toString());
    }

    private static PublishSql read(String folder) {
        List<Check> checks = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String replace = null;
        for (Resource file : files(folder)) {
            String name = Objects.requireNonNull(file.getFilename());
            if (name.equals(REPLACE)) {
                replace = text(file);
            } else if (name.startsWith("fail_") || name.startsWith("warn_")) {
                Severity severity = name.startsWith("fail_") ? Severity.FAIL : Severity.WARN;
                checks.add(new Check(name.substring(0, name.length() - SUFFIX.length()), severity, query(file)));
            } else {
                problems.add(
                        "unknown file in " + folder + ": expected replace.sql, fail_*.sql or warn_*.sql, was " + name);
            }
        }
        if (replace == null) {
            problems.add("missing file in " + folder + ": expected replace.sql, was none");
        }
        if (replace == null || !problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        checks.sort(Comparator.comparing(Check::name));
        return new PublishSql(replace, List.copyOf(checks));
    }

    private static List<Resource> files(String folder) {
        try {
            String slash = folder.endsWith("/") ? "" : "/";
            return Arrays.asList(new PathMatchingResourcePatternResolver().getResources(folder + slash + "*" + SUFFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a query, without the semicolon at its end. */
    private static String query(Resource file) {
        String text = text(file).stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
