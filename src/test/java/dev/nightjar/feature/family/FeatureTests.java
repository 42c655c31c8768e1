package dev.nightjar.feature.family;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureTests {

    @Test
    void emptyTextsAndFillsThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> feature("", 0)).hasMessageStartingWith("feature 'x' must have a code, label, family");
        assertThatThrownBy(() -> feature("days", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("feature 'x' must have a finite fill value, was NaN");
    }

    private static Feature feature(String unit, double fill) {
        return new Feature(
                "x",
                "X",
                "family",
                Feature.Kind.NUMBER,
                unit,
                "all",
                "What it is.",
                Set.of("orders.amount"),
                fill,
                false);
    }
}
