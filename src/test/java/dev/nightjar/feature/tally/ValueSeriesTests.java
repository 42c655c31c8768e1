package dev.nightjar.feature.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValueSeriesTests {

    private final ValueSeries series = new ValueSeries();

    @Test
    void nothingIsMissing() {
        assertThat(series.mean()).isNaN();
        assertThat(series.max()).isNaN();
        assertThat(series.first()).isNaN();
        assertThat(series.last()).isNaN();
        assertThat(series.change()).isNaN();
        assertThat(series.deviation()).isNaN();
        assertThat(series.lastDay()).isEqualTo(CustomerTally.NO_DAY);
        assertThat(series.lastAt()).isEqualTo(Long.MIN_VALUE);
        assertThat(series.count()).isZero();
    }

    @Test
    void theLargestOfOneInstantIsFirstAndLast() {
        series.add(1, 100, 5);
        series.add(1, 100, 8);
        series.add(1, 100, 3);

        assertThat(series.first()).isEqualTo(8);
        assertThat(series.last()).isEqualTo(8);
    }

    @Test
    void theTimeDecidesWhateverTheOrder() {
        series.add(2, 200, -1);
        series.add(1, 100, 4);
        series.add(3, 300, -9);

        assertThat(series.first()).isEqualTo(4);
        assertThat(series.last()).isEqualTo(-9);
        assertThat(series.lastDay()).isEqualTo(3);
        assertThat(series.max()).isEqualTo(4);
        assertThat(series.change()).isEqualTo(-10.5);
    }

    @Test
    void deviationKeepsItsDigitsFarFromZero() {
        for (double value : new double[] {1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}) {
            series.add(1, 1, value);
        }

        assertThat(series.deviation()).isCloseTo(Math.sqrt(30), within(1e-9));
    }
}
