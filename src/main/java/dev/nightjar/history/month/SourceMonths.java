package dev.nightjar.history.month;

import java.time.YearMonth;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of the months of a table.
 *
 * @param months those in which it has rows, and any between them
 * @param layout a short text of the columns of the table; null where they do not matter
 * @param fingerprints of each month with rows; a month that is not in it has none. Null where the source is not asked
 */
public record SourceMonths(
        Collection<YearMonth> months,
        @Nullable String layout,
        @Nullable Map<YearMonth, String> fingerprints) {

    /** The fingerprint of a month without rows. */
    public static final String EMPTY = "empty";

    public SourceMonths {
        months = Set.copyOf(months);
        fingerprints = fingerprints == null ? null : Map.copyOf(fingerprints);
    }

    /** Months of a source that is not asked for more. */
    public static SourceMonths of(Collection<YearMonth> months) {
        return new SourceMonths(months, null, null);
    }

    /** What the source says of a month now; null where it is not asked. */
    public @Nullable String fingerprint(YearMonth month) {
        return fingerprints == null ? null : fingerprints.getOrDefault(month, EMPTY);
    }
}
