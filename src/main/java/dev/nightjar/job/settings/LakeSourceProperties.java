package dev.nightjar.job.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One place of several that hold a table, an element of {@code nightjar.source.<table>.sources}.
 *
 * @param path a file, a folder with all below it, or a glob; any Hadoop path
 * @param columns canonical name to name in the lake; the same name unless given, empty if it is not to be read
 * @param values canonical name to a text that every row has
 * @param idPrefix put before {@code order_id} or {@code interaction_id}
 * @param customerPrefix put before {@code customer_id}
 */
public record LakeSourceProperties(
        @Nullable String path,
        @DefaultValue Map<String, String> columns,
        @DefaultValue Map<String, String> values,
        @Nullable String idPrefix,
        @Nullable String customerPrefix) {

    public LakeSourceProperties {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
    }
}
