package dev.nightjar.customer;

/**
 * The data is not what was agreed: a column is missing, a value cannot be, a file is damaged. A retry on the same data
 * fails again. The message names the place, the expectation, the value, the consequence and the remedy.
 */
public class DataContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DataContractException(String message) {
        super(message);
    }

    public DataContractException(String message, Throwable cause) {
        super(message, cause);
    }
}
