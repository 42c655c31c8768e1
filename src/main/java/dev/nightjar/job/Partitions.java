package dev.nightjar.job;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** What a partition's execution context holds: its key, and the rows it moved. */
final class Partitions {

    private static final String BUCKET = "bucket";
    private static final String ROWS_READ = "rowsRead";
    private static final String ROWS_WRITTEN = "rowsWritten";
    private static final String ROWS_REJECTED = "rowsRejected";

    private Partitions() {}

    /** The context of a bucket's partition. */
    static ExecutionContext ofBucket(int bucket) {
        ExecutionContext context = new ExecutionContext();
        context.putInt(BUCKET, bucket);
        return context;
    }

    /** The bucket of a partition. */
    static int bucket(StepExecution partition) {
        return partition.getExecutionContext().getInt(BUCKET);
    }

    /** Notes how many rows a partition moved, for the ledger and the progress shown. */
    static void count(StepExecution partition, long read, long written, long rejected) {
        ExecutionContext context = partition.getExecutionContext();
        context.putLong(ROWS_READ, read);
        context.putLong(ROWS_WRITTEN, written);
        context.putLong(ROWS_REJECTED, rejected);
    }

    static long rowsRead(StepExecution partition) {
        return partition.getExecutionContext().getLong(ROWS_READ, 0);
    }

    static long rowsWritten(StepExecution partition) {
        return partition.getExecutionContext().getLong(ROWS_WRITTEN, 0);
    }

    static long rowsRejected(StepExecution partition) {
        return partition.getExecutionContext().getLong(ROWS_REJECTED, 0);
    }
}
