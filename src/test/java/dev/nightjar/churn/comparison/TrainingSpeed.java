package dev.nightjar.churn.comparison;

import dev.nightjar.churn.ChurnMetrics;
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
import java.util.function.Supplier;

/**
 * Time and memory of one fit of the default forest, or of LightGBM or XGBoost with trees of the same size, on the same rows
 * of a sample shop; conversion of the rows and prediction of the test are in it. One engine a process, so that the peak of
 * memory is its own. Run, for each of {@code nightjar}, {@code lightgbm} and {@code xgboost}: {@code ./mvnw -q -Pjmh -Dquick
 * test-compile exec:exec -Dbenchmark=dev.nightjar.churn.comparison.TrainingSpeed -Darguments="nightjar 5"}.
 */
public final class TrainingSpeed {

    private static final int CUT_OFFS = 12;
    private static final int ROWS = 30_000;
    private static final int TREES = 100;

    private TrainingSpeed() {}

    /** @param args the engine, and how many rounds */
    public static void main(String[] args) throws IOException {
        Trial trial = Trial.of(ChurnTuning.sample(6_000, 1), "2025-11-16", 90, 365);
        List<CutOff> cutOffs = trial.known().newestFirst();
        List<Integer> days = cutOffs.subList(3, Math.min(cutOffs.size(), 3 + CUT_OFFS)).stream()
                .map(CutOff::day)
                .toList();
        CutOffSample sample =
                new CutOffSample(trial.known(), days, trial.known().encoder(days.get(0)));
        TrainingRows rows = sample.newest(days.size(), ROWS);
        CutOff test = cutOffs.get(0);
        FeatureMatrix wanted = trial.known().inputs(test.day(), sample.encoder());
        Supplier<double[]> fit = fit(args[0], rows, wanted);
        int rounds = Integer.parseInt(args[1]);
        double[] seconds = new double[rounds];
        double[] cpuSeconds = new double[rounds];
        long before = peakMegabytes();
        double auc = 0;
        for (int round = 0; round < rounds; round++) {
            double cpu = ChurnTuning.cpuSeconds();
            long start = System.nanoTime();
            double[] logOdds = fit.get();
            seconds[round] = (System.nanoTime() - start) / 1e9;
            cpuSeconds[round] = ChurnTuning.cpuSeconds() - cpu;
            auc = ChurnMetrics.auc(logOdds, test.churned());
        }
        Arrays.sort(seconds);
        Arrays.sort(cpuSeconds);
        System.out.printf(
                Locale.ROOT,
                "%s, %d rows of %d inputs: %.2f s (%.2f to %.2f), %.2f s of processor time, test AUC %.4f, peak %d MB"
                        + " (%d before)%n",
                args[0],
                rows.size(),
                rows.inputs().codes().size(),
                seconds[rounds / 2],
                seconds[0],
                seconds[rounds - 1],
                cpuSeconds[rounds / 2],
                auc,
                peakMegabytes(),
                before);
    }

    private static Supplier<double[]> fit(String engine, TrainingRows rows, FeatureMatrix wanted) {
        TrainingOptions options = ChurnOptions.DEFAULT_BOOSTS.get(0).withTrees(TREES);
        int[] trees = {TREES};
        return switch (engine) {
            case "nightjar" ->
                () -> new SmileForestTrainer(SplitSearch.BINNED)
                        .train(rows.inputs(), rows.churned(), options)
                        .logOdds(wanted);
            case "lightgbm" ->
                () -> new LightGbmPeer()
                        .logOdds(
                                rows.inputs(),
                                rows.churned(),
                                wanted,
                                "num_leaves=16 max_depth=6 learning_rate=0.04 min_data_in_leaf=50 bagging_fraction=0.5"
                                        + " bagging_freq=1 feature_fraction_bynode=0.15",
                                trees)[0];
            case "xgboost" ->
                () -> new XgBoostPeer()
                        .logOdds(
                                rows.inputs(),
                                rows.churned(),
                                wanted,
                                "max_depth=6 max_leaves=16 grow_policy=lossguide eta=0.04 subsample=0.5"
                                        + " colsample_bynode=0.15",
                                trees)[0];
            default -> throw new IllegalArgumentException("nightjar, lightgbm or xgboost, was " + engine);
        };
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
