package dev.nightjar.source.lake;

import java.util.Map;

/**
 * A place in a lake with rows of a table, and what its columns are.
 *
 * @param key where it is configured, such as {@code nightjar.source.orders}, for messages
 * @param path a file, a folder with all below it, or a glob; any Hadoop path
 * @param columns canonical name to name in the lake, with dots into groups; empty text means that the column is not read
 * @param values canonical name to a text that every row has
 * @param idPrefix put before {@code order_id} or {@code interaction_id}; empty for none
 * @param customerPrefix put before {@code customer_id}; empty for none
 */
public record LakeLocation(
        String key,
        String path,
        Map<String, String> columns,
        Map<String, String> values,
        String idPrefix,
        String customerPrefix) {

    public LakeLocation {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
    }

    /** The prefix of a canonical column; empty for none. */
    String prefix(String column) {
        return switch (column) {
            case "customer_id" -> customerPrefix;
            case "order_id", "interaction_id" -> idPrefix;
            default -> "";
        };
    }

    /** Where a canonical column comes from, for comparison. */
    String origin(String column) {
        String value = values.get(column);
        return column + "=" + prefix(column) + (value == null ? "{" + nameOf(column) + "}" : value);
    }

    /** The name in the lake; empty if the column is not read. */
    String nameOf(String column) {
        return columns.getOrDefault(column, column);
    }
}
