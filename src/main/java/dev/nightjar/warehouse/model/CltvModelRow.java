package dev.nightjar.warehouse.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code cltv_model}: one fit on the whole population. Time is in weeks, money in units of the base currency.
 * Parameters are null where that fit failed.
 *
 * @param modelId see {@link ModelStore#modelId}
 * @param status champion for a good fit, baseline where the fit or its assumptions failed
 * @param provenance a JSON object: what the fit was made from, and why it has its status
 */
public record CltvModelRow(
        String modelId,
        LocalDate asOfDate,
        ModelStatus status,
        long customers,
        long repeatCustomers,
        @Nullable Double bgnbdR,
        @Nullable Double bgnbdAlpha,
        @Nullable Double bgnbdA,
        @Nullable Double bgnbdB,
        @Nullable Double bgnbdLogLikelihood,
        @Nullable Double gammaGammaP,
        @Nullable Double gammaGammaQ,
        @Nullable Double gammaGammaV,
        @Nullable Double gammaGammaLogLikelihood,
        String provenance) {}
