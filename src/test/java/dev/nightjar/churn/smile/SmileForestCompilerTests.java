package dev.nightjar.churn.smile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.Forest;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.BaseVector;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;
import smile.math.MathEx;

class SmileForestCompilerTests {

    private static final int INPUTS = 6;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void scoresBitForBitLikeSmile(long seed) {
        Random random = new Random(seed);
        DataFrame data = frame(random, 300);
        GradientTreeBoost model = model(random, data, seed);
        List<String> names = IntStream.range(0, INPUTS).mapToObj(i -> "x" + i).toList();

        Forest forest = SmileForestCompiler.compile(
                model, names, IntStream.range(0, INPUTS).toArray());

        DataFrame later = frame(random, 500);
        for (int i = 0; i < later.size(); i++) {
            Tuple tuple = later.get(i);
            double[] row = IntStream.range(0, INPUTS)
                    .mapToDouble(input -> tuple.getDouble(input + 1))
                    .toArray();
            double[] smile = new double[2];
            model.predict(tuple, smile);
            double logOdds = forest.logOdds(row);
            // Smile's own form, on its own double.
            assertThat(1 / (1 + Math.exp(logOdds))).isEqualTo(smile[0]);
            assertThat(1 - 1 / (1 + Math.exp(logOdds))).isEqualTo(smile[1]);
            assertThat(logOdds).isEqualTo(2 * decisionValue(model, tuple));
        }
    }

    /** The prefix of the trees is what Smile's own trimmed model computes. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void truncatedForestScoresLikeTheTrimmedModel(long seed) {
        Random random = new Random(seed);
        DataFrame data = frame(random, 300);
        GradientTreeBoost model = model(random, data, seed);
        int[] columns = IntStream.range(0, INPUTS).toArray();
        List<String> names = IntStream.of(columns).mapToObj(i -> "x" + i).toList();

        Forest truncated = SmileForestCompiler.compile(model, names, columns).truncate(3);
        model.trim(3);

        assertThat(truncated).isEqualTo(SmileForestCompiler.compile(model, names, columns));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22})
    void coversAreTheRowsThatTheTreeSaw(long seed) {
        Random random = new Random(seed);
        DataFrame data = frame(random, 300);
        GradientTreeBoost model = model(random, data, seed);

        assertThat(model.trees()[0].root().size())
                .as("rows in the root, the same share of both classes")
                .isBetween(149, 300);
    }

    private static GradientTreeBoost model(Random random, DataFrame data, long seed) {
        MathEx.setSeed(seed);
        return GradientTreeBoost.fit(
                Formula.lhs("y"),
                data,
                5 + random.nextInt(60),
                2 + random.nextInt(5),
                2 + random.nextInt(15),
                1 + random.nextInt(9),
                0.01 + random.nextDouble() / 3,
                0.5 + random.nextDouble() / 2);
    }

    /** What Smile sums before it takes the logistic: half the log-odds, one shrunken tree after the other. */
    private static double decisionValue(GradientTreeBoost model, Tuple tuple) {
        double[] parameters = SmileForestCompiler.interceptAndShrinkage(model);
        double sum = parameters[0];
        Tuple inputs = model.formula().x(tuple);
        for (var tree : model.trees()) {
            sum += parameters[1] * tree.predict(inputs);
        }
        return sum;
    }

    private static DataFrame frame(Random random, int rows) {
        BaseVector<?, ?, ?>[] vectors = new BaseVector<?, ?, ?>[INPUTS + 1];
        int[] labels = new int[rows];
        for (int input = 0; input < INPUTS; input++) {
            double[] column = new double[rows];
            for (int row = 0; row < rows; row++) {
                column[row] = input % 2 == 0 ? random.nextInt(8) : random.nextGaussian() * 1e3;
                labels[row] += column[row] > 2 ? 1 : 0;
            }
            vectors[input + 1] = DoubleVector.of("x" + input, column);
        }
        for (int row = 0; row < rows; row++) {
            labels[row] = labels[row] + random.nextInt(3) > 4 ? 1 : 0;
        }
        vectors[0] = IntVector.of("y", labels);
        return DataFrame.of(vectors);
    }
}
