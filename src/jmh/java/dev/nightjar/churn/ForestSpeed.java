package dev.nightjar.churn;

import dev.nightjar.churn.Engine.Answers;
import dev.nightjar.churn.PeerForests.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Scores and exact reasons of one forest by Nightjar, XGBoost and LightGBM. Trains the forests, requires all engines to
 * answer the same for the rows that are timed, runs {@link ForestScores} and {@link ForestReasons} with JMH, and prints,
 * below JMH's own table, rows per second and ratios: a peer's time over ours, above 1 is faster.
 *
 * <pre>./mvnw -q -Pjmh -Dquick test-compile exec:exec -Dbenchmark=dev.nightjar.churn.ForestSpeed</pre>
 *
 * <p>Arguments are JMH's, such as {@code -Darguments="ForestScores -p forest=SHIPPED -p rows=20000"}.
 */
public final class ForestSpeed {

    static final String THREADS = "2";

    private static final double MILLISECONDS = 1000;

    private final CommandLineOptions given;

    private ForestSpeed(CommandLineOptions given) {
        this.given = given;
    }

    /** Compares, measures, prints. */
    public static void main(String[] args) throws Exception {
        ForestSpeed speed = new ForestSpeed(new CommandLineOptions(args));
        Path directory = Files.createTempDirectory("nightjar-forests");
        try {
            for (BenchmarkForest forest : BenchmarkForest.values()) {
                speed.trainAndCompare(forest, directory);
            }
            Options options = new OptionsBuilder()
                    .parent(speed.given)
                    .shouldFailOnError(true)
                    .jvmArgsAppend("-D" + BenchmarkForest.DIRECTORY + "=" + directory)
                    .build();
            print(new Runner(options).run());
        } finally {
            for (BenchmarkForest forest : BenchmarkForest.values()) {
                Files.deleteIfExists(directory.resolve(forest.name()));
            }
            Files.delete(directory);
        }
    }

    private void trainAndCompare(BenchmarkForest shape, Path directory) throws Exception {
        Forest forest = shape.train();
        shape.write(directory, forest);
        System.out.printf(
                Locale.ROOT,
                "%s: %d inputs, %d trees, %,d leaves, depth %d%n",
                shape,
                shape.inputs(),
                forest.trees(),
                forest.leaves(),
                forest.maxDepth());
        compare(shape, "scores", number("rows", ForestScores.ROWS), 1, (engine, rows) -> engine.scoring(
                forest, rows, number("threads", THREADS)));
        compare(shape, "reasons", number("rows", ForestReasons.ROWS), shape.inputs(), (engine, rows) -> engine.explaining(
                forest, rows, number("threads", THREADS)));
    }

    private int number(String parameter, String otherwise) {
        return Integer.parseInt(given.getParameter(parameter)
                .orElse(List.of(otherwise))
                .iterator()
                .next());
    }

    /** Opens an engine for what is compared. */
    @FunctionalInterface
    private interface Opening {
        Engine open(BenchmarkEngine engine, List<Rows> rows) throws Exception;
    }

    private static void compare(BenchmarkForest shape, String what, int count, int columns, Opening opening)
            throws Exception {
        List<Rows> rows = shape.rows(count);
        try (Engine nightjar = opening.open(BenchmarkEngine.NIGHTJAR, rows)) {
            Answers ours = nightjar.answer();
            for (BenchmarkEngine peer : EnumSet.complementOf(EnumSet.of(BenchmarkEngine.NIGHTJAR))) {
                try (Engine engine = opening.open(peer, rows)) {
                    double furthest = furthest(ours, engine.answer(), count, columns);
                    System.out.printf(Locale.ROOT, "  %s of %,d rows, %s: greatest difference %.1e%n", what, count, peer, furthest);
                    if (!(furthest < peer.tolerance())) {
                        throw new IllegalStateException("[" + shape + ", " + peer + "] " + what
                                + " differ: expected less than " + peer.tolerance() + ", was " + furthest + ". Nothing is measured.");
                    }
                }
            }
        }
    }

    private static double furthest(Answers ours, Answers theirs, int rows, int columns) {
        double furthest = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                furthest = Math.max(furthest, Math.abs(ours.at(row, column) - theirs.at(row, column)));
            }
        }
        return furthest;
    }

    /** A line for each work on a forest, in the order of JMH's results. */
    private static void print(Collection<RunResult> results) {
        Map<String, Map<BenchmarkEngine, Double>> rates = new LinkedHashMap<>();
        for (RunResult result : results) {
            BenchmarkParams params = result.getParams();
            int rows = Integer.parseInt(params.getParam("rows"));
            String line = params.getParam("forest") + " | "
                    + params.getBenchmark().replaceAll(".*\\.", "") + " | "
                    + String.format(Locale.ROOT, "%,d", rows);
            rates.computeIfAbsent(line, key -> new EnumMap<>(BenchmarkEngine.class))
                    .put(
                            BenchmarkEngine.valueOf(params.getParam("engine")),
                            rows * MILLISECONDS / result.getPrimaryResult().getScore());
        }
        System.out.println("Rows per second; a ratio is the peer's time over ours, above 1 is faster:");
        System.out.println();
        System.out.println("| forest | work | rows | Nightjar | XGBoost | ratio | LightGBM | ratio |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
        rates.forEach((line, byEngine) -> {
            double ours = byEngine.getOrDefault(BenchmarkEngine.NIGHTJAR, Double.NaN);
            double xgboost = byEngine.getOrDefault(BenchmarkEngine.XGBOOST, Double.NaN);
            double lightgbm = byEngine.getOrDefault(BenchmarkEngine.LIGHTGBM, Double.NaN);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,.0f | %,.0f | **%.2f** | %,.0f | **%.2f** |%n",
                    line,
                    ours,
                    xgboost,
                    ours / xgboost,
                    lightgbm,
                    ours / lightgbm);
        });
    }
}
