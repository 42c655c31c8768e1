package dev.nightjar.job.partition;

/** Is told how far a run is, by several threads at once. */
public interface NightProgress {

    /**
     * A step begins.
     *
     * @param partitions all partitions of the step
     * @param doneBefore how many of them an earlier launch completed
     * @param rowsBefore the rows those moved
     */
    void stepBegins(String step, int partitions, int doneBefore, PartitionRows rowsBefore);

    /** A partition of the step at work is done. */
    void partitionDone(PartitionRows rows);

    /** A step has ended, well or not. */
    void stepEnds(String step, boolean isComplete);
}
