package dev.nightjar.postgres;

/** The server cannot be reached or went away. The same call may succeed later; nothing in the settings is wrong. */
public class PostgresUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
