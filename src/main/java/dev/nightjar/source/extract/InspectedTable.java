package dev.nightjar.source.extract;

import dev.nightjar.postgres.PostgresType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A table of the source whose SELECT works and delivers what is required.
 *
 * @param table which one
 * @param select the user's SELECT without a trailing semicolon; empty for a table of a lake
 * @param types type of each canonical column that is there, in canonical order
 */
public record InspectedTable(SourceTable table, String select, Map<String, PostgresType> types) {

    public InspectedTable {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    /** Where it is declared, for messages. */
    public String place() {
        return select.isEmpty() ? "nightjar.source." + table.tableName() : table.file();
    }

    /** Whether the SELECT delivers this column. */
    public boolean has(String column) {
        return types.containsKey(column);
    }

    /** The type of a column that is there. */
    public PostgresType type(String column) {
        return Objects.requireNonNull(types.get(column), column);
    }

    /** The position of a column among those that are there, from 0; −1 if it is absent. */
    public int index(String column) {
        List<String> names = new ArrayList<>(types.keySet());
        return names.indexOf(column);
    }

    /** A SELECT of the canonical columns that are there, in canonical order. */
    public String selectColumns() {
        String names = types.keySet().stream().map(InspectedTable::quote).collect(Collectors.joining(", "));
        return select(names);
    }

    /** A SELECT of these expressions over the rows of the user's SELECT. */
    public String select(String expressions) {
        return "select " + expressions + " from (" + select + "\n) as source_rows";
    }

    private static String quote(String column) {
        return '"' + column + '"';
    }
}
