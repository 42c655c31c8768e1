package dev.nightjar.source.spill;

import java.util.Map;
import java.util.TreeMap;

/**
 * A file of rows that were read from a lake, sorted into parts.
 *
 * @param table canonical name of the table
 * @param file name in the night's folder
 * @param scanned rows looked at, of row groups that were not skipped
 * @param rows rows kept, by part: a month, or rows without a usable time
 */
public record SpillFile(String table, String file, long scanned, Map<String, Long> rows) {

    public SpillFile {
        rows = new TreeMap<>(rows);
    }

    /** The rows kept. */
    public long kept() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
