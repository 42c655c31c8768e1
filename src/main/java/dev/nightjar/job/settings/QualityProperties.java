package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stops a night before it publishes, and what it warns of, {@code nightjar.quality}.
 *
 * @param maxRejectedShare greatest share of rejected rows among those read of one table, 0 to 1; above it the night
 *     ends with exit code 3
 * @param maxSizeChange greatest factor by which a night may be smaller or larger than the last published one, 1.1 to
 *     1,000,000; beyond it the night ends with exit code 3
 * @param driftWatch population stability index from which a feature is worth an eye
 * @param driftWarn population stability index from which the night warns
 */
public record QualityProperties(
        @DefaultValue("0.01") double maxRejectedShare,
        @DefaultValue("2") double maxSizeChange,
        @DefaultValue("0.1") double driftWatch,
        @DefaultValue("0.25") double driftWarn) {

    private static final double MAX_DRIFT = 10;
    private static final double LEAST_SIZE_CHANGE = 1.1;
    private static final double MOST_SIZE_CHANGE = 1_000_000;

    /** @throws ConfigurationException listing every value that cannot be */
    public QualityProperties {
        List<String> problems = new ArrayList<>();
        if (!(maxRejectedShare >= 0 && maxRejectedShare <= 1)) {
            problems.add("nightjar.quality.max-rejected-share must be 0 to 1 but was " + maxRejectedShare);
        }
        if (!(maxSizeChange >= LEAST_SIZE_CHANGE && maxSizeChange <= MOST_SIZE_CHANGE)) {
            problems.add("nightjar.quality.max-size-change must be 1.1 to 1000000 but was " + maxSizeChange);
        }
        if (!(driftWatch > 0 && driftWatch <= MAX_DRIFT)) {
            problems.add("nightjar.quality.drift-watch must be above 0 and at most 10 but was " + driftWatch);
        }
        if (!(driftWarn >= driftWatch && driftWarn <= MAX_DRIFT)) {
            problems.add("nightjar.quality.drift-warn must be drift-watch to 10 but was " + driftWarn
                    + " with a drift-watch of " + driftWatch);
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
