package dev.nightjar.source.extract;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The SELECTs that map a shop's tables to the canonical columns. A folder replaces the sample shop's whole; a table
 * without a file does not exist.
 *
 * @param place folder, or {@code the sample shop}, for messages
 * @param selects one SELECT per table that exists, without a trailing semicolon
 */
public record ExtractSql(String place, Map<SourceTable, String> selects) {

    private static final String SAMPLE = "the sample shop";
    private static final String RESOURCES = "/sql/extract/";
    private static final String SUFFIX = ".sql";

    public ExtractSql {
        Map<SourceTable, String> copy = new EnumMap<>(SourceTable.class);
        copy.putAll(selects);
        selects = Collections.unmodifiableMap(copy);
    }

    /** No SELECT at all. */
    public static final ExtractSql NONE = new ExtractSql("nowhere", Map.of());

    /**
     * Reads the SELECTs of a folder, or the sample shop's where there is none.
     *
     * @throws ConfigurationException listing every file that is missing, unreadable, unknown or no single statement
     */
    public static ExtractSql read(@Nullable Path folder) {
        return read(folder, Set.of());
    }

    /**
     * As {@link #read(Path)}, for a source of which some tables are in a lake. The sample shop's SELECTs give way to them;
     * a file of a folder does not, for nobody could tell which is meant.
     *
     * @param inLake tables that need no SELECT
     */
    public static ExtractSql read(@Nullable Path folder, Set<SourceTable> inLake) {
        List<String> problems = new ArrayList<>();
        Map<SourceTable, String> texts = folder == null ? sample() : files(folder, problems);
        if (folder == null) {
            texts.keySet().removeAll(inLake);
        }
        texts.forEach((table, sql) -> check(table, sql, problems));
        texts.keySet().stream()
                .filter(inLake::contains)
                .forEach(table -> problems.add("nightjar.source." + table.tableName() + " and " + table.file() + " in "
                        + folder + " both give the table: expected one of them; delete the other"));
        if (problems.isEmpty() && !texts.containsKey(SourceTable.ORDERS) && !inLake.contains(SourceTable.ORDERS)) {
            problems.add("nightjar.source.extract-sql must hold orders.sql, found none in " + folder);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        texts.replaceAll((table, sql) -> SqlText.withoutSemicolon(sql));
        return new ExtractSql(folder == null ? SAMPLE : folder.toString(), texts);
    }

    private static Map<SourceTable, String> sample() {
        Map<SourceTable, String> texts = new EnumMap<>(SourceTable.class);
        for (SourceTable table : SourceTable.values()) {
            try (InputStream stream = ExtractSql.class.getResourceAsStream(RESOURCES + table.file())) {
                if (stream != null) {
                    texts.put(table, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static Map<SourceTable, String> files(Path folder, List<String> problems) {
        Map<SourceTable, String> texts = new EnumMap<>(SourceTable.class);
        if (!Files.isDirectory(folder)) {
            problems.add("nightjar.source.extract-sql must be a folder that exists but was " + folder);
            return texts;
        }
        for (Path file : sqlFiles(folder, problems)) {
            SourceTable table = table(file);
            if (table == null) {
                problems.add(
                        "[" + file + "] unknown file: expected " + String.join(", ", knownFiles()) + "; did you mean "
                                + Spelling.nearest(file.getFileName().toString(), knownFiles()) + "?");
            } else {
                String text = read(file, problems);
                if (text != null) {
                    texts.put(table, text);
                }
            }
        }
        return texts;
    }

    private static List<Path> sqlFiles(Path folder, List<String> problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add("nightjar.source.extract-sql cannot be read: " + folder + " (" + e + ")");
            return List.of();
        }
    }

    private static @Nullable SourceTable table(Path file) {
        for (SourceTable table : SourceTable.values()) {
            if (table.file().equals(file.getFileName().toString())) {
                return table;
            }
        }
        return null;
    }

    private static List<String> knownFiles() {
        return Stream.of(SourceTable.values()).map(SourceTable::file).toList();
    }

    private static @Nullable String read(Path file, List<String> problems) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            problems.add("[" + file + "] is not UTF-8 text");
        } catch (IOException e) {
            problems.add("[" + file + "] cannot be read: " + e);
        }
        return null;
    }

    private static void check(SourceTable table, String sql, List<String> problems) {
        if (SqlText.isEmpty(sql)) {
            problems.add("[" + table.file()
                    + "] is empty: expected one SELECT; delete the file if the shop has no such table");
        } else if (!SqlText.isOneStatement(sql)) {
            problems.add("[" + table.file() + "] holds several statements: expected one SELECT");
        }
    }
}
