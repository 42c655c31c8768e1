package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where orders, interactions and profiles come from, {@code nightjar.source}.
 *
 * @param type {@code postgres}, the only one in this version
 * @param url JDBC URL; absent for the embedded server
 * @param username who reads; needs no more than SELECT
 * @param password may be empty
 * @param extractSql folder with {@code orders.sql} and its companions; the sample shop's unless given
 */
public record SourceProperties(
        @DefaultValue("postgres") String type,
        @Nullable String url,
        @Nullable String username,
        @Nullable String password,
        @Nullable String extractSql) {

    /** @throws ConfigurationException listing every value that cannot be */
    public SourceProperties {
        List<String> problems = new ArrayList<>();
        if (!type.equals("postgres")) {
            problems.add("nightjar.source.type must be postgres in this version but was " + type);
        }
        WarehouseProperties.checkUrl("nightjar.source.url", url, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
