package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.partition.JsonContexts;
import dev.nightjar.job.partition.StopSignal;
import dev.nightjar.postgres.PostgresUnavailableException;
import dev.nightjar.warehouse.Lease;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.LeaseTable;
import dev.nightjar.warehouse.RunLedger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;

/** How a launch ended: as an exception where it did not end well, and as the ledger says it. */
public final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private Outcomes() {}

    /** Returns if the execution is complete; otherwise throws what went wrong. */
    public static void requireCompleted(
            RunLedger.Launch launch, Lease lease, StopSignal stopSignal, JobExecution execution) {
        if (execution.getStatus() == BatchStatus.COMPLETED) {
            return;
        }
        RuntimeException failure = NightFailedException.of(launch.runId(), execution);
        if (!lease.isHeld()) {
            throw leaseLost(launch, lease, failure);
        }
        if (failure == null || execution.getStatus() == BatchStatus.STOPPED) {
            throw new NightStoppedException("[" + launch.runId() + "] stopped: " + stopSignal.reason()
                    + ". What is done stays done; run it again to go on.");
        }
        throw failure;
    }

    /** Another run at work is not to be disturbed; where there is none, running this one again helps. */
    private static RuntimeException leaseLost(
            RunLedger.Launch launch, Lease lease, @Nullable RuntimeException failure) {
        Optional<LeaseTable.Holder> other = otherHolder(lease);
        if (other.isPresent()) {
            return new LeaseException("[" + launch.runId() + "] another run took over the lease, "
                    + other.get().runId() + " on " + other.get().host() + ", so this one stopped and published nothing."
                    + " `status` shows what runs.");
        }
        return new NightFailedException(
                "[" + launch.runId() + "] the lease was not renewed for "
                        + lease.timeToLive().toSeconds()
                        + " s: the warehouse could not be reached, or this process was halted. No other run holds it; this"
                        + " one stopped itself. Run it again: it resumes.",
                failure);
    }

    /** Nobody is known to hold it where the warehouse is still out of reach. */
    private static Optional<LeaseTable.Holder> otherHolder(Lease lease) {
        try {
            return lease.otherHolder();
        } catch (PostgresUnavailableException e) {
            LOG.warn("It is not known who holds the lease: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** What the ledger says of a launch that failed. */
    public static RunLedger.Outcome of(RuntimeException failure, RunLedger.Launch launch) {
        String message = failure.getMessage();
        if (failure instanceof QualityGateException refused) {
            String trained = refused.trainedModelId();
            return new RunLedger.Outcome(
                    RunLedger.Status.REFUSED,
                    3,
                    message,
                    "Mend the data. After a refused extraction run the night again, which reads everything anew; after a"
                            + " refused publication run it with --attempt " + (launch.attempt() + 1)
                            + (trained == null
                                    ? "."
                                    : " --train always, for the refused data trained " + trained + "."));
        }
        if (failure instanceof JsonContexts.OlderContextException) {
            return new RunLedger.Outcome(
                    RunLedger.Status.FAILED, 2, message, "Run it with --attempt " + (launch.attempt() + 1) + ".");
        }
        if (failure instanceof ConfigurationException) {
            return new RunLedger.Outcome(
                    RunLedger.Status.REFUSED, 2, message, "Change the configuration, then run it again.");
        }
        if (failure instanceof NightStoppedException) {
            return new RunLedger.Outcome(RunLedger.Status.INTERRUPTED, 130, message, "Run it again: it resumes.");
        }
        int exitCode = failure instanceof LeaseException ? 4 : 1;
        return new RunLedger.Outcome(
                RunLedger.Status.FAILED,
                exitCode,
                message,
                "Run `" + launch.job() + " --as-of " + launch.asOfDate()
                        + (launch.attempt() == 1 || !launch.job().equals(Night.JOB)
                                ? ""
                                : " --attempt " + launch.attempt())
                        + "` again when the cause is mended: it resumes with the partitions that are left.");
    }
}
