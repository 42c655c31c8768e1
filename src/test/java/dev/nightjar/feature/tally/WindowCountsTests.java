package dev.nightjar.feature.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowCountsTests {

    @ParameterizedTest
    @EnumSource
    void everyAgeFallsIntoItsWindowAndTheOneBefore(Window window) {
        for (int age = 1; age < 800; age++) {
            WindowCounts counts = new WindowCounts();
            counts.add(WindowCounts.band(age), 3);

            assertThat(counts.within(window)).as("age %d", age).isEqualTo(age <= window.days() ? 3 : 0);
            boolean isBefore = age > window.days() && age <= 2 * window.days();
            assertThat(counts.before(window)).as("age %d", age).isEqualTo(isBefore ? 3 : 0);
            assertThat(counts.total()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void trendIsMissingWithoutEventsAndOneWithNewOnes(Window window) {
        WindowCounts counts = new WindowCounts();

        assertThat(counts.trend(window)).isNaN();
        assertThat(counts.total()).isZero();

        counts.add(WindowCounts.band(1), 1);
        assertThat(counts.trend(window)).isEqualTo(1);

        counts.clear();
        counts.clear();
        assertThat(counts.trend(window)).isNaN();
    }
}
