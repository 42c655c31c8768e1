package dev.nightjar.churn.smile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinnedInputTests {

    @Test
    void fewValuesHaveABinEach() {
        BinnedInput input = BinnedInput.of(new double[] {5, -1, 5, 2.5});

        assertThat(input.bins()).containsExactly(2, 0, 2, 1);
        assertThat(input.lowest()).isEqualTo(input.highest()).containsExactly(-1, 2.5, 5);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void manyValuesShareBinsOfAboutEqualCounts(long seed) {
        double[] values = new Random(seed).doubles(10_000).map(Math::log).toArray();

        BinnedInput input = BinnedInput.of(values);

        assertThat(input.size()).isEqualTo(255);
        int[] counts = new int[255];
        for (int row = 0; row < values.length; row++) {
            int bin = input.bins()[row] & 0xff;
            counts[bin]++;
            assertThat(values[row]).isBetween(input.lowest()[bin], input.highest()[bin]);
        }
        assertThat(Arrays.stream(counts).min().orElseThrow()).isGreaterThanOrEqualTo(39);
        assertThat(Arrays.stream(counts).max().orElseThrow()).isLessThanOrEqualTo(40);
    }

    @Test
    void tiesStayInOneBin() {
        double[] values =
                IntStream.range(0, 1000).mapToDouble(i -> Math.max(0, i - 600)).toArray();

        BinnedInput input = BinnedInput.of(values);

        assertThat(input.lowest()[0]).isZero();
        assertThat(input.highest()[0]).isZero();
        assertThat(input.size()).isBetween(100, 255);
        assertThat(input.highest()[input.size() - 1]).isEqualTo(399);
    }

    /** Responses -1, -1, 1, 1 at 0, 1, 3, 4: between 1 and 3 all error goes, 4 less none. */
    @Test
    void bestThresholdIsInTheMiddleOfTheGap() {
        BinnedInput input = BinnedInput.of(new double[] {4, 0, 3, 1});

        var best = input.bestThreshold(NodeRows.of(new int[] {0, 1, 2, 3}, 0, 4, new double[] {1, -1, 1, -1}), 1);

        assertThat(best).contains(new BinnedInput.Threshold(2, 4, 2));
    }

    @Test
    void onlyTheRowsOfTheNodeCount() {
        BinnedInput input = BinnedInput.of(new double[] {4, 0, 3, 1, 2});

        var best = input.bestThreshold(NodeRows.of(new int[] {4, 0, 1, 4}, 1, 3, new double[] {1, -1, 99, 99, 99}), 1);

        assertThat(best).contains(new BinnedInput.Threshold(2, 2, 1));
    }

    @Test
    void sidesWithTooFewRowsAreNoThreshold() {
        BinnedInput input = BinnedInput.of(new double[] {0, 1, 2, 3});
        int[] rows = {0, 1, 2, 3};

        assertThat(input.bestThreshold(NodeRows.of(rows, 0, 4, new double[] {-1, 1, 1, 1}), 2)
                        .orElseThrow()
                        .rowsLeft())
                .isEqualTo(2);
        assertThat(input.bestThreshold(NodeRows.of(rows, 0, 4, new double[] {-1, 1, 1, 1}), 3))
                .isEmpty();
        assertThat(input.bestThreshold(NodeRows.of(rows, 0, 4, new double[] {1, 1, 1, 1}), 1))
                .isEmpty();
    }

    @Test
    void neighbouringDoublesAreSeparated() {
        double low = 1 + Math.ulp(1.0);
        double high = Math.nextUp(low);
        BinnedInput input = BinnedInput.of(new double[] {low, high});

        var best = input.bestThreshold(NodeRows.of(new int[] {0, 1}, 0, 2, new double[] {-1, 1}), 1);

        assertThat(best.orElseThrow().value()).isEqualTo(low);
    }
}
