package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.RunLedger;

/** What the ledger says of a launch that did not end well. */
final class Outcomes {

    private Outcomes() {}

    static RunLedger.Outcome of(RuntimeException failure, Night night) {
        String message = failure.getMessage();
        if (failure instanceof QualityGateException) {
            return new RunLedger.Outcome(
                    RunLedger.Status.REFUSED,
                    3,
                    message,
                    "Mend the data. After a refused extraction run the night again, which reads everything anew; after a"
                            + " refused publication run it with --attempt " + (night.attempt() + 1) + ".");
        }
        if (failure instanceof ConfigurationException) {
            return new RunLedger.Outcome(
                    RunLedger.Status.REFUSED, 2, message, "Change the configuration, then run the night again.");
        }
        if (failure instanceof NightStoppedException) {
            return new RunLedger.Outcome(
                    RunLedger.Status.INTERRUPTED, 130, message, "Run the night again: it resumes.");
        }
        int exitCode = failure instanceof LeaseException ? 4 : 1;
        return new RunLedger.Outcome(
                RunLedger.Status.FAILED,
                exitCode,
                message,
                "Run `nightly --as-of " + night.asOfDate()
                        + (night.attempt() == 1 ? "" : " --attempt " + night.attempt())
                        + "` again when the cause is mended: it resumes with the partitions that are left.");
    }
}
