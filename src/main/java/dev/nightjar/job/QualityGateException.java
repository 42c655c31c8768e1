package dev.nightjar.job;

import dev.nightjar.customer.DataContractException;

/** The data was refused by a quality gate: nothing was published, and readers keep the last night. */
public class QualityGateException extends DataContractException {

    private static final long serialVersionUID = 1L;

    public QualityGateException(String message) {
        super(message);
    }
}
