package dev.nightjar.job;

import dev.nightjar.job.partition.JsonContexts;
import dev.nightjar.warehouse.RunLedger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/**
 * Starts a run of a job, such as a night, or restarts it where its last launch stopped. Whoever calls this holds the lease, so an execution that
 * still counts as running has lost its process: it is closed first, which Spring Batch alone cannot decide.
 */
public final class NightRuns {

    private static final Logger LOG = LoggerFactory.getLogger(NightRuns.class);

    private final JobRepository jobRepository;
    private final JobOperator jobOperator;

    public NightRuns(JobRepository jobRepository, JobOperator jobOperator) {
        this.jobRepository = jobRepository;
        this.jobOperator = jobOperator;
    }

    /** Whether the date is done in this attempt. */
    public boolean isDone(RunLedger.Launch run) {
        JobExecution last = jobRepository.getLastJobExecution(run.job(), parameters(run));
        return last != null && last.getStatus() == BatchStatus.COMPLETED;
    }

    /** Runs the job to its end, well or not. */
    public JobExecution run(Job job, RunLedger.Launch run) {
        JobParameters parameters = parameters(run);
        closeDeadExecution(run, parameters);
        try {
            return jobOperator.start(job, parameters);
        } catch (JobExecutionException e) {
            throw new IllegalStateException(
                    "[" + run.runId() + "] the run cannot be started: " + e.getMessage()
                            + ". Run it with another --attempt.",
                    e);
        }
    }

    private static JobParameters parameters(RunLedger.Launch run) {
        return new JobParametersBuilder()
                .addLocalDate("asOfDate", run.asOfDate())
                .addLong("attempt", (long) run.attempt())
                .toJobParameters();
    }

    private void closeDeadExecution(RunLedger.Launch run, JobParameters parameters) {
        JobInstance instance = jobRepository.getJobInstance(run.job(), parameters);
        if (instance == null) {
            return;
        }
        JobExecution last = jobRepository.getLastJobExecution(instance);
        if (last == null) {
            // its process died between the two commits of a launch; as it is, it would block the date for ever
            jobRepository.deleteJobInstance(instance);
            return;
        }
        JsonContexts.requireReadable(last.getExecutionContext(), run.runId());
        if (isDead(last)) {
            LOG.warn("The last launch of {} {} was killed; what it completed is kept.", run.job(), parameters);
            jobOperator.recover(last);
        }
    }

    private static boolean isDead(@Nullable JobExecution execution) {
        return execution != null && (execution.isRunning() || execution.getStatus() == BatchStatus.UNKNOWN);
    }
}
