package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeShapTests {

    private static final double TOLERANCE = 1e-9;

    /** Depth 4 is tabulated whole, 7 in groups, and 12 partly leaf by leaf; few inputs are compared often on a path. */
    @ParameterizedTest
    @CsvSource({"1, 4, 10, 4", "2, 6, 8, 7", "3, 8, 5, 12", "4, 1, 5, 6", "5, 8, 5, 3", "6, 3, 3, 20"})
    void equalsBruteForceOverAllCoalitions(long seed, int inputs, int trees, int depth) {
        Forest forest = RandomForest.of(seed, inputs, trees, depth);
        FeatureMatrix rows = RandomForest.rows(seed + 100, inputs, 10);
        TreeShap shap = new TreeShap(forest);

        for (int i = 0; i < rows.rows(); i++) {
            double[] row = RandomForest.row(rows, i);
            double[] effects = effects(shap, row);
            assertThat(effects)
                    .as("seed %d, row %d", seed, i)
                    .containsExactly(bruteForce(forest, row), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @CsvSource({"11, 40, 100, 3", "12, 40, 100, 5", "13, 20, 30, 9", "14, 30, 10, 14", "15, 10, 4, 32"})
    void baseAndEffectsAddUpToTheLogOdds(long seed, int inputs, int trees, int depth) {
        Forest forest = RandomForest.of(seed, inputs, trees, depth);
        FeatureMatrix rows = RandomForest.rows(seed + 100, inputs, 50);
        TreeShap shap = new TreeShap(forest);

        double[] logOdds = forest.logOdds(rows);

        for (int i = 0; i < rows.rows(); i++) {
            double sum = shap.base()
                    + Arrays.stream(effects(shap, RandomForest.row(rows, i))).sum();
            assertThat(sum).as("seed %d, row %d", seed, i).isEqualTo(logOdds[i], within(TOLERANCE));
        }
    }

    /** orders <= 2: -1 (30 rows), else 0.25 (10 rows); the mean is -0.6875. */
    @Test
    void oneConditionMovesFromTheMeanToTheLeaf() {
        Forest forest = new Forest(
                List.of("orders", "days"), 2, new int[] {0, -1, -1}, new double[] {2, -1, 0.25}, new double[] {30, 10});
        TreeShap shap = new TreeShap(forest);

        assertThat(shap.base()).isEqualTo(2 - 0.6875);
        assertThat(effects(shap, new double[] {1, 0})).containsExactly(new double[] {-0.3125, 0}, within(1e-15));
        assertThat(effects(shap, new double[] {3, 0})).containsExactly(new double[] {0.9375, 0}, within(1e-15));
    }

    @Test
    void forestWithoutConditionsHasNoEffects() {
        Forest forest = new Forest(List.of("orders"), 2, new int[] {-1}, new double[] {0.5}, new double[] {30});

        assertThat(new TreeShap(forest).base()).isEqualTo(2.5);
        assertThat(effects(new TreeShap(forest), new double[] {1})).containsExactly(0);
        assertThat(new TreeShap(forest.truncate(0)).base()).isEqualTo(2);
    }

    @Test
    void effectsOfARowDoNotDependOnOtherThreads() {
        Forest forest = RandomForest.of(21, 10, 50, 9);
        FeatureMatrix rows = RandomForest.rows(22, 10, 200);
        TreeShap shap = new TreeShap(forest);

        List<double[]> together = IntStream.range(0, rows.rows())
                .parallel()
                .mapToObj(row -> effects(shap, RandomForest.row(rows, row)))
                .toList();

        for (int row = 0; row < rows.rows(); row++) {
            assertThat(together.get(row)).isEqualTo(effects(shap, RandomForest.row(rows, row)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 600})
    void manyRowsGetBitForBitTheEffectsOfEachAlone(int rows) {
        FeatureMatrix matrix = RandomForest.rows(24, 6, rows);
        TreeShap shap = new TreeShap(RandomForest.of(23, 6, 20, 10));

        double[][] effects = shap.effects(matrix, 0, rows);

        assertThat(effects).hasDimensions(6, rows);
        for (int row = 0; row < rows; row++) {
            assertThat(row(effects, row)).isEqualTo(effects(shap, RandomForest.row(matrix, row)));
        }
    }

    @Test
    void aPartOfTheRowsGetsTheEffectsOfThoseRows() {
        FeatureMatrix matrix = RandomForest.rows(24, 6, 700);
        TreeShap shap = new TreeShap(RandomForest.of(23, 6, 20, 10));

        double[][] part = shap.effects(matrix, 300, 650);

        double[][] all = shap.effects(matrix, 0, 700);
        for (int row = 0; row < 350; row++) {
            assertThat(row(part, row)).isEqualTo(row(all, 300 + row));
        }
    }

    @Test
    void otherColumnsAreRefused() {
        TreeShap shap = new TreeShap(RandomForest.of(1, 3, 1, 2));

        assertThatThrownBy(() -> shap.effects(RandomForest.rows(1, 2, 5), 0, 5))
                .isInstanceOf(DataContractException.class)
                .hasMessageStartingWith("[forest] other inputs than it was trained on: expected ");
    }

    /** The effects of one row alone. */
    private static double[] effects(TreeShap shap, double[] row) {
        double[][] columns =
                Arrays.stream(row).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        List<String> names = shap.forest().inputs();
        return row(shap.effects(new FeatureMatrix(names, columns, 1), 0, 1), 0);
    }

    /** One row of effects that are kept by input. */
    static double[] row(double[][] effects, int row) {
        return Arrays.stream(effects).mapToDouble(ofInput -> ofInput[row]).toArray();
    }

    /** The definition: gains of joining, weighted by |S|! (p - |S| - 1)! / p!, over all coalitions S. */
    private static double[] bruteForce(Forest forest, double[] row) {
        int inputs = row.length;
        double[] worth = new double[1 << inputs];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            for (int tree = 0; tree < forest.trees(); tree++) {
                worth[coalition] += expectation(forest, forest.start(tree), row, coalition);
            }
        }
        double[] effects = new double[inputs];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            int size = Integer.bitCount(coalition);
            for (int input = 0; input < inputs; input++) {
                if ((coalition >> input & 1) == 0) {
                    double weight = factorial(size) * factorial(inputs - size - 1) / factorial(inputs);
                    effects[input] += weight * (worth[coalition | 1 << input] - worth[coalition]);
                }
            }
        }
        return effects;
    }

    private static double expectation(Forest forest, int node, double[] row, int coalition) {
        int feature = forest.feature(node);
        if (feature == Forest.LEAF) {
            return forest.value(node);
        }
        int left = node + 1;
        int right = forest.right(node);
        if ((coalition >> feature & 1) == 1) {
            return expectation(forest, row[feature] <= forest.value(node) ? left : right, row, coalition);
        }
        return (forest.cover(left) * expectation(forest, left, row, coalition)
                        + forest.cover(right) * expectation(forest, right, row, coalition))
                / forest.cover(node);
    }

    private static double factorial(int n) {
        return IntStream.rangeClosed(2, n).asDoubleStream().reduce(1, (a, b) -> a * b);
    }
}
