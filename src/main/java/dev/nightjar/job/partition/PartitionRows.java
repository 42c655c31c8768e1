package dev.nightjar.job.partition;

/**
 * How many rows a partition moved.
 *
 * @param read rows read from the source or from files
 * @param written rows written
 * @param rejected rows read but refused
 */
public record PartitionRows(long read, long written, long rejected) {

    /** Nothing moved. */
    public static final PartitionRows NONE = new PartitionRows(0, 0, 0);

    /** The sum of two partitions. */
    public PartitionRows plus(PartitionRows other) {
        return new PartitionRows(read + other.read, written + other.written, rejected + other.rejected);
    }
}
