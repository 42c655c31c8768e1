package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.LeaseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/** A step of the night failed; what was completed is kept, and launching the night again resumes. */
public class NightFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MAX_CAUSES = 5;

    public NightFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * The failure of an execution: a refusal, a lost lease or bad configuration as it was thrown, all else as this
     * exception, naming the partitions that failed. Null if nothing failed.
     */
    public static @Nullable RuntimeException of(String runId, JobExecution execution) {
        List<String> messages = new ArrayList<>();
        Throwable first = null;
        for (StepExecution step : execution.getStepExecutions()) {
            boolean isPartition = step.getStepName().contains(":");
            for (Throwable failure : step.getFailureExceptions()) {
                RuntimeException known = known(failure);
                if (known != null) {
                    return known;
                }
                if (isPartition || first == null) {
                    first = failure;
                    messages.add(step.getStepName() + ": " + rootMessage(failure));
                }
            }
        }
        if (first == null) {
            first = execution.getAllFailureExceptions().stream().findFirst().orElse(null);
        }
        if (first == null && execution.getStatus() != BatchStatus.FAILED) {
            return null;
        }
        return new NightFailedException(message(runId, messages, first), first);
    }

    private static String message(String runId, List<String> messages, @Nullable Throwable first) {
        List<String> distinct = messages.stream().distinct().toList();
        if (distinct.isEmpty()) {
            return "[" + runId + "] failed: " + (first == null ? "no cause is recorded" : rootMessage(first));
        }
        int more = distinct.size() - MAX_CAUSES;
        return "[" + runId + "] failed in "
                + String.join("; ", distinct.subList(0, Math.min(MAX_CAUSES, distinct.size())))
                + (more > 0 ? "; and " + more + " more" : "");
    }

    private static @Nullable RuntimeException known(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QualityGateException
                    || cause instanceof LeaseException
                    || cause instanceof ConfigurationException) {
                return (RuntimeException) cause;
            }
        }
        return null;
    }

    /** The message of our own exception, which says what to do; else the one nearest to the root that says something. */
    private static String rootMessage(Throwable failure) {
        String message = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                message = cause.getMessage();
                if (cause.getClass().getName().startsWith("dev.nightjar.")) {
                    return message;
                }
            }
        }
        return message;
    }
}
