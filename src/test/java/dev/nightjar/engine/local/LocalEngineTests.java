package dev.nightjar.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.partition.StepExecutionSplitter;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;

class LocalEngineTests {

    private static final int PARTITIONS = 50;

    private final JobExecution job = new JobExecution(1, new JobInstance(1, "night"), new JobParameters());

    @Test
    void waitingPartitionsRunInTheOrderOfThePlan() throws Exception {
        List<String> planned = new ArrayList<>();
        Set<StepExecution> partitions = new HashSet<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            String name = "read:" + "abcdefgh".substring(partition % 8) + partition;
            planned.add(name);
            partitions.add(new StepExecution(partition + 2L, name, job));
        }
        List<String> ran = new ArrayList<>();

        try (LocalEngine engine = new LocalEngine(1)) {
            engine.handler(recordingIn(ran)).handle(splitInto(partitions), new StepExecution(1, "read", job));
        }

        assertThat(ran).isEqualTo(planned);
    }

    private static Step recordingIn(List<String> ran) {
        return new Step() {
            @Override
            public String getName() {
                return "read";
            }

            @Override
            public void execute(StepExecution partition) {
                ran.add(partition.getStepName());
                partition.setStatus(BatchStatus.COMPLETED);
            }
        };
    }

    private static StepExecutionSplitter splitInto(Set<StepExecution> partitions) {
        return new StepExecutionSplitter() {
            @Override
            public String getStepName() {
                return "read";
            }

            @Override
            public Set<StepExecution> split(StepExecution step, int gridSize) {
                return partitions;
            }
        };
    }
}
