package dev.nightjar.warehouse.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code churn_model}; the comments of the table say what each figure is. Figures are null where nothing was
 * trained, tested or compared.
 *
 * @param modelId see {@link ModelStore#modelId}
 * @param baselineName the best baseline; for status baseline the one that is published
 * @param provenance a JSON object: what the model was made from, and why it has its status
 * @param artifact the model itself; null only for a baseline that needs none
 */
public record ChurnModelRow(
        String modelId,
        LocalDate asOfDate,
        ModelStatus status,
        @Nullable Long trainingRows,
        @Nullable Long testRows,
        @Nullable Double testAuc,
        @Nullable Double testAveragePrecision,
        @Nullable Double testLogLoss,
        @Nullable Double testBrier,
        @Nullable Double testCalibrationError,
        @Nullable String baselineName,
        @Nullable Double baselineAuc,
        @Nullable Double baselineLogLoss,
        String provenance,
        byte @Nullable [] artifact) {}
