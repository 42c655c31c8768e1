package dev.nightjar.churn.comparison;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.churn.training.ChurnOptions;
import dev.nightjar.feature.FeatureMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Time and memory of training to an AUC: a forest of the default options, the two that a night averages, or LightGBM or XGBoost
 * with trees of the same size, on the same rows of a sample shop. Each grows as many trees as it needs, by tens; conversion of
 * the rows and prediction of the test are in it. One engine a process, so that the peak of memory is its own. Run, for each
 * of {@code nightjar}, {@code both}, {@code lightgbm} and {@code xgboost}: {@code ./mvnw -q -Pjmh -Dquick test-compile
 * exec:exec -Dbenchmark=dev.nightjar.churn.comparison.TrainingSpeed -Darguments="nightjar 5 0.841"}.
 */
public final class TrainingSpeed {

    private static final int CUT_OFFS = 12;
    private static final int ROWS = 30_000;
    private static final int MOST_TREES = 300;

    private final TrainingRows rows;
    private final CutOff test;
    private final FeatureMatrix wanted;

    private TrainingSpeed(Trial trial) {
        List<CutOff> cutOffs = trial.known().newestFirst();
        List<Integer> days = cutOffs.subList(3, Math.min(cutOffs.size(), 3 + CUT_OFFS)).stream()
                .map(CutOff::day)
                .toList();
        CutOffSample sample =
                new CutOffSample(trial.known(), days, trial.known().encoder(days.get(0)));
        this.rows = sample.newest(days.size(), ROWS);
        this.test = cutOffs.get(0);
        this.wanted = trial.known().inputs(test.day(), sample.encoder());
    }

    /** Learns and predicts the test with the first trees, for each of some numbers of trees, ascending. */
    @FunctionalInterface
    private interface Engine {

        double[][] logOdds(int[] trees);
    }

    /** @param args the engine, how many rounds, and the test AUC to reach */
    public static void main(String[] args) throws IOException {
        TrainingSpeed speed = new TrainingSpeed(Trial.of(ChurnTuning.sample(6_000, 1), "2025-11-16", 90, 365));
        Engine engine = speed.engine(args[0]);
        long before = peakMegabytes();
        int trees = speed.fewestTrees(engine, Double.parseDouble(args[2]));
        int rounds = Integer.parseInt(args[1]);
        double[] seconds = new double[rounds];
        double[] cpuSeconds = new double[rounds];
        double auc = 0;
        for (int round = 0; round < rounds; round++) {
            double cpu = ChurnTuning.cpuSeconds();
            long start = System.nanoTime();
            double[] logOdds = engine.logOdds(new int[] {trees})[0];
            seconds[round] = (System.nanoTime() - start) / 1e9;
            cpuSeconds[round] = ChurnTuning.cpuSeconds() - cpu;
            auc = speed.auc(logOdds);
        }
        Arrays.sort(seconds);
        Arrays.sort(cpuSeconds);
        System.out.printf(
                Locale.ROOT,
                "%s, %d rows of %d inputs, %d trees: %.2f s (%.2f to %.2f), %.2f s of processor time, test AUC %.4f,"
                        + " peak %d MB (%d before)%n",
                args[0],
                speed.rows.size(),
                speed.rows.inputs().codes().size(),
                trees,
                seconds[rounds / 2],
                seconds[0],
                seconds[rounds - 1],
                cpuSeconds[rounds / 2],
                auc,
                peakMegabytes(),
                before);
    }

    private int fewestTrees(Engine engine, double wantedAuc) {
        int[] counts =
                IntStream.rangeClosed(1, MOST_TREES / 10).map(tens -> 10 * tens).toArray();
        double[][] logOdds = engine.logOdds(counts);
        double highest = 0;
        for (int i = 0; i < counts.length; i++) {
            double auc = auc(logOdds[i]);
            if (auc >= wantedAuc) {
                return counts[i];
            }
            highest = Math.max(highest, auc);
        }
        throw new IllegalArgumentException("an AUC of " + wantedAuc + " is not reached: at most " + highest);
    }

    private double auc(double[] logOdds) {
        return ChurnMetrics.auc(logOdds, test.churned());
    }

    private Engine engine(String name) {
        return switch (name) {
            case "nightjar" -> trees -> forest(ChurnOptions.DEFAULT_BOOSTS.get(0), trees);
            case "both" ->
                trees -> average(
                        forest(ChurnOptions.DEFAULT_BOOSTS.get(0), trees),
                        forest(ChurnOptions.DEFAULT_BOOSTS.get(1), trees));
            case "lightgbm" ->
                peer(
                        new LightGbmPeer(),
                        "num_leaves=16 max_depth=6 learning_rate=0.04 min_data_in_leaf=50 bagging_fraction=0.5"
                                + " bagging_freq=1 feature_fraction_bynode=0.15");
            case "xgboost" ->
                peer(
                        new XgBoostPeer(),
                        "max_depth=6 max_leaves=16 grow_policy=lossguide eta=0.04 subsample=0.5 colsample_bynode=0.15");
            default -> throw new IllegalArgumentException("nightjar, both, lightgbm or xgboost, was " + name);
        };
    }

    private Engine peer(Peer peer, String setting) {
        return trees -> peer.logOdds(rows.inputs(), rows.churned(), wanted, setting, trees);
    }

    private double[][] forest(TrainingOptions options, int[] trees) {
        int most = trees[trees.length - 1];
        Forest forest = new SmileForestTrainer(SplitSearch.BINNED)
                .train(rows.inputs(), rows.churned(), options.withTrees(most));
        int start = forest.trees() - most;
        return forest.logOdds(
                wanted, Arrays.stream(trees).map(count -> start + count).toArray());
    }

    private static double[][] average(double[][] one, double[][] other) {
        double[][] average = new double[one.length][one[0].length];
        for (int i = 0; i < average.length; i++) {
            for (int row = 0; row < average[i].length; row++) {
                average[i][row] = (one[i][row] + other[i][row]) / 2;
            }
        }
        return average;
    }

    /** Peak of the process's resident memory so far. */
    private static long peakMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findAny()
                .orElse(-1);
    }
}
