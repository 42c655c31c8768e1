package dev.nightjar.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Times the night and what a user would do instead, on the same rows, interleaved, and writes {@code docs/performance.md}.
 *
 * <p>Run: {@code ./mvnw -Pbench -Dquick test-compile exec:exec -Dcustomers=50000,200000,1000000 -Drepetitions=5}.
 * Shops are kept under {@code target/bench}. A first round is not timed: it checks that both sides agree. 200,000 customers
 * with 5 repetitions take some 8 minutes on two idle cores.
 */
public final class Benchmark {

    private static final LocalDate NEXT_DAY = BenchmarkShop.AS_OF.plusDays(1);
    private static final String MANY_BUCKETS = "full night without training in 64 buckets for each 100000 customers";
    private static final String EXTRACT = "extract: PostgreSQL to history";
    private static final String LAKE = "extract: lake to history";
    private static final String FEATURES = "features: as of and one earlier cut-off";
    private static final String PUBLISH = "publish: load with checks and index and switch";

    private final BenchmarkShop shop;
    private final int repetitions;
    private final List<Measurements.Row> rows = new ArrayList<>();

    private Benchmark(BenchmarkShop shop, int repetitions) {
        this.shop = shop;
        this.repetitions = repetitions;
    }

    /** @param args sizes joined by commas, repetitions, the folder of documents, whether whole nights are run as well */
    public static void main(String[] args) throws Exception {
        Path docs = Path.of(args[2]);
        for (String customers : args[0].split(",")) {
            try (BenchmarkShop shop = BenchmarkShop.open(Path.of("target/bench"), Long.parseLong(customers.strip()))) {
                say("shop of %,d customers: %.1f s", shop.customers(), shop.generatedSeconds());
                Benchmark benchmark = new Benchmark(shop, Integer.parseInt(args[1]));
                List<String> machine = new ArrayList<>(benchmark.machine());
                benchmark.run(Boolean.parseBoolean(args[3]));
                machine.add(load("at the end"));
                new Measurements(shop.customers(), machine, benchmark.rows).write(docs.resolve("performance"));
            }
            PerformancePage.write(docs);
        }
    }

    private void run(boolean withWholeNights) throws Exception {
        if (withWholeNights) {
            Path jobFile = shop.jobFile();
            night("full night with training", jobFile, BenchmarkShop.AS_OF, "--train", "always", "--full-extract");
            night("full night without training", jobFile, BenchmarkShop.AS_OF, "--train", "never", "--full-extract");
            night("the night of the next day", jobFile, NEXT_DAY, "--train", "auto");
            night(MANY_BUCKETS, shop.jobFileOfManyBuckets(), BenchmarkShop.AS_OF, "--train", "never", "--full-extract");
        }
        MovePhases move = new MovePhases(shop);
        agree(move);
        try (LakePhase lake = new LakePhase(shop);
                FeaturePhase features = new FeaturePhase(shop)) {
            lake.ours();
            lake.peer();
            lake.requireSameHistory();
            say("comparing %d features", features.featureCount());
            features.ours();
            features.peer();
            features.requireEqual();
            for (int round = 1; round <= repetitions; round++) {
                round(round, move, lake, features);
            }
        }
    }

    /** A round that is not timed: the results must be the same. */
    private void agree(MovePhases move) throws Exception {
        NightInProcess.run(shop, shop.nextAttempt(BenchmarkShop.AS_OF));
        move.copyOut();
        move.requireSameHistory();
        move.keepScores();
        move.prepareCopyIn();
        move.copyIn();
        move.requireSameScores();
    }

    private void round(int round, MovePhases move, LakePhase lake, FeaturePhase features) throws Exception {
        Map<String, NightInProcess.Step> steps = NightInProcess.run(shop, shop.nextAttempt(BenchmarkShop.AS_OF));
        steps.forEach((step, taken) -> {
            String work = switch (step) {
                case "extract-history" -> EXTRACT;
                case "publish-scores" -> PUBLISH;
                default -> "step " + step;
            };
            add(Measurements.Row.of(work, PerformancePage.OURS, round, taken.rows(), taken.time()));
        });
        Stopwatch out = shop.stopwatch();
        long moved = move.copyOut();
        add(Measurements.Row.of(EXTRACT, move.peerName(), round, moved, out.stop()));
        NightInProcess.Step reading = lake.ours();
        add(Measurements.Row.of(LAKE, PerformancePage.OURS, round, reading.rows(), reading.time()));
        Stopwatch lakePeer = shop.stopwatch();
        lake.peer();
        add(Measurements.Row.of(LAKE, "DuckDB", round, reading.rows(), lakePeer.stop()));
        Stopwatch ours = shop.stopwatch();
        long events = features.ours();
        add(Measurements.Row.of(FEATURES, PerformancePage.OURS, round, events, ours.stop()));
        Stopwatch duckDb = shop.stopwatch();
        features.peer();
        add(Measurements.Row.of(FEATURES, "DuckDB", round, events, duckDb.stop()));
        move.prepareCopyIn();
        Stopwatch in = shop.stopwatch();
        long loaded = move.copyIn();
        add(Measurements.Row.of(PUBLISH, move.peerName(), round, loaded, in.stop()));
    }

    private void night(String what, Path jobFile, LocalDate date, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--as-of", date.toString(), "--attempt", String.valueOf(shop.nextAttempt(date))));
        NightProcess.Cost cost = NightProcess.run(shop, jobFile, what, all.toArray(new String[0]));
        add(new Measurements.Row(
                what, PerformancePage.OURS, 0, 0, cost.seconds(), Double.NaN, cost.residentMib(), cost.liveHeapMib()));
    }

    private void add(Measurements.Row row) {
        rows.add(row);
        say("%s, %s: %.2f s, %.2f s of processors", row.work(), row.who(), row.seconds(), row.cpuSeconds());
    }

    private List<String> machine() throws IOException {
        return List.of(
                Instant.now().truncatedTo(ChronoUnit.DAYS).toString().substring(0, 10) + ", " + repetitions
                        + " repetitions after one that is not timed, interleaved; ratio = the peer's median over ours",
                Runtime.getRuntime().availableProcessors() + " × " + processor() + ", "
                        + System.getProperty("os.name") + ", JDK " + System.getProperty("java.version")
                        + ", PostgreSQL " + shop.value("show server_version"),
                load("at the start"));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return !Files.exists(info)
                ? System.getProperty("os.arch")
                : Files.readAllLines(info).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
    }

    private static String load(String when) {
        return String.format(
                Locale.ROOT,
                "load average %s: %.1f",
                when,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
