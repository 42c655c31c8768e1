package dev.nightjar.cli;

/** What the process tells its scheduler. */
public enum ExitCode {
    /** Done, or that date was already done. */
    DONE(0),
    /** Failed; a rerun resumes. */
    FAILED(1),
    /** Usage or configuration; a rerun fails until it is changed. */
    USAGE(2),
    /** Data refused by a quality gate; nothing published. */
    REFUSED(3),
    /** Another run holds the lease. */
    LEASE_HELD(4),
    /** Interrupted and stopped cleanly; a rerun resumes. */
    INTERRUPTED(130);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The process's exit status. */
    public int code() {
        return code;
    }
}
