package dev.nightjar.job.partition;

import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/** The key of a partition, and the rows it moved as its execution context holds them. */
public final class Partitions {

    private static final String BUCKET_PREFIX = "bucket-";
    private static final String ROWS_READ = "rowsRead";
    private static final String ROWS_WRITTEN = "rowsWritten";
    private static final String ROWS_REJECTED = "rowsRejected";

    private Partitions() {}

    /** The keys of all buckets. */
    public static List<String> ofBuckets(int buckets) {
        List<String> keys = new ArrayList<>();
        for (int bucket = 0; bucket < buckets; bucket++) {
            keys.add(BUCKET_PREFIX + bucket);
        }
        return keys;
    }

    /** The bucket of a partition that is one. */
    public static int bucket(StepExecution partition) {
        return Integer.parseInt(key(partition).substring(BUCKET_PREFIX.length()));
    }

    /**
     * The key of a partition, as its plan named it. Taken from the name of its execution, {@code step:key}, and not from its
     * context: a process killed between the two commits that create an execution leaves one whose context is empty.
     */
    public static String key(StepExecution partition) {
        String name = partition.getStepName();
        return name.substring(name.indexOf(':') + 1);
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
