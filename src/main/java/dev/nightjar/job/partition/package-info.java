/**
 * How any step runs its partitions as reader, processor and writer.
 * Read {@link dev.nightjar.job.partition.PartitionWork} first.
 */
@NullMarked
package dev.nightjar.job.partition;

import org.jspecify.annotations.NullMarked;
