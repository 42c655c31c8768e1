package dev.nightjar.churn;

import com.microsoft.ml.lightgbm.PredictionType;
import com.sun.management.OperatingSystemMXBean;
import dev.nightjar.churn.PeerForests.Rows;
import dev.nightjar.feature.FeatureMatrix;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.DoubleAdder;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;

/**
 * Scores and exact reasons of one forest (100 trees of depth 5, 40 inputs), each engine on the same rows and as many
 * threads: XGBoost and LightGBM each with a forest they trained, against ours with the same forest imported. Results are
 * compared before any clock starts, and the rounds interleave the engines, so that what else the machine does hits all
 * of them. A ratio is the peer's median time over ours, by the clock and by the time of all cores, which other work on
 * the machine hardly changes.
 *
 * <pre>./mvnw -q -Pjmh -Dquick test-compile exec:exec -Dbenchmark=dev.nightjar.churn.ForestSpeed -Darguments="20000 2 5"</pre>
 *
 * <p>Arguments: rows, threads, rounds.
 */
public final class ForestSpeed {

    private static final int INPUTS = 40;
    private static final int TREES = 100;
    private static final int DEPTH = 5;
    /** Scoring is so much faster than reasons that it is repeated. */
    private static final int REPEATS = 20;

    private static final String CORES = " cores";

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final int threads;
    private final int rounds;
    private final ExecutorService pool;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

    private ForestSpeed(int threads, int rounds) {
        this.threads = threads;
        this.rounds = rounds;
        this.pool = Executors.newFixedThreadPool(threads);
    }

