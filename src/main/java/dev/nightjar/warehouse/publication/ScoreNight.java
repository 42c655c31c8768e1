package dev.nightjar.warehouse.publication;

import dev.nightjar.warehouse.CustomerIdType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A night that is to be published, but for its rows.
 *
 * @param asOfDate the date its rows stand for, and replace
 * @param runId the run that publishes; it is in the ledger
 * @param leaseJob the lease it runs under
 * @param fenceToken the token of that lease
 * @param idType type of customer ids in the warehouse
 * @param churnModelId model of the churn columns, or null where there is none
 * @param cltvModelId model of the value columns, or null where there is none
 * @param population customers that were scored: so many rows there must be
 */
public record ScoreNight(
        LocalDate asOfDate,
        String runId,
        String leaseJob,
        long fenceToken,
        CustomerIdType idType,
        @Nullable String churnModelId,
        @Nullable String cltvModelId,
        long population) {}
