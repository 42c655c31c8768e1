package dev.nightjar.job.settings;

import dev.nightjar.customer.ConfigurationException;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What stops a night before it publishes, {@code nightjar.quality}.
 *
 * @param maxRejectedShare greatest share of rejected rows among those read of one table, 0 to 1; above it the night
 *     ends with exit code 3
 */
public record QualityProperties(@DefaultValue("0.01") double maxRejectedShare) {

    /** @throws ConfigurationException if the share is not within 0 and 1 */
    public QualityProperties {
        if (!(maxRejectedShare >= 0 && maxRejectedShare <= 1)) {
            throw ConfigurationException.of(
                    "nightjar.quality.max-rejected-share must be 0 to 1 but was " + maxRejectedShare);
        }
    }
}
