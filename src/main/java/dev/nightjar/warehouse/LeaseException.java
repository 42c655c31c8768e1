package dev.nightjar.warehouse;

/** Another run holds the lease, or has taken it over: this one must stop and publish nothing. */
public class LeaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LeaseException(String message) {
        super(message);
    }
}
