package dev.nightjar.job.partition;

import dev.nightjar.customer.DataContractException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.DefaultStepExecutionAggregator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;

/** Builds the steps of a job: each is planned once, runs its partitions where the engine says, and completes as one. */
public final class PartitionedSteps {

    private final JobRepository jobRepository;
    private final Engine engine;
    private final StopSignal stopSignal;
    private final NightProgress progress;

    /** Where partitions run. */
    @FunctionalInterface
    public interface Engine {

        /** A handler that runs partitions by this step. */
        PartitionHandler handler(Step worker);
    }

    /** What is done once, when all partitions of a step are; run again when it failed and the step is restarted. */
    @FunctionalInterface
    public interface Completion {

        /** @param partitions all of the step, whichever launch did them */
        void complete(List<StepExecution> partitions) throws Exception;
    }

    public PartitionedSteps(JobRepository jobRepository, Engine engine, StopSignal stopSignal, NightProgress progress) {
        this.jobRepository = jobRepository;
        this.engine = engine;
        this.stopSignal = stopSignal;
        this.progress = progress;
    }

    /** A step that is done when its partitions are. */
    public <I, O> Step step(String name, Callable<List<String>> plan, PartitionWork<I, O> work) {
        return step(name, plan, work, partitions -> {});
    }

    /** A step that has something left to do when its partitions are done. */
    public <I, O> Step step(String name, Callable<List<String>> plan, PartitionWork<I, O> work, Completion completion) {
        return step(name, plan, work, completion, List.of());
    }

    /**
     * A step that has something left to do when its partitions are done, and may then refuse what steps before it read.
     *
     * @param refused names of the steps that are done anew, with this one, when its data was refused
     */
    public <I, O> Step step(
            String name,
            Callable<List<String>> plan,
            PartitionWork<I, O> work,
            Completion completion,
            List<String> refused) {
        FrozenPlan frozen = new FrozenPlan(name, plan, jobRepository);
        Step worker = new PartitionWorker<>(name, work, jobRepository, stopSignal, progress);
        return new StepBuilder(name, jobRepository)
                .listener(frozen)
                .listener(reporting(frozen))
                .partitioner(name, frozen)
                .partitionHandler(engine.handler(worker))
                .aggregator((step, executed) -> aggregate(step, executed, frozen, new Ending(completion, refused)))
                .build();
    }

    /** What is done in the end, and which earlier steps are done anew if that fails for the data. */
    private record Ending(Completion completion, List<String> refused) {}

    private void aggregate(StepExecution step, Collection<StepExecution> executed, FrozenPlan frozen, Ending ending) {
        new DefaultStepExecutionAggregator().aggregate(step, executed);
        if (executed.stream().anyMatch(partition -> partition.getStatus() != BatchStatus.COMPLETED)) {
            return;
        }
        List<StepExecution> partitions = CompletedPartitions.of(jobRepository, step, frozen.keys());
        try {
            ending.completion().complete(partitions);
        } catch (DataContractException e) {
            forget(step, partitions, frozen);
            ending.refused().forEach(earlier -> FrozenPlan.forget(jobRepository, step, earlier));
            throw e;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CompletionException("[" + step.getStepName() + "] " + e.getMessage(), e);
        }
    }

    /** Data that was refused is read again by the next launch, whatever it consists of by then. */
    private void forget(StepExecution step, List<StepExecution> partitions, FrozenPlan frozen) {
        for (StepExecution partition : partitions) {
            partition.setStatus(BatchStatus.FAILED);
            jobRepository.update(partition);
        }
        frozen.thaw(step);
    }

    private StepExecutionListener reporting(FrozenPlan frozen) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution step) {
                List<String> keys = frozen.keys();
                List<StepExecution> before = CompletedPartitions.of(jobRepository, step, keys);
                progress.stepBegins(step.getStepName(), keys.size(), before.size(), CompletedPartitions.rows(before));
            }

            @Override
            public ExitStatus afterStep(StepExecution step) {
                progress.stepEnds(step.getStepName(), step.getStatus() == BatchStatus.COMPLETED);
                return step.getExitStatus();
            }
        };
    }

    /** What was left to do after the partitions of a step failed. */
    static final class CompletionException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CompletionException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
