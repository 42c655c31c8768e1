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
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Processor time of one fit of the default forest, and of LightGBM and XGBoost with trees of the same size, on the same
 * rows of a sample shop; their conversion of the rows and the prediction of the test are in it. Rounds are interleaved;
 * read the ratios. Run: {@code ./mvnw -Dquick test-compile}, then {@code java -Xmx1500m -cp
 * target/classes:target/test-classes:<test class path> dev.nightjar.churn.comparison.TrainingSpeed}.
 */
final class TrainingSpeed {

    private static final int ROUNDS = 3;

    private TrainingSpeed() {}

    public static void main(String[] args) {
        Trial trial = Trial.of(ChurnTuning.sample(6_000, 1), "2025-11-16", 90, 365);
        List<CutOff> cutOffs = trial.known().newestFirst();
        List<Integer> days = cutOffs.subList(3, 7).stream().map(CutOff::day).toList();
        CutOffSample sample =
                new CutOffSample(trial.known(), days, trial.known().encoder(days.get(0)));
        TrainingRows rows = sample.newest(days.size(), 10_000);
        CutOff test = cutOffs.get(0);
        FeatureMatrix wanted = trial.known().inputs(test.day(), sample.encoder());
        System.out.println(rows.size() + " rows, " + rows.inputs().codes().size() + " inputs, checksum "
                + Long.toHexString(rows.checksum()));
        TrainingOptions options = ChurnOptions.DEFAULT_CANDIDATE;
        int[] trees = {options.trees()};
        for (int round = 0; round < ROUNDS; round++) {
            time(
                    "Nightjar",
                    test,
                    () -> new SmileForestTrainer(SplitSearch.BINNED)
                            .train(rows.inputs(), rows.churned(), options)
                            .logOdds(wanted));
            time(
                    "LightGBM",
                    test,
                    () -> new LightGbmPeer()
                            .logOdds(
                                    rows.inputs(),
                                    rows.churned(),
                                    wanted,
                                    "num_leaves=6 max_depth=3 learning_rate=0.08 min_data_in_leaf=50 bagging_fraction=0.5"
                                            + " bagging_freq=1 feature_fraction_bynode=0.15",
                                    trees)[0]);
            time(
                    "XGBoost",
                    test,
                    () -> new XgBoostPeer()
                            .logOdds(
                                    rows.inputs(),
                                    rows.churned(),
                                    wanted,
                                    "max_depth=3 max_leaves=6 eta=0.08 subsample=0.5 colsample_bynode=0.15",
                                    trees)[0]);
        }
    }

    private static void time(String name, CutOff test, Supplier<double[]> fit) {
        double start = ChurnTuning.cpuSeconds();
        double[] logOdds = fit.get();
        System.out.printf(
                Locale.ROOT,
                "%-9s %.2f s of processor time, test AUC %.4f%n",
                name,
                ChurnTuning.cpuSeconds() - start,
                ChurnMetrics.auc(logOdds, test.churned()));
    }
}
