package dev.nightjar.job;

import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.warehouse.RunLedger;
import java.time.LocalDate;

/**
 * One night: the date it scores as of, and how it was asked for.
 *
 * @param asOfDate everything before its midnight in the business zone is known, nothing else
 * @param attempt 1, or a higher number to run a date anew that is done
 * @param trainMode when to train
 * @param isFullExtract whether every month is read from the source again
 * @param properties the configuration
 */
public record Night(
        LocalDate asOfDate, int attempt, TrainMode trainMode, boolean isFullExtract, NightjarProperties properties) {

    /** Name of the job. */
    public static final String JOB = "nightly";

    /** @throws IllegalArgumentException if the attempt is below 1 */
    public Night {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be 1 or more, was " + attempt);
        }
    }

    /** The id of its run, the same for every launch of the date and attempt. */
    public String runId() {
        return RunLedger.runId(JOB, asOfDate, attempt);
    }

    /** The as-of date, days since 1970-01-01. */
    public int asOfDay() {
        return Math.toIntExact(asOfDate.toEpochDay());
    }
}
