package dev.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.RunLedger;
import dev.nightjar.warehouse.TestWarehouse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;

/** How a night ends whose lease was lost: a scheduler tries again what nobody else does. */
class OutcomesIT {

    private static final RunLedger.Launch LAUNCH = TestWarehouse.launch(TestWarehouse.AS_OF, 1, 1);

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    @Test
    void aLeaseThatNobodyTookOverEndsInAFailureThatARerunResumes() throws Exception {
        try (Lease lease = leaseThatWasNotRenewed()) {
            assertThatThrownBy(() -> Outcomes.requireCompleted(LAUNCH, lease, stopped(), stoppedExecution()))
                    .isInstanceOfSatisfying(
                            NightFailedException.class,
                            failure -> assertThat(Outcomes.of(failure, LAUNCH).exitCode())
                                    .isEqualTo(1))
                    .hasMessageContaining("[nightly-2026-02-14-01] the lease was not renewed for 1 s")
                    .hasMessageContaining("Run it again: it resumes.");
        }
    }

    @Test
    void aLeaseThatIsOutOfReachIsNotKnownToBeTaken() throws Exception {
        TestWarehouse goneLater = TestWarehouse.migrated(CustomerIdType.TEXT);
        try (Lease lease = Lease.acquire(
                goneLater.warehouse(), TestWarehouse.leaseRequest(LAUNCH.runId(), Duration.ofSeconds(1)))) {
            CountDownLatch lost = new CountDownLatch(1);
            lease.onLost(lost::countDown);
            goneLater.close();
            assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();

            assertThatThrownBy(() -> Outcomes.requireCompleted(LAUNCH, lease, stopped(), stoppedExecution()))
                    .isInstanceOf(NightFailedException.class)
                    .hasMessageContaining("the warehouse could not be reached");
        }
    }

    @Test
    void aLeaseThatALivingRunTookOverIsLeftToIt() throws Exception {
        try (Lease lease = leaseThatWasNotRenewed();
                Lease other = Lease.acquire(
                        database.warehouse(),
                        TestWarehouse.leaseRequest("nightly-2026-02-15-01", Lease.TIME_TO_LIVE))) {
            assertThat(other.isHeld()).isTrue();
            assertThatThrownBy(() -> Outcomes.requireCompleted(LAUNCH, lease, stopped(), stoppedExecution()))
                    .isInstanceOfSatisfying(
                            LeaseException.class,
                            failure -> assertThat(Outcomes.of(failure, LAUNCH).exitCode())
                                    .isEqualTo(4))
                    .hasMessageContaining("another run took over the lease, nightly-2026-02-15-01 on test-host");
        }
    }

    /** Its heartbeat fails for a whole life, then the warehouse is back. */
    private static Lease leaseThatWasNotRenewed() throws InterruptedException {
        Lease lease =
                Lease.acquire(database.warehouse(), TestWarehouse.leaseRequest(LAUNCH.runId(), Duration.ofSeconds(1)));
        CountDownLatch lost = new CountDownLatch(1);
        lease.onLost(lost::countDown);
        database.execute("alter table retention.lease rename to lease_out_of_reach");
        try {
            assertThat(lost.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            database.execute("alter table retention.lease_out_of_reach rename to lease");
        }
        return lease;
    }

    private static StopSignal stopped() {
        StopSignal signal = new StopSignal();
        signal.stop("the lease was lost");
        return signal;
    }

    private static JobExecution stoppedExecution() {
        JobExecution execution = new JobExecution(1, new JobInstance(1, "nightly"), new JobParameters());
        execution.setStatus(BatchStatus.STOPPED);
        return execution;
    }
}
