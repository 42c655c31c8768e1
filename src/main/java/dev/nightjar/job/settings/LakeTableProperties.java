package dev.nightjar.job.settings;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A table that is in Parquet files, {@code nightjar.source.<table>}: in one place, or in several {@code sources}.
 *
 * @param path as in {@link LakeSourceProperties}; absent if there are sources
 * @param columns as there
 * @param values as there
 * @param idPrefix as there
 * @param customerPrefix as there
 * @param sources several places, such as two order systems
 */
public record LakeTableProperties(
        @Nullable String path,
        @DefaultValue Map<String, String> columns,
        @DefaultValue Map<String, String> values,
        @Nullable String idPrefix,
        @Nullable String customerPrefix,
        @DefaultValue List<LakeSourceProperties> sources) {

    public LakeTableProperties {
        columns = Map.copyOf(columns);
        values = Map.copyOf(values);
        sources = List.copyOf(sources);
    }

    /** Every place, in the order in which they are given. */
    public List<LakeSourceProperties> places() {
        return sources.isEmpty()
                ? List.of(new LakeSourceProperties(path, columns, values, idPrefix, customerPrefix))
                : sources;
    }

    /** Adds what cannot be. */
    void check(String key, List<String> problems) {
        boolean isPlace =
                path != null || !columns.isEmpty() || !values.isEmpty() || idPrefix != null || customerPrefix != null;
        if (isPlace && !sources.isEmpty()) {
            problems.add(key + " must have either a path with its columns or sources but has both");
        }
        List<LakeSourceProperties> places = places();
        boolean hasOrderOrInteractionIds = key.endsWith("orders") || key.endsWith("interactions");
        for (int i = 0; i < places.size(); i++) {
            String place = key + (sources.isEmpty() ? "" : ".sources[" + i + "]");
            String at = places.get(i).path();
            if (at == null || at.isBlank()) {
                problems.add(place + ".path must be a file, a folder or a glob but was "
                        + (at == null ? "absent" : "empty"));
            }
            if (places.get(i).idPrefix() != null && !hasOrderOrInteractionIds) {
                problems.add(place + ".id-prefix must be given for orders and interactions alone");
            }
            if (places.get(i).customerPrefix() != null && key.endsWith("fx-rates")) {
                problems.add(place + ".customer-prefix must not be given for rates, which have no customers");
            }
        }
    }
}
