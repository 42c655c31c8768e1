package dev.nightjar.churn;

import dev.nightjar.churn.PeerForests.Rows;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.churn.training.ChurnOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;

/** A forest that is measured. It is trained once, on generated rows, and read by each process that measures it. */
public enum BenchmarkForest {
    /** 100 trees of depth 5 on 40 inputs, which XGBoost has grown. */
    DEPTH_5(40, 20_000) {
        @Override
        Forest train() throws Exception {
            Booster booster = PeerForests.xgboost(PeerForests.xgboostRows(training()), "binary:logistic", TREES, 5);
            return PeerForests.of(booster, inputs(), 0);
        }
    },

    /** As a night publishes it: the average of the default ways to boost, on as many inputs as a sample shop has. */
    SHIPPED(263, 30_000) {
        @Override
        Forest train() {
            Rows rows = training();
            boolean[] churned = new boolean[rows.labels().length];
            for (int row = 0; row < churned.length; row++) {
                churned[row] = rows.labels()[row] == 1;
            }
            ForestTrainer trainer = new SmileForestTrainer(SplitSearch.BINNED);
            List<Forest> forests = ChurnOptions.DEFAULT_BOOSTS.parallelStream()
                    .map(boost -> trainer.train(rows.matrix(), churned, boost.withTrees(TREES)))
                    .toList();
            return Forest.sum(1.0 / forests.size(), forests);
        }
    };

    /** Names the directory of the forests to the processes that measure. */
    static final String DIRECTORY = "nightjar.forests";

    private static final int TREES = 100;
    private static final int BLOCKS = 8;
    private static final long SEED = 41;

    private final int inputs;
    private final int trainingRows;

    BenchmarkForest(int inputs, int trainingRows) {
        this.inputs = inputs;
        this.trainingRows = trainingRows;
    }

    abstract Forest train() throws Exception;

    int inputs() {
        return inputs;
    }

    Rows training() {
        return PeerForests.rows(SEED, trainingRows, inputs);
    }

    /**
     * Rows that it was not trained on, in blocks of the same size.
     *
     * @throws IllegalArgumentException if {@code count} is not a multiple of {@value #BLOCKS}
     */
    List<Rows> rows(int count) {
        if (count < BLOCKS || count % BLOCKS != 0) {
            throw new IllegalArgumentException("rows must be a multiple of " + BLOCKS + ", was " + count);
        }
        return IntStream.rangeClosed(1, BLOCKS)
                .mapToObj(block -> PeerForests.rows(SEED + block, count / BLOCKS, inputs))
                .toList();
    }

    /** The blocks as one array, n × p. */
    static float[] rowMajor(List<Rows> blocks) {
        float[] values =
                new float[blocks.stream().mapToInt(block -> block.rowMajor().length).sum()];
        int next = 0;
        for (Rows block : blocks) {
            System.arraycopy(block.rowMajor(), 0, values, next, block.rowMajor().length);
            next += block.rowMajor().length;
        }
        return values;
    }

    void write(Path directory, Forest forest) throws IOException {
        Files.write(directory.resolve(name()), ForestCodec.toBytes(forest));
    }

    /** @throws IllegalStateException if the process was not started by {@link ForestSpeed} */
    Forest read() throws IOException {
        String directory = System.getProperty(DIRECTORY);
        if (directory == null) {
            throw new IllegalStateException(DIRECTORY + " must name the directory of the forests but was not set. Run "
                    + ForestSpeed.class.getName() + ", which trains and compares them.");
        }
        return ForestCodec.fromBytes(Files.readAllBytes(Path.of(directory, name())));
    }
}
