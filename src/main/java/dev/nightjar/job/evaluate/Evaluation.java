package dev.nightjar.job.evaluate;

import dev.nightjar.job.settings.NightjarProperties;
import java.time.LocalDate;

/**
 * An evaluation as it was asked for.
 *
 * @param asOfDate nights whose horizon has ended by this date are evaluated
 * @param isAgain whether nights that are evaluated are done again
 * @param properties the configuration
 */
public record Evaluation(LocalDate asOfDate, boolean isAgain, NightjarProperties properties) {

    /** Name of the job. */
    public static final String JOB = "evaluate";
}
