package dev.nightjar.job.partition;

import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** The partitions of a step that are done, whichever launch of the run did them. */
public final class CompletedPartitions {

    private CompletedPartitions() {}

    /** The completed executions of these partitions, in the order of the keys. */
    static List<StepExecution> of(JobRepository jobRepository, StepExecution step, List<String> keys) {
        List<StepExecution> completed = new ArrayList<>();
        for (String key : keys) {
            StepExecution last = jobRepository.getLastStepExecution(
                    step.getJobExecution().getJobInstance(), step.getStepName() + ":" + key);
            if (last != null && last.getStatus() == BatchStatus.COMPLETED) {
                completed.add(last);
            }
        }
        return completed;
    }

    /** The sum of the rows they moved. */
    public static PartitionRows rows(List<StepExecution> partitions) {
        return partitions.stream().map(Partitions::rows).reduce(PartitionRows.NONE, PartitionRows::plus);
    }
}
