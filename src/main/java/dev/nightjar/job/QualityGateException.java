package dev.nightjar.job;

import dev.nightjar.customer.DataContractException;
import org.jspecify.annotations.Nullable;

/** The data was refused by a quality gate: nothing was published, and readers keep the last night. */
public class QualityGateException extends DataContractException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String trainedModelId;

    public QualityGateException(String message) {
        this(message, null);
    }

    /** @param trainedModelId the churn model that the refused data trained and that is champion now, or null */
    public QualityGateException(String message, @Nullable String trainedModelId) {
        super(message);
        this.trainedModelId = trainedModelId;
    }

    /** The churn model that the refused data trained and that is champion now; null where there is none. */
    public @Nullable String trainedModelId() {
        return trainedModelId;
    }
}
