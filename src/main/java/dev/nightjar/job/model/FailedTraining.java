package dev.nightjar.job.model;

import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.evaluation.UsabilityFinding.Severity;
import dev.nightjar.job.NightFailedException;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.model.UsabilityFindings;
import java.util.List;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/** Leaves a usability report of a training that broke off, until the run is launched again; one that ends leaves its own. */
public final class FailedTraining implements JobExecutionListener {

    private static final String CODE = "training_failed";

    private final UsabilityFindings.Training training;
    private final UsabilityFindings findings;
    private final Lease lease;

    public FailedTraining(UsabilityFindings.Training training, UsabilityFindings findings, Lease lease) {
        this.training = training;
        this.findings = findings;
        this.lease = lease;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        findings.remove(training.runId(), CODE);
    }

    @Override
    public void afterJob(JobExecution execution) {
        boolean failed = execution.getStepExecutions().stream()
                .anyMatch(step -> step.getStepName().equals(training.step()) && step.getStatus() == BatchStatus.FAILED);
        RuntimeException failure = failed ? NightFailedException.of(training.runId(), execution) : null;
        // the report of a run is its own as long as it holds the lease: another process may have resumed it meanwhile
        if (failure != null && lease.isHeld()) {
            String details = "The training broke off, and the night with it: " + failure.getMessage();
            findings.save(training, List.of(new UsabilityFinding(Severity.ERROR, CODE, "", "", details)));
        }
    }
}
