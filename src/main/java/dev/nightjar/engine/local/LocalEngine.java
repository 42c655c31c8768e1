package dev.nightjar.engine.local;

import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A pool of threads that runs so many partitions at a time; the others wait in the order of the plan. */
public final class LocalEngine implements AutoCloseable {

    private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();

    /** @param partitionsAtWork partitions that run at the same time, at least 1 */
    public LocalEngine(int partitionsAtWork) {
        threads.setCorePoolSize(partitionsAtWork);
        threads.setMaxPoolSize(partitionsAtWork);
        threads.setThreadNamePrefix("partition-");
        threads.initialize();
    }

    /** A handler that runs partitions by this step, on this pool. */
    public PartitionHandler handler(Step worker) {
        TaskExecutorPartitionHandler handler = new InOrderOfPlan();
        handler.setTaskExecutor(threads);
        handler.setStep(worker);
        return handler;
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    /** Partitions come in a set without order; their executions were created in that of the plan. */
    private static final class InOrderOfPlan extends TaskExecutorPartitionHandler {

        @Override
        protected Set<StepExecution> doHandle(StepExecution step, Set<StepExecution> partitions) throws Exception {
            Set<StepExecution> ordered = new TreeSet<>(Comparator.comparingLong(StepExecution::getId));
            ordered.addAll(partitions);
            return super.doHandle(step, ordered);
        }
    }
}
