package dev.nightjar.warehouse;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check name of the check
 * @param severity what an offence means
 * @param offendingRows how many rows offend; 0 when the check passed
 * @param message at most five examples; null when the check passed
 */
public record QualityResult(
        String check,
        Severity severity,
        long offendingRows,
        @Nullable String message) {

    /** What an offence means. */
    public enum Severity {
        /** Nothing is published. */
        FAIL,
        /** It is reported. */
        WARN;

        /** The name in tables and files. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it found, without the customers that it names as examples. */
    public String withoutCustomers() {
        return message == null
                ? offendingRows + " offending rows"
                : ErasedRows.NAMED.matcher(message).replaceAll("a customer: expected");
    }

    /** Whether nothing offends. */
    public boolean passed() {
        return offendingRows == 0;
    }

    /** Whether the run must stop. */
    public boolean stopsTheRun() {
        return severity == Severity.FAIL && !passed();
    }
}
