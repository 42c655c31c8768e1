package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestTests {

    private static final List<String> INPUTS = List.of("orders", "days");

    /** Two trees: orders <= 2 ? (days <= 30 ? -1 : 0.5) : 0.25, and a lone leaf of 0.125. */
    private static Forest small() {
        return new Forest(
                INPUTS, 1, new int[] {0, 1, -1, -1, -1, -1}, new double[] {2, 30, -1, 0.5, 0.25, 0.125}, new double[] {
                    10, 20, 5, 35
                });
    }

    @Test
    void addsTheLeavesThatARowReaches() {
        Forest forest = small();

        assertThat(forest.logOdds(new double[] {2, 30})).isEqualTo(1 - 1 + 0.125);
        assertThat(forest.logOdds(new double[] {2, 30.5})).isEqualTo(1 + 0.5 + 0.125);
        assertThat(forest.logOdds(new double[] {3, 0})).isEqualTo(1 + 0.25 + 0.125);
    }

    @Test
    void missingValueGoesRight() {
        assertThat(small().logOdds(new double[] {Double.NaN, 0})).isEqualTo(1 + 0.25 + 0.125);
    }

    @Test
    void knowsItsShape() {
        Forest forest = small();

        assertThat(forest.inputs()).isEqualTo(INPUTS);
        assertThat(forest.intercept()).isEqualTo(1);
        assertThat(forest.trees()).isEqualTo(2);
        assertThat(forest.leaves()).isEqualTo(4);
        assertThat(forest.maxDepth()).isEqualTo(2);
        assertThat(forest.cover(0)).isEqualTo(35);
        assertThat(forest.cover(1)).isEqualTo(30);
    }

    @Test
    void forestWithoutTreesIsItsIntercept() {
        Forest forest = new Forest(List.of(), -0.5, new int[0], new double[0], new double[0]);

        assertThat(forest.logOdds(new double[0])).isEqualTo(-0.5);
        assertThat(forest.logOdds(new FeatureMatrix(List.of(), new double[0][], 2)))
                .containsExactly(-0.5, -0.5);
        assertThat(forest.maxDepth()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 1000})
    void manyRowsScoreBitForBitLikeEachAlone(int rows) {
        Forest forest = RandomForest.of(7, 9, 40, 6);
        FeatureMatrix matrix = RandomForest.rows(8, 9, rows);

        double[] logOdds = forest.logOdds(matrix);

        assertThat(logOdds).hasSize(rows);
        for (int row = 0; row < rows; row++) {
            assertThat(logOdds[row]).isEqualTo(forest.logOdds(RandomForest.row(matrix, row)));
        }
    }

    /** In one pass, over more rows than a block has; a count may be none, and come twice. */
    @Test
    void logOddsOfTheFirstTreesAreThoseOfTruncatedForests() {
        Forest forest = small();
        double[][] columns = new double[2][150];
        for (int row = 0; row < 150; row++) {
            columns[0][row] = row % 7;
            columns[1][row] = row % 5 - 2;
        }
        FeatureMatrix rows = new FeatureMatrix(forest.inputs(), columns, 150);

        double[][] logOdds = forest.logOdds(rows, new int[] {0, 1, 1, 2});

        assertThat(logOdds).isDeepEqualTo(new double[][] {
            forest.truncate(0).logOdds(rows),
            forest.truncate(1).logOdds(rows),
            forest.truncate(1).logOdds(rows),
            forest.logOdds(rows)
        });
        assertThat(logOdds[1]).isNotEqualTo(logOdds[0]).isNotEqualTo(logOdds[3]);
    }

    @Test
    void truncatedForestKeepsTheFirstTrees() {
        Forest forest = small();

        Forest first = forest.truncate(1);

        assertThat(first.trees()).isEqualTo(1);
        assertThat(first.leaves()).isEqualTo(3);
        assertThat(first.logOdds(new double[] {3, 0})).isEqualTo(1.25);
        assertThat(forest.truncate(2)).isEqualTo(forest).hasSameHashCodeAs(forest);
        assertThat(forest.truncate(0).logOdds(new double[] {3, 0})).isEqualTo(1);
        assertThat(first).isNotEqualTo(forest);
    }

    @Test
    void theWeightedSumOfForestsAddsTheirLogOdds() {
        Forest one = RandomForest.of(3, 4, 5, 3);
        Forest other = RandomForest.of(4, 4, 7, 2);
        FeatureMatrix rows = RandomForest.rows(5, 4, 90);

        Forest mean = Forest.sum(0.5, List.of(one, other));

        assertThat(mean.trees()).isEqualTo(12);
        assertThat(mean.leaves()).isEqualTo(one.leaves() + other.leaves());
        for (int row = 0; row < 90; row++) {
            assertThat(mean.logOdds(rows)[row])
                    .isCloseTo((one.logOdds(rows)[row] + other.logOdds(rows)[row]) / 2, within(1e-12));
        }
        assertThat(Forest.sum(1, List.of(one))).isEqualTo(one);
    }

    @Test
    void forestsOfOtherInputsAreNotAddedUp() {
        Forest other = new Forest(List.of("a", "b"), 1, new int[0], new double[0], new double[0]);

        assertThatThrownBy(() -> Forest.sum(1, List.of(small(), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("forests must be of the same inputs, " + INPUTS);
    }

    @Test
    void truncatingToMoreTreesThanThereAreIsRefused() {
        assertThatThrownBy(() -> small().truncate(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trees to keep must be 0 to 2, was 3");
        assertThatThrownBy(() -> small().truncate(-1)).hasMessage("trees to keep must be 0 to 2, was -1");
    }

    @Test
    void forestsAreEqualWhenAllTheirNodesAre() {
        int[] leaf = {Forest.LEAF};
        Forest forest = new Forest(INPUTS, 1, leaf, new double[] {0.5}, new double[] {3});

        assertThat(forest).isEqualTo(new Forest(INPUTS, 1, leaf, new double[] {0.5}, new double[] {3}));
        assertThat(forest).isNotEqualTo(new Forest(List.of("orders"), 1, leaf, new double[] {0.5}, new double[] {3}));
        assertThat(forest).isNotEqualTo(new Forest(INPUTS, 2, leaf, new double[] {0.5}, new double[] {3}));
        assertThat(forest).isNotEqualTo(new Forest(INPUTS, 1, leaf, new double[] {0.75}, new double[] {3}));
        assertThat(forest).isNotEqualTo(new Forest(INPUTS, 1, leaf, new double[] {0.5}, new double[] {4}));
        assertThat(forest).isNotEqualTo(forest.truncate(0)).isNotEqualTo("forest");
    }

    @Test
    void laterChangesOfTheArraysDoNotReachTheForest() {
        int[] features = {Forest.LEAF};
        double[] values = {0.5};
        Forest forest = new Forest(INPUTS, 1, features, values, new double[] {3});

        features[0] = 1;
        values[0] = 7;

        assertThat(forest.logOdds(new double[] {0, 0})).isEqualTo(1.5);
    }

    @Test
    void rowOfAnotherWidthIsRefused() {
        assertThatThrownBy(() -> small().logOdds(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row must have one value per input, 2, was 3");
    }

    @Test
    void otherColumnsAreRefused() {
        FeatureMatrix swapped = new FeatureMatrix(List.of("days", "orders"), new double[2][1], 1);

        assertThatThrownBy(() -> small().logOdds(swapped))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[forest] other inputs than it was trained on: expected [orders, days], was"
                        + " [days, orders]. Not scored; retrain.");
    }

    @Test
    void unknownInputIsRefused() {
        assertMalformed(new int[] {2, -1, -1}, new double[3], 2, "input index -1 to 1, was 2 at node 0");
        assertMalformed(new int[] {-2, -1, -1}, new double[3], 2, "input index -1 to 1, was -2 at node 0");
    }

    @Test
    void treeThatIsCutOffIsRefused() {
        assertMalformed(new int[] {0, -1}, new double[2], 1, "complete trees, was the last tree cut off after node 1");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        String expected = "finite thresholds and leaf values, was ";
        assertMalformed(new int[] {0, -1, -1}, new double[] {Double.NaN, 0, 0}, 2, expected + "NaN at node 0");
        assertMalformed(
                new int[] {0, -1, -1},
                new double[] {0, 0, Double.NEGATIVE_INFINITY},
                2,
                expected + "-Infinity at node 2");
        assertMalformed(
                new int[] {-1, -1},
                new double[] {Double.MAX_VALUE, Double.MAX_VALUE},
                2,
                "a finite sum of intercept and leaf values, was Infinity");
        assertThatThrownBy(() -> new Forest(INPUTS, Double.NaN, new int[0], new double[0], new double[0]))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("a finite sum of intercept and leaf values, was NaN");
    }

    @Test
    void arraysThatDoNotMatchAreRefused() {
        assertMalformed(new int[] {-1}, new double[2], 1, "one value per node, was 1 nodes, 2 values");
        assertMalformed(new int[] {-1}, new double[1], 2, "one cover per leaf, was 1 leaves, 2 covers");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-10, 1e16, Double.NaN, Double.POSITIVE_INFINITY})
    void impossibleCoverIsRefused(double cover) {
        assertThatThrownBy(() -> new Forest(INPUTS, 0, new int[] {-1}, new double[1], new double[] {cover}))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[forest] malformed: expected leaf covers 1.0E-9 to 1.0E15, was " + cover
                        + ". Not used; retrain.");
    }

    @Test
    void inputNamedTwiceIsRefused() {
        assertThatThrownBy(() -> new Forest(List.of("a", "a"), 0, new int[0], new double[0], new double[0]))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("every input name once, was [a, a]");
    }

    @Test
    void pathLongerThanTheLimitIsRefused() {
        int depth = Forest.MAX_DEPTH + 1;
        int[] chain = new int[2 * depth + 1];
        for (int node = 1; node < chain.length; node += 2) {
            chain[node] = Forest.LEAF;
        }
        chain[chain.length - 1] = Forest.LEAF;

        assertMalformed(
                chain, new double[chain.length], depth + 1, "at most 32 conditions on a path, was more at node 64");
    }

    private static void assertMalformed(int[] features, double[] values, int leaves, String problem) {
        double[] covers = new double[leaves];
        java.util.Arrays.fill(covers, 1);

        assertThatThrownBy(() -> new Forest(INPUTS, 0, features, values, covers))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[forest] malformed: expected " + problem + ". Not used; retrain.");
    }
}
