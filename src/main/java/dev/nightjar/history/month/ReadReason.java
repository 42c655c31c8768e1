package dev.nightjar.history.month;

import java.util.Locale;

/** Why a night reads a month from the source. */
public enum ReadReason {
    /** It reaches into the restatement window, or did when it was last read and the source is not asked about it. */
    OPEN,
    /** An earlier as-of date cut it. */
    CUT,
    /** It is closed, but the source says something else of it than when it was read. */
    CHANGED,
    /** It is closed and was read, but the source was not asked about it then. */
    UNVERIFIED,
    /** It was never read. */
    NEW,
    /** The night was told to read everything, or the columns of the source are others than when it was read. */
    FULL;

    /** The name in tables and on screen. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
