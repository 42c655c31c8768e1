package dev.nightjar.warehouse;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code run_step}: the steps of each run. Counts are totals over all launches, never increments. */
public final class RunSteps {

    private static final String PLACE = "run ledger";

    private final Warehouse warehouse;

    /**
     * What a step has done so far, whichever launch did it.
     *
     * @param partitionsDone parts that are done
     * @param rowsRead rows they read
     * @param rowsWritten rows they wrote
     * @param rowsRejected rows they rejected
     */
    public record Counts(int partitionsDone, long rowsRead, long rowsWritten, long rowsRejected) {}

    /** A step as recorded, in the order in which steps began; see the comments of the table. */
    public record Step(
            String step,
            RunLedger.Status status,
            int partitions,
            Counts counts,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String message) {}

    public RunSteps(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Records that a step begins, for the first time or again. What it has done before stays recorded. */
    public void start(String runId, String step, int partitions) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        insert into retention.run_step (
                            run_id, step, status, partitions, partitions_done, rows_read, rows_written, rows_rejected,
                            started_at
                        )
                        values (:runId, :step, 'running', :partitions, 0, 0, 0, 0, clock_timestamp())
                        on conflict (run_id, step) do update set
                            status = excluded.status,
                            partitions = excluded.partitions,
                            partitions_done = least(run_step.partitions_done, excluded.partitions),
                            ended_at = null,
                            message = null
                        """)
                        .param("runId", runId)
                        .param("step", step)
                        .param("partitions", partitions)
                        .update());
    }

    /** Records how far a step has come. */
    public void progress(String runId, String step, Counts counts) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        update retention.run_step set
                            partitions_done = :partitionsDone,
                            rows_read = :rowsRead,
                            rows_written = :rowsWritten,
                            rows_rejected = :rowsRejected
                        where run_id = :runId
                            and step = :step
                        """)
                        .param("partitionsDone", counts.partitionsDone())
                        .param("rowsRead", counts.rowsRead())
                        .param("rowsWritten", counts.rowsWritten())
                        .param("rowsRejected", counts.rowsRejected())
                        .param("runId", runId)
                        .param("step", step)
                        .update());
    }

    /** Leaves a word with a step that runs; it stays unless there is another to say when the step ends. */
    public void note(String runId, String step, String message) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql(
                                "update retention.run_step set message = :message where run_id = :runId and step = :step")
                        .param("message", message)
                        .param("runId", runId)
                        .param("step", step)
                        .update());
    }

    /** Records how a step ended. */
    public void finish(String runId, String step, RunLedger.Status status, @Nullable String message) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        update retention.run_step set
                            status = :status,
                            ended_at = clock_timestamp(),
                            message = coalesce(:message, message)
                        where run_id = :runId
                            and step = :step
                        """)
                        .param("status", status.code())
                        .param("message", message)
                        .param("runId", runId)
                        .param("step", step)
                        .update());
    }

    /** Steps that still run end as their run does, and for the same reason. */
    static void finishRunning(JdbcClient jdbc, String runId, RunLedger.Outcome outcome) {
        jdbc.sql("""
                        update retention.run_step set
                            status = :status,
                            ended_at = clock_timestamp(),
                            message = coalesce(:message, message)
                        where run_id = :runId
                            and status = 'running'
                        """)
                .param("status", outcome.status().code())
                .param("message", outcome.message())
                .param("runId", runId)
                .update();
    }

    /** The steps of a run, in the order in which they began. */
    public List<Step> of(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("select * from retention.run_step where run_id = :runId order by started_at, step")
                        .param("runId", runId)
                        .query((row, number) -> new Step(
                                row.getString("step"),
                                RunLedger.Status.of(row.getString("status")),
                                row.getInt("partitions"),
                                new Counts(
                                        row.getInt("partitions_done"),
                                        row.getLong("rows_read"),
                                        row.getLong("rows_written"),
                                        row.getLong("rows_rejected")),
                                row.getObject("started_at", OffsetDateTime.class)
                                        .toInstant(),
                                RunLedger.instant(row, "ended_at"),
                                row.getString("message")))
                        .list());
    }
}
