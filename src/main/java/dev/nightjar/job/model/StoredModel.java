package dev.nightjar.job.model;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.artifact.ChurnModelArtifact;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.warehouse.model.ChurnModelRow;
import dev.nightjar.warehouse.model.ModelStatus;
import org.jspecify.annotations.Nullable;

/**
 * A row of the model store, decoded and held against the features there are now.
 *
 * @param modelId its id
 * @param model null if it cannot be used
 * @param problem why it cannot be used, with the remedy; null if it can
 */
public record StoredModel(
        String modelId,
        @Nullable ChurnModel model,
        @Nullable String problem) {

    /**
     * Decodes a model, once: keep what it returns.
     *
     * @param catalogue the features that the model must have been trained on
     */
    public static StoredModel of(ChurnModelRow row, FeatureCatalogue catalogue) {
        byte[] artifact = row.artifact();
        if (artifact == null) {
            return new StoredModel(
                    row.modelId(),
                    null,
                    "[model " + row.modelId()
                            + "] has no artifact: expected a trained model, was a baseline without one."
                            + " Not used; retrain with `nightly --train always`.");
        }
        try {
            ChurnModel model = ChurnModelArtifact.fromBytes(row.modelId(), artifact);
            if (!model.modelId().equals(row.modelId())) {
                throw new DataContractException(
                        "[model " + row.modelId() + "] holds another model: expected the artifact"
                                + " of " + row.modelId() + ", was that of " + model.modelId()
                                + ". Not used; retrain with `nightly --train always`.");
            }
            if (!model.isForest() && row.status() != ModelStatus.BASELINE) {
                throw new DataContractException("[model " + row.modelId() + "] is a baseline: expected a forest for a"
                        + " model of status " + row.status().code() + ". Not used; retrain with"
                        + " `nightly --train always`.");
            }
            model.encoder().requireSame(catalogue, row.modelId());
            return new StoredModel(row.modelId(), model, null);
        } catch (DataContractException e) {
            return new StoredModel(row.modelId(), null, e.getMessage());
        }
    }
}
