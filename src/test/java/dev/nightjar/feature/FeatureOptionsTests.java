package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureOptionsTests {

    @Test
    void nothingIsExcludedByDefault() {
        assertThat(FeatureOptions.DEFAULTS).isEqualTo(new FeatureOptions(Set.of(), List.of(), 365, 90));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 3651})
    void lengthsOutOfRangeAreRefused(int days) {
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of(), days, 90))
                .hasMessage("active-within must be P7D to P3650D but was P" + days + "D");
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of(), 365, days))
                .hasMessage("horizon must be P7D to P3650D but was P" + days + "D");
    }

    @Test
    void attributesAreNamedOnceAndSafely() {
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of("industry", "industry"), 365, 90))
                .hasMessageContaining("named once each")
                .hasMessageEndingWith("but were [industry, industry]");
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of(" "), 365, 90))
                .hasMessageEndingWith("but were [ ]");
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of("a=b"), 365, 90))
                .hasMessageEndingWith("but were [a=b]");
        assertThatThrownBy(() -> new FeatureOptions(Set.of(), List.of("a:b"), 365, 90))
                .hasMessageEndingWith("but were [a:b]");
    }
}
