package dev.nightjar.job;

/** The night was asked to stop, and did: what is done stays done, and a rerun resumes. */
public class NightStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NightStoppedException(String message) {
        super(message);
    }
}
