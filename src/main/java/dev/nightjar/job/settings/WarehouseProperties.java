package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where scores are published, {@code nightjar.warehouse}.
 *
 * @param url JDBC URL; absent for the embedded server
 * @param username who writes; owns the schemas {@code retention} and {@code retention_batch}
 * @param password may be empty
 */
public record WarehouseProperties(
        @Nullable String url,
        @Nullable String username,
        @Nullable String password) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern KIND = Pattern.compile("(jdbc:)?[a-z][a-z0-9+.-]*:(?=//)");

    /** @throws ConfigurationException listing every value that cannot be */
    public WarehouseProperties {
        List<String> problems = new ArrayList<>();
        checkUrl("nightjar.warehouse.url", url, problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Adds a problem unless the URL is absent or PostgreSQL's; shows no more of it than its kind, for the password's sake. */
    static void checkUrl(String key, @Nullable String url, List<String> problems) {
        if (url != null && !url.startsWith(PREFIX)) {
            Matcher kind = KIND.matcher(url);
            problems.add(key + " must start with " + PREFIX
                    + (kind.lookingAt() ? " but started with " + kind.group() : " but did not"));
        }
    }
}
