package dev.nightjar.job.partition;

/** Is told how far a night is, by several threads at once. */
public interface NightProgress {

    /** A step begins, with so many partitions left of so many. */
    void stepBegins(String step, int partitionsLeft, int partitions);

    /** A partition of the step at work is done. */
    void partitionDone(PartitionRows rows);

    /** A step has ended, well or not. */
    void stepEnds(String step, boolean isComplete);
}
