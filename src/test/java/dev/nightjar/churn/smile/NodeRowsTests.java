package dev.nightjar.churn.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeRowsTests {

    /** Responses of this size and below count as none. */
    private static final double NOUGHT = 1e-290;

    /** Whatever the size of the responses, any of the rows add up to their number and to their sum. */
    @ParameterizedTest
    @CsvSource({"1, 1", "7, 1e-320", "1000, 2", "32767, 1e300", "1000000, 0.001"})
    void partsAddUpToCountAndSum(int size, double largest) {
        Random random = new Random(size);
        double[] responses =
                random.doubles(size, -1, 1).map(value -> value * largest).toArray();
        int[] rows = IntStream.range(0, size).toArray();
        NodeRows node = NodeRows.of(rows, 0, size, responses);

        int half = (size + 1) / 2;
        long added = Arrays.stream(node.parts(), 0, half).sum();

        assertThat(node.count(added)).isEqualTo(half);
        assertThat(node.sum(added) * node.unit())
                .isCloseTo(Arrays.stream(responses, 0, half).sum(), within(largest * half * 1e-5 + NOUGHT));
        assertThat(node.count(node.total())).isEqualTo(size);
        assertThat(node.sum(node.total()) * node.unit())
                .isCloseTo(Arrays.stream(responses).sum(), within(largest * size * 1e-5 + NOUGHT));
    }

    @Test
    void sumsOfTheLargestResponsesAloneDoNotRunIntoTheCount() {
        for (int size : new int[] {1, 2, 3, 4, 127, 128, 65_535, 65_536}) {
            for (double response : new double[] {-2, 2, Math.nextDown(4.0), -1e300, 1e-250}) {
                double[] responses = new double[size];
                Arrays.fill(responses, response);

                NodeRows node = NodeRows.of(IntStream.range(0, size).toArray(), 0, size, responses);

                assertThat(node.count(node.total())).isEqualTo(size);
                assertThat(node.sum(node.total()) * node.unit() / size)
                        .isCloseTo(response, within(Math.abs(response) * 1e-9));
            }
        }
    }

    @Test
    void noResponseAtAllIsASumOfNought() {
        NodeRows node = NodeRows.of(new int[] {0, 1, 2}, 0, 3, new double[3]);

        assertThat(node.count(node.total())).isEqualTo(3);
        assertThat(node.sum(node.total())).isZero();
    }
}
