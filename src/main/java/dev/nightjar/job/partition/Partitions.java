package dev.nightjar.job.partition;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a partition's execution context holds: its key, and the rows it moved. */
public final class Partitions {

    private static final String BUCKET = "bucket";
    private static final String ROWS_READ = "rowsRead";
    private static final String ROWS_WRITTEN = "rowsWritten";
    private static final String ROWS_REJECTED = "rowsRejected";

    private Partitions() {}

    /** The context of a bucket's partition. */
    public static ExecutionContext ofBucket(int bucket) {
        ExecutionContext context = new ExecutionContext();
        context.putInt(BUCKET, bucket);
        return context;
    }

    /** The bucket of a partition. */
    public static int bucket(StepExecution partition) {
        return partition.getExecutionContext().getInt(BUCKET);
    }

    /** Notes how many rows a partition moved, for the ledger and the progress shown. */
    public static void count(StepExecution partition, PartitionRows rows) {
        ExecutionContext context = partition.getExecutionContext();
        context.putLong(ROWS_READ, rows.read());
        context.putLong(ROWS_WRITTEN, rows.written());
        context.putLong(ROWS_REJECTED, rows.rejected());
    }

    /** The rows a partition moved. */
    public static PartitionRows rows(StepExecution partition) {
        ExecutionContext context = partition.getExecutionContext();
        return new PartitionRows(
                context.getLong(ROWS_READ, 0), context.getLong(ROWS_WRITTEN, 0), context.getLong(ROWS_REJECTED, 0));
    }
}
