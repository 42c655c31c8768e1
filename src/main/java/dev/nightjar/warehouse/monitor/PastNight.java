package dev.nightjar.warehouse.monitor;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A published night, as far as an evaluation must know it.
 *
 * @param scoreDate the date its rows stand for
 * @param runId the run whose rows are published now
 * @param horizon the churn horizon it ran with, such as {@code P90D}; null where the ledger does not say
 * @param definition what counted as leaving; null where the ledger does not say
 * @param isEvaluated whether {@code model_monitor} has these rows of this date
 */
public record PastNight(
        LocalDate scoreDate,
        String runId,
        @Nullable String horizon,
        @Nullable String definition,
        boolean isEvaluated) {}
