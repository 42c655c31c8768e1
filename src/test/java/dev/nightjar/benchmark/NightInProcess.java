package dev.nightjar.benchmark;

import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole night in this process, which times each of its steps as the job itself begins and ends it. */
final class NightInProcess implements NightProgress {

    private final BenchmarkShop shop;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private Stopwatch stopwatch;
    private long rows;

    /** One step of a night. */
    record Step(Stopwatch.Time time, long rows) {}

    private NightInProcess(BenchmarkShop shop) throws IOException {
        this.shop = shop;
        this.stopwatch = shop.stopwatch();
    }

    /** Reads everything anew, scores with the models there are, and publishes. */
    static Map<String, Step> run(BenchmarkShop shop, int attempt) throws Exception {
        shop.forgetPublishedNights();
        NightInProcess progress = new NightInProcess(shop);
        Night night = new Night(BenchmarkShop.AS_OF, attempt, TrainMode.NEVER, true, shop.properties());
        NightLauncher.Result result = new NightLauncher("benchmark").launch(night, progress, new StopSignal());
        if (result != NightLauncher.Result.DONE) {
            throw new IllegalStateException("attempt " + attempt + " was done before: empty " + shop.folder());
        }
        return progress.steps;
    }

    @Override
    public void stepBegins(String step, int partitions, int doneBefore, PartitionRows rowsBefore) {
        rows = 0;
        try {
            stopwatch = shop.stopwatch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void partitionDone(PartitionRows done) {
        rows += done.read();
    }

    @Override
    public void stepEnds(String step, boolean isComplete) {
        steps.put(step, new Step(stopwatch.stop(), rows));
    }
}
