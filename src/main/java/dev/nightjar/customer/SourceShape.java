package dev.nightjar.customer;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Which tables and columns the source has. What is built on an absent one is absent too, never zero.
 *
 * @param columns {@code table.column} in canonical names, such as {@code orders.discount}
 */
public record SourceShape(Set<String> columns) implements Serializable {

    public SourceShape {
        columns = Collections.unmodifiableSet(new TreeSet<>(columns));
    }

    /** Whether the source has this column, given as {@code table.column}. */
    public boolean hasColumn(String column) {
        return columns.contains(column);
    }

    /** Whether the source has this table at all. */
    public boolean hasTable(String table) {
        return !columnsOf(table).isEmpty();
    }

    /** The columns of a table, as {@code table.column}, ascending; none if the source has no such table. */
    public List<String> columnsOf(String table) {
        return columns.stream().filter(column -> column.startsWith(table + ".")).toList();
    }

    /**
     * A short text that is another one where a table has other columns, or they come from elsewhere.
     *
     * @param mapping where they come from, as far as that is known
     */
    public String layout(String table, String mapping) {
        String text = String.join("\n", columnsOf(table)) + "\n" + mapping;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
