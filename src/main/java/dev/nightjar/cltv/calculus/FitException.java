package dev.nightjar.cltv.calculus;

/**
 * A model could not be fitted to these customers; the message says why. Fitting the same customers again fails again.
 * Whoever catches it goes on with older parameters or without the model, and says so.
 */
public class FitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FitException(String message) {
        super(message);
    }
}
