package dev.nightjar.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityPropertiesTests {

    @ParameterizedTest
    @CsvSource({
        "-0.1, 0.1, 0.25, nightjar.quality.max-rejected-share must be 0 to 1 but was -0.1",
        "NaN, 0.1, 0.25, nightjar.quality.max-rejected-share must be 0 to 1 but was NaN",
        "0.1, 0, 0.25, nightjar.quality.drift-watch must be above 0 and at most 10 but was 0.0",
        "0.1, NaN, 11, nightjar.quality.drift-watch must be above 0 and at most 10 but was NaN",
        "0.1, 0.3, 0.25, nightjar.quality.drift-warn must be drift-watch to 10 but was 0.25 with a drift-watch of 0.3",
        "0.1, 0.3, 11, nightjar.quality.drift-warn must be drift-watch to 10 but was 11.0 with a drift-watch of 0.3"
    })
    void boundsAreRefusedByName(double share, double watch, double warn, String problem) {
        assertThatThrownBy(() -> new QualityProperties(share, watch, warn))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void allProblemsAreTold() {
        assertThatThrownBy(() -> new QualityProperties(2, -1, -2))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(3));
    }
}
