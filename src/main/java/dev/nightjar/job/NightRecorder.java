package dev.nightjar.job;

import dev.nightjar.job.partition.NightProgress;
import dev.nightjar.job.partition.PartitionRows;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.RunSteps;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records how far a run is in the ledger, as often as somebody may look, and passes it on. */
public final class NightRecorder implements NightProgress {

    private static final Logger LOG = LoggerFactory.getLogger(NightRecorder.class);
    private static final long RECORD_EVERY_NANOS = Duration.ofSeconds(2).toNanos();

    private final RunSteps steps;
    private final String runId;
    private final NightProgress onlooker;

    private String step = "";
    private int done;
    private PartitionRows rows = PartitionRows.NONE;
    private long beganNanos;
    private long recordedNanos;

    public NightRecorder(RunSteps steps, String runId, NightProgress onlooker) {
        this.steps = steps;
        this.runId = runId;
        this.onlooker = onlooker;
    }

    @Override
    public synchronized void stepBegins(String name, int partitions, int doneBefore, PartitionRows rowsBefore) {
        step = name;
        done = doneBefore;
        rows = rowsBefore;
        beganNanos = System.nanoTime();
        recordedNanos = beganNanos;
        steps.start(runId, name, partitions);
        onlooker.stepBegins(name, partitions, doneBefore, rowsBefore);
    }

    @Override
    public synchronized void partitionDone(PartitionRows moved) {
        done++;
        rows = rows.plus(moved);
        if (System.nanoTime() - recordedNanos > RECORD_EVERY_NANOS) {
            record();
        }
        onlooker.partitionDone(moved);
    }

    @Override
    public synchronized void stepEnds(String name, boolean isComplete) {
        record();
        if (isComplete) {
            steps.finish(runId, name, RunLedger.Status.SUCCEEDED, null);
        }
        LOG.debug("{}: {} rows in, {} rows out, {} s", name, rows.read(), rows.written(), seconds());
        onlooker.stepEnds(name, isComplete);
    }

    private void record() {
        recordedNanos = System.nanoTime();
        steps.progress(runId, step, new RunSteps.Counts(done, rows.read(), rows.written(), rows.rejected()));
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }
}
