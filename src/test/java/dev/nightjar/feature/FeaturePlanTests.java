package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeaturePlanTests {

    @Test
    void aChurnWindowMayEndOnTheAsOfDate() {
        FeaturePlan plan = new FeaturePlan(100, new int[] {10}, 90, 365, 5, ChurnDefinition.INACTIVITY);

        assertThat(plan.cutOffDays()).containsExactly(10);
    }

    @Test
    void aChurnWindowThatIsNotOverIsRefused() {
        assertThatThrownBy(() -> new FeaturePlan(100, new int[] {10, 11}, 90, 365, 5, ChurnDefinition.INACTIVITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cut-off 1970-01-12 must be at least 90 days before the as-of date 1970-04-11, or its churn"
                        + " window is not over");
    }

    @ParameterizedTest
    @CsvSource({"0, 365, 5", "90, 0, 5", "90, 365, -1"})
    void lengthsOutOfRangeAreRefused(int horizonDays, int activeWithinDays, int rows) {
        assertThatThrownBy(() -> new FeaturePlan(
                        100, new int[0], horizonDays, activeWithinDays, rows, ChurnDefinition.INACTIVITY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("was " + horizonDays + ", " + activeWithinDays + ", " + rows);
    }

    @Test
    void anOrderAsOldAsTheActivePeriodIsStillActive() {
        FeaturePlan plan = new FeaturePlan(100, new int[0], 90, 30, 5, ChurnDefinition.INACTIVITY);

        assertThat(plan.isActive(70, 100)).isTrue();
        assertThat(plan.isActive(69, 100)).isFalse();
    }
}
