package dev.nightjar.job.partition;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

/**
 * Runs one partition as a chunk-oriented step of a single chunk. It holds no state of a partition: reader, processor and
 * writer are made for each. A partition that has not begun when the run must stop is left for the next run.
 */
public final class PartitionWorker<I, O> implements Step {

    private final String name;
    private final PartitionWork<I, O> work;
    private final JobRepository jobRepository;
    private final StopSignal stopSignal;
    private final NightProgress progress;

    public PartitionWorker(
            String name,
            PartitionWork<I, O> work,
            JobRepository jobRepository,
            StopSignal stopSignal,
            NightProgress progress) {
        this.name = name;
        this.work = work;
        this.jobRepository = jobRepository;
        this.stopSignal = stopSignal;
        this.progress = progress;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public void execute(StepExecution partition) throws JobInterruptedException {
        if (stopSignal.isStopped()) {
            partition.setStatus(BatchStatus.STOPPED);
            partition.setExitStatus(ExitStatus.STOPPED.addExitDescription(String.valueOf(stopSignal.reason())));
            jobRepository.update(partition);
            return;
        }
        new StepBuilder(name, jobRepository)
                .<I, O>chunk(1)
                .transactionManager(new ResourcelessTransactionManager())
                .reader(work.reader(partition))
                .processor(work.processor(partition))
                .writer(work.writer(partition))
                .build()
                .execute(partition);
        if (partition.getStatus() == BatchStatus.COMPLETED) {
            progress.partitionDone(Partitions.rows(partition));
        }
    }
}
