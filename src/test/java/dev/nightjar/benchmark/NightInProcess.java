package dev.nightjar.benchmark;

import dev.nightjar.job.Night;
import dev.nightjar.job.NightLauncher;
import dev.nightjar.job.NightStoppedException;
import dev.nightjar.job.TrainMode;
import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.job.settings.NightjarProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A whole night in this process, which times each of its steps as the job itself begins and ends it. */
final class NightInProcess implements NightProgress {

    private final BenchmarkShop shop;
    private final StopSignal stop;
    private final @Nullable String last;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private Stopwatch stopwatch;
    private long rows;

    /** One step of a night. */
    record Step(Stopwatch.Time time, long rows) {}

    private NightInProcess(BenchmarkShop shop, StopSignal stop, @Nullable String last) throws IOException {
        this.shop = shop;
        this.stop = stop;
        this.last = last;
        this.stopwatch = shop.stopwatch();
    }

    /** Reads everything anew, scores with the models there are, and publishes. */
    static Map<String, Step> run(BenchmarkShop shop, int attempt) throws Exception {
        shop.forgetPublishedNights();
        NightInProcess progress = new NightInProcess(shop, new StopSignal(), null);
        if (progress.launch(attempt, shop.properties()) != NightLauncher.Result.DONE) {
            throw new IllegalStateException("attempt " + attempt + " was done before: empty " + shop.folder());
        }
        return progress.steps;
    }

    /** The first steps of a night with these settings, which is stopped after the last of them. */
    static Map<String, Step> runUntil(String last, BenchmarkShop shop, NightjarProperties properties) throws Exception {
        NightInProcess progress = new NightInProcess(shop, new StopSignal(), last);
        try {
            progress.launch(shop.nextAttempt(BenchmarkShop.AS_OF), properties);
        } catch (NightStoppedException e) {
            return progress.steps;
        }
        throw new IllegalStateException("the night was not stopped after " + last);
    }

    private NightLauncher.Result launch(int attempt, NightjarProperties properties) throws Exception {
        Night night = new Night(BenchmarkShop.AS_OF, attempt, TrainMode.NEVER, true, properties);
        return new NightLauncher("benchmark").launch(night, this, stop);
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
        if (step.equals(last)) {
            stop.stop("as far as is timed");
        }
    }
}
