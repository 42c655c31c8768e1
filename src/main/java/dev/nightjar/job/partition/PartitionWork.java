package dev.nightjar.job.partition;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * What a step does to one partition: a reader that yields the partition's data, a processor that is a pure function of
 * it, and a writer that commits the result under its final name. The parts are made anew for each partition, so they
 * may keep state. The partition's key is in the step execution's context.
 *
 * @param <I> what is read
 * @param <O> what is written
 */
public interface PartitionWork<I, O> {

    ItemReader<I> reader(StepExecution partition);

    ItemProcessor<I, O> processor(StepExecution partition);

    ItemWriter<O> writer(StepExecution partition);
}