    /** Compares, measures, prints. */
    public static void main(String[] args) throws Exception {
        ForestSpeed speed = new ForestSpeed(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Rows rows = PeerForests.rows(41, Integer.parseInt(args[0]), INPUTS);
        try {
            speed.againstXgboost(rows);
            speed.againstLightgbm(rows);
        } finally {
            speed.pool.shutdown();
        }
    }

    private void againstXgboost(Rows rows) throws Exception {
        DMatrix peerRows = PeerForests.xgboostRows(rows);
        Booster booster = PeerForests.xgboost(peerRows, "binary:logistic", TREES, DEPTH);
        booster.setParam("nthread", threads);
        Forest forest = PeerForests.of(booster, INPUTS, 0);
        float[][] contributions = booster.predictContrib(peerRows, 0);
        double[][] theirs = new double[contributions.length][INPUTS];
        for (int row = 0; row < theirs.length; row++) {
            for (int input = 0; input < INPUTS; input++) {
                theirs[row][input] = contributions[row][input];
            }
        }
        compare("XGBoost", forest, rows.matrix(), theirs);
        measure(
                "XGBoost",
                forest,
                rows.matrix(),
                () -> booster.inplace_predict(rows.rowMajor(), rows.matrix().rows(), INPUTS, Float.NaN),
                () -> booster.predictContrib(peerRows, 0));
    }

    private void againstLightgbm(Rows rows) throws Exception {
        LGBMBooster booster = PeerForests.lightgbm(rows, TREES, 1 << DEPTH);
        Forest forest = PeerForests.of(booster, INPUTS);
        double[] values = rows.doubles();
        int count = rows.matrix().rows();
        String options = "num_threads=" + threads;
        double[] contributions =
                booster.predictForMat(values, count, INPUTS, true, PredictionType.C_API_PREDICT_CONTRIB, options);
        double[][] theirs = new double[count][];
        for (int row = 0; row < count; row++) {
            theirs[row] = Arrays.copyOfRange(contributions, row * (INPUTS + 1), row * (INPUTS + 1) + INPUTS);
        }
        compare("LightGBM", forest, rows.matrix(), theirs);
        measure(
                "LightGBM",
                forest,
                rows.matrix(),
                () -> booster.predictForMat(
                        values, count, INPUTS, true, PredictionType.C_API_PREDICT_RAW_SCORE, options),
                () -> booster.predictForMat(
                        values, count, INPUTS, true, PredictionType.C_API_PREDICT_CONTRIB, options));
    }

    private static void compare(String peer, Forest forest, FeatureMatrix rows, double[][] theirs) {
        double[][] ours = new TreeShap(forest).effects(rows, 0, rows.rows());
        double furthest = 0;
        for (int row = 0; row < theirs.length; row++) {
            for (int input = 0; input < INPUTS; input++) {
                furthest = Math.max(furthest, Math.abs(ours[input][row] - theirs[row][input]));
            }
        }
        System.out.printf(
                "%s: %d trees, %d leaves, depth %d; greatest difference of an effect %.1e%n",
                peer, forest.trees(), forest.leaves(), forest.maxDepth(), furthest);
        if (!(furthest < 5e-6)) {
            throw new IllegalStateException("results differ, so nothing is measured");
        }
    }

    private void measure(String peer, Forest forest, FeatureMatrix rows, Callable<?> score, Callable<?> explain)
            throws Exception {
        List<FeatureMatrix> blocks = split(rows);
        for (int round = -1; round < rounds; round++) {
            time(round, peer + " score", () -> {
                for (int i = 0; i < REPEATS; i++) {
                    score.call();
                }
                return null;
            });
            time(round, "ours score", () -> {
                for (int i = 0; i < REPEATS; i++) {
                    each(blocks, forest::logOdds);
                }
                return null;
            });
            time(round, peer + " reasons", explain);
            // the tables are made anew each time: they are part of what a night pays
            time(round, "ours reasons", () -> {
                TreeShap shap = new TreeShap(forest);
                DoubleAdder sum = new DoubleAdder();
                each(blocks, block -> {
                    sum.add(shap.effects(block, 0, block.rows())[0][0]);
                    return sum;
                });
                return sum;
            });
        }
        print(peer, rows.rows());
        seconds.clear();
    }

    private void time(int round, String what, Callable<?> work) throws Exception {
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        work.call();
        if (round >= 0) {
            seconds.computeIfAbsent(what, key -> new ArrayList<>()).add((System.nanoTime() - wall) / 1e9);
            seconds.computeIfAbsent(what + CORES, key -> new ArrayList<>())
                    .add((system.getProcessCpuTime() - cpu) / 1e9);
        }
    }

    private void print(String peer, int rows) {
        for (String what : List.of("score", "reasons")) {
            int times = what.equals("score") ? REPEATS : 1;
            double theirs = print(peer + " " + what, rows, times);
            double ours = print("ours " + what, rows, times);
            System.out.printf("  ratio %.1f", theirs / ours);
            System.out.printf(
                    "; of the time of all cores %.1f%n",
                    median(peer + " " + what + CORES) / median("ours " + what + CORES));
        }
    }

    private double median(String what) {
        double[] sorted = seconds.get(what).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return sorted[sorted.length / 2];
    }

    private double print(String what, int rows, int times) {
        double[] sorted = seconds.get(what).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double median = median(what);
        System.out.printf(
                "  %-18s %,11.0f rows/s (median of %d; %,.0f to %,.0f)%n",
                what,
                times * rows / median,
                sorted.length,
                times * rows / sorted[sorted.length - 1],
                times * rows / sorted[0]);
        return median;
    }

    /** Some blocks per thread, as a night has buckets. */
    private List<FeatureMatrix> split(FeatureMatrix rows) {
        List<FeatureMatrix> blocks = new ArrayList<>();
        int size = Math.max(1, rows.rows() / (4 * threads));
        for (int first = 0; first < rows.rows(); first += size) {
            int from = first;
            int to = Math.min(rows.rows(), first + size);
            double[][] columns = Arrays.stream(rows.columns())
                    .map(column -> Arrays.copyOfRange(column, from, to))
                    .toArray(double[][]::new);
            blocks.add(new FeatureMatrix(rows.codes(), columns, to - from));
        }
        return blocks;
    }

    /** Work on one block. */
    private interface BlockWork {
        Object on(FeatureMatrix block);
    }

    private void each(List<FeatureMatrix> blocks, BlockWork work) throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        blocks.forEach(block -> tasks.add(() -> work.on(block)));
        for (Future<Object> done : pool.invokeAll(tasks)) {
            done.get();
        }
    }
}
