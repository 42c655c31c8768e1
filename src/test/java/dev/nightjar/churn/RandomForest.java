package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws forests and rows from a seed. Thresholds and values are halves, so that rows often lie on a threshold. */
final class RandomForest {

    private static final int BUSHY_DEPTH = 5;

    private final Random random;
    private final int inputs;
    private final int maxDepth;
    private final List<Integer> features = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Double> leafCovers = new ArrayList<>();

    private RandomForest(long seed, int inputs, int maxDepth) {
        this.random = new Random(seed);
        this.inputs = inputs;
        this.maxDepth = maxDepth;
    }

    /** A forest whose paths compare some inputs more than once. */
    static Forest of(long seed, int inputs, int trees, int maxDepth) {
        RandomForest drawn = new RandomForest(seed, inputs, maxDepth);
        for (int tree = 0; tree < trees; tree++) {
            drawn.grow(0);
        }
        return new Forest(
                names(inputs),
                drawn.random.nextGaussian(),
                drawn.features.stream().mapToInt(Integer::intValue).toArray(),
                drawn.values.stream().mapToDouble(Double::doubleValue).toArray(),
                drawn.leafCovers.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static List<String> names(int inputs) {
        return IntStream.range(0, inputs).mapToObj(input -> "input_" + input).toList();
    }

    /** Rows of halves between -3 and 3, and a NaN here and there. */
    static FeatureMatrix rows(long seed, int inputs, int rows) {
        Random random = new Random(seed);
        double[][] columns = new double[inputs][rows];
        for (double[] column : columns) {
            for (int row = 0; row < rows; row++) {
                column[row] = random.nextInt(50) == 0 ? Double.NaN : half(random);
            }
        }
        return new FeatureMatrix(names(inputs), columns, rows);
    }

    static double[] row(FeatureMatrix matrix, int row) {
        return IntStream.range(0, matrix.columns().length)
                .mapToDouble(column -> matrix.columns()[column][row])
                .toArray();
    }

    private void grow(int depth) {
        // Sparser below, so that deep trees stay small.
        int stopsInFive = depth < BUSHY_DEPTH ? 1 : 2;
        if (depth == maxDepth || random.nextInt(5) < stopsInFive) {
            features.add(Forest.LEAF);
            values.add(random.nextGaussian());
            leafCovers.add(1.0 + random.nextInt(40));
            return;
        }
        features.add(random.nextInt(inputs));
        values.add(half(random));
        grow(depth + 1);
        grow(depth + 1);
    }

    private static double half(Random random) {
        return random.nextInt(13) / 2.0 - 3;
    }
}
