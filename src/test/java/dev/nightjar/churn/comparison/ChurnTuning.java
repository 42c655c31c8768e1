package dev.nightjar.churn.comparison;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.churn.smile.SmileForestTrainer;
import dev.nightjar.churn.smile.SplitSearch;
import dev.nightjar.churn.training.ChurnOptions;
import dev.nightjar.churn.training.ProtocolRun;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.sample.SampleHistory;
import dev.nightjar.sample.SampleShop;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Tries ways to boost on the nights that may be tuned on. Not part of any test run. Run: {@code java -cp … ChurnTuning
 * FILE}, a file of lines "trees depth leaves minLeafRows shrinkage subsample inputShare", and "start" where
 * boosting is to start from the additive model; ways whose forests are to be averaged are joined by "|".
 */
final class ChurnTuning {

    private ChurnTuning() {}

    public static void main(String[] args) throws IOException {
        List<Trial> trials = trials(args.length > 1 ? args[1] : "orcgl");
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            if (!line.isBlank()) {
                run(line, trials);
            }
        }
    }

    /** Small enough that many ways can be tried: labels end by 2011-07-01 and 1998-01-01; seeds are 1 to 5. */
    static List<Trial> trials(String which) {
        List<Trial> trials = new ArrayList<>();
        if (which.contains("o")) {
            Shop retail = RealShops.onlineRetail();
            trials.add(Trial.of(retail, "2011-05-02", 60, 365));
            trials.add(Trial.of(retail, "2011-05-17", 45, 365));
        }
        if (which.contains("O")) {
            Shop retail = RealShops.onlineRetail();
            for (String d : new String[] {"2011-04-01", "2011-04-15", "2011-05-02", "2011-05-17"}) {
                trials.add(Trial.of(retail, d, 45, 365));
            }
        }
        if (which.contains("C")) {
            for (String d : new String[] {"1997-07-01", "1997-08-01", "1997-09-01", "1997-10-01"}) {
                trials.add(Trial.of(RealShops.cdnowMaster(), d, 60, 365));
            }
        }
        if (which.contains("c")) {
            trials.add(Trial.of(RealShops.cdnowMaster(), "1997-10-01", 90, 365));
        }
        if (which.contains("g")) {
            trials.add(Trial.of(sample(6_000, 1), "2025-11-16", 90, 365));
        }
        if (which.contains("s")) {
            trials.add(Trial.of(sample(2_500, 2), "2025-11-16", 90, 365));
        }
        if (which.contains("l")) {
            trials.add(Trial.of(LongCycleShop.of(3), "2025-01-01", 365, 730));
        }
        return trials;
    }

    static Shop sample(int customers, long seed) {
        SampleShop shop = SampleShop.of(customers, seed, LocalDate.of(2026, 2, 13));
        java.util.Set<String> columns = new java.util.TreeSet<>();
        FeatureCatalogue.complete(FeatureOptions.DEFAULTS)
                .features()
                .forEach(feature -> columns.addAll(feature.needs()));
        return new Shop(
                "interactions of " + customers + ", seed " + seed, SampleHistory.of(shop), new SourceShape(columns));
    }

    private static void run(String line, List<Trial> trials) {
        List<TrainingOptions> boosts =
                Stream.of(line.split("\\|")).map(ChurnTuning::boost).toList();
        ForestTrainer trainer = new SmileForestTrainer(SplitSearch.BINNED);
        double[] sums = new double[5];
        for (Trial trial : trials) {
            ChurnOptions options = new ChurnOptions(
                    trial.horizonDays(),
                    trial.activeWithinDays(),
                    Integer.getInteger("rows", Trial.TRAINING_ROWS),
                    1,
                    List.of(0.4, 0.7),
                    boosts);
            double start = cpuSeconds();
            ProtocolRun run = ProtocolRun.of(trainer, options, trial.asOfDay(), trial.firstOrderDay(), trial.known());
            double seconds = cpuSeconds() - start;
            ChurnMetrics test =
                    ChurnMetrics.of(run.testProbabilities(), run.test().churned());
            CutOff realised = trial.realised();
            ChurnMetrics future = ChurnMetrics.of(
                    run.published()
                            .probability(trial.future()
                                    .inputs(realised.day(), run.newestSample().encoder())),
                    realised.churned());
            print(
                    trial.name() + " n" + run.cutOffs() + " t" + run.trees() + " rows "
                            + run.evaluationRows().size() + " x"
                            + run.evaluationRows().inputs().codes().size(),
                    test,
                    future,
                    seconds);
            sums[0] += test.auc();
            sums[1] += test.logLoss();
            sums[2] += future.auc();
            sums[3] += future.logLoss();
            sums[4] += seconds;
        }
        int n = trials.size();
        System.out.printf(
                Locale.ROOT,
                "MEAN %-45s test %.4f %.4f realised %.4f %.4f cpu %.1f%n",
                line,
                sums[0] / n,
                sums[1] / n,
                sums[2] / n,
                sums[3] / n,
                sums[4]);
    }

    private static TrainingOptions boost(String text) {
        String[] words = text.trim().split("\\s+");
        return new TrainingOptions(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[5]),
                Double.parseDouble(words[6]),
                words.length > 7,
                1);
    }

    private static void print(String name, ChurnMetrics test, ChurnMetrics future, double seconds) {
        System.out.printf(
                Locale.ROOT,
                "  %-75s test %.4f %.4f %.3f realised %.4f %.4f %.3f cpu %.1f%n",
                name,
                test.auc(),
                test.logLoss(),
                test.calibrationError(),
                future.auc(),
                future.logLoss(),
                future.calibrationError(),
                seconds);
    }

    static double cpuSeconds() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime() / 1e9;
    }
}
