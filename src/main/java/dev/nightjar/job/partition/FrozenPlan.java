package dev.nightjar.job.partition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * The partitions of a step, computed when it first runs and kept with the job's execution: a restart works on the same
 * ones, whatever the source looks like by then, and a plan that could not be made is made again.
 */
final class FrozenPlan implements Partitioner, StepExecutionListener {

    private static final String SEPARATOR = "\n";
    private static final String PLAN = ".plan";

    private final String step;
    private final Callable<List<String>> plan;
    private final JobRepository jobRepository;
    private @Nullable StepExecution stepExecution;

    /** @param plan the keys of the partitions, none of them blank, no key twice */
    FrozenPlan(String step, Callable<List<String>> plan, JobRepository jobRepository) {
        this.step = step;
        this.plan = plan;
        this.jobRepository = jobRepository;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        stepExecution = execution;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> partitions = new LinkedHashMap<>();
        for (String key : keys()) {
            partitions.put(key, new ExecutionContext());
        }
        return partitions;
    }

    /** The keys of the partitions: the frozen ones, or those planned now. */
    List<String> keys() {
        StepExecution execution = Objects.requireNonNull(stepExecution, "the step has not begun");
        ExecutionContext context = execution.getJobExecution().getExecutionContext();
        String name = name();
        if (!context.containsKey(name)) {
            context.putString(name, String.join(SEPARATOR, planned()));
            jobRepository.updateExecutionContext(execution.getJobExecution());
        }
        String frozen = context.getString(name);
        return frozen.isEmpty() ? List.of() : List.of(frozen.split(SEPARATOR));
    }

    /** Lets the next launch plan anew. */
    void thaw(StepExecution execution) {
        execution.getJobExecution().getExecutionContext().remove(name());
        jobRepository.updateExecutionContext(execution.getJobExecution());
    }

    /** Lets the next launch do another step of this job anew, if it has one of that name. */
    static void forget(JobRepository jobRepository, StepExecution step, String name) {
        JobExecution job = step.getJobExecution();
        ExecutionContext context = job.getExecutionContext();
        List<String> steps = new ArrayList<>(List.of(name));
        if (context.containsKey(name + PLAN)) {
            context.getString(name + PLAN).lines().forEach(key -> steps.add(name + ":" + key));
            context.remove(name + PLAN);
            jobRepository.updateExecutionContext(job);
        }
        for (String each : steps) {
            StepExecution last = jobRepository.getLastStepExecution(job.getJobInstance(), each);
            if (last != null) {
                last.setStatus(BatchStatus.FAILED);
                jobRepository.update(last);
            }
        }
    }

    private String name() {
        return step + PLAN;
    }

    private List<String> planned() {
        try {
            return plan.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PlanException("[" + step + "] the partitions cannot be planned: " + e.getMessage(), e);
        }
    }

    /** The partitions could not be planned; nothing is frozen. */
    static final class PlanException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        PlanException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
