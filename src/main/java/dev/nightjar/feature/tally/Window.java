package dev.nightjar.feature.tally;

/**
 * The observation windows before an as-of date: {@code [asOf − days, asOf)} in whole days. A window that reaches back
 * beyond the first known event counts what is known.
 */
public enum Window {
    DAYS_7(7),
    DAYS_30(30),
    DAYS_90(90),
    DAYS_180(180),
    DAYS_365(365);

    private final int days;

    Window(int days) {
        this.days = days;
    }

    /** The length in days. */
    public int days() {
        return days;
    }

    /** The end of a feature code, such as {@code 30d}. */
    public String suffix() {
        return days + "d";
    }
}
