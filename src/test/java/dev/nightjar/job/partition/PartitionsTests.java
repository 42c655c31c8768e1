package dev.nightjar.job.partition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.step.StepExecution;

class PartitionsTests {

    private static final JobExecution JOB = new JobExecution(1, new JobInstance(1, "nightly"), new JobParameters());

    /** As a process leaves it that is killed between the two commits that create an execution. */
    @Test
    void keyIsKnownWithoutAContext() {
        assertThat(Partitions.key(new StepExecution(1, "extract-history:orders.2025-12..2026-01", JOB)))
                .isEqualTo("orders.2025-12..2026-01");
        assertThat(Partitions.bucket(new StepExecution(2, "build-features:bucket-7", JOB)))
                .isEqualTo(7);
    }

    @Test
    void rowsThatWereNeverCountedAreNone() {
        StepExecution partition = new StepExecution(3, "build-features:bucket-0", JOB);

        assertThat(Partitions.rows(partition)).isEqualTo(PartitionRows.NONE);

        Partitions.count(partition, new PartitionRows(5, 4, 1));
        assertThat(Partitions.rows(partition)).isEqualTo(new PartitionRows(5, 4, 1));
    }
}
