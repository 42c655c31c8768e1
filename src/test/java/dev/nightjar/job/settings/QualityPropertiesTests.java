package dev.nightjar.job.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThatThrownBy(() -> new QualityProperties(share, 2, watch, warn))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, 1.09, Double.NaN, Double.POSITIVE_INFINITY})
    void aNightMayAlwaysDifferALittle(double factor) {
        assertThatThrownBy(() -> new QualityProperties(0.01, factor, 0.1, 0.25))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.quality.max-size-change must be 1.1 to 1000000 but was " + factor);
    }

    @Test
    void allProblemsAreTold() {
        assertThatThrownBy(() -> new QualityProperties(2, 0.5, -1, -2))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.problems()).hasSize(4));
    }
}
