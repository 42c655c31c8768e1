package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTests {

    @Test
    void boundsThemselvesAreAllowed() {
        assertThatNoException().isThrownBy(() -> new TrainingOptions(1, 1, 2, 1, Double.MIN_VALUE, 1, 1, false, -1));
        assertThatNoException()
                .isThrownBy(() ->
                        new TrainingOptions(5000, 16, 65536, Integer.MAX_VALUE, 1, Double.MIN_VALUE, 1, false, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 3 | 6 | 20 | trees must be 1 to 5000, was 0",
                "5001 | 3 | 6 | 20 | trees must be 1 to 5000, was 5001",
                "100 | 0 | 6 | 20 | maxDepth must be 1 to 16, was 0",
                "100 | 17 | 6 | 20 | maxDepth must be 1 to 16, was 17",
                "100 | 3 | 1 | 20 | maxLeaves must be 2 to 65536, was 1",
                "100 | 3 | 65537 | 20 | maxLeaves must be 2 to 65536, was 65537",
                "100 | 3 | 6 | 0 | minLeafRows must be 1 to 2147483647, was 0"
            })
    void countsOutOfBoundsAreRefused(int trees, int maxDepth, int maxLeaves, int minLeafRows, String problem) {
        assertThatThrownBy(() -> new TrainingOptions(trees, maxDepth, maxLeaves, minLeafRows, 0.1, 0.5, 1, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training option " + problem);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
    void sharesOutOfBoundsAreRefused(double share) {
        assertThatThrownBy(() -> new TrainingOptions(100, 3, 6, 20, share, 0.5, 1, false, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("training option shrinkage must be above 0 and at most 1, was " + share);
        assertThatThrownBy(() -> new TrainingOptions(100, 3, 6, 20, 0.1, share, 1, false, 1))
                .hasMessage("training option subsample must be above 0 and at most 1, was " + share);
    }
}
