package dev.nightjar.source;

import dev.nightjar.customer.RejectedRow;
import dev.nightjar.source.extract.SourceTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what is read of one part of a table and keeps which rows were not taken; memory stays bounded if all are not. */
final class Rejects {

    /** So many rejected rows of one part are kept; counts go on. */
    static final int MAX_KEPT = 100_000;

    static final String MISSING = "missing";
    static final String NULL_CHARACTER = "null_character";
    static final String NOT_FINITE = "not_finite";
    static final String OUT_OF_RANGE = "out_of_range";
    static final String NOT_POSITIVE = "not_positive";
    static final String UNKNOWN_STATUS = "unknown_status";
    static final String NO_RATE = "no_rate";
    static final String INFINITE = "infinite";
    static final String BEFORE_1970 = "before_1970";

    private static final Comparator<RejectedRow> ORDER = Comparator.comparing(
                    RejectedRow::key, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(RejectedRow::column, Comparator.nullsFirst(Comparator.<String>naturalOrder()))
            .thenComparing(RejectedRow::reason);

    private final SourceTable table;
    private final PriorityQueue<RejectedRow> kept = new PriorityQueue<>(ORDER.reversed());
    private final Map<String, Long> unusable = new TreeMap<>();
    private long read;
    private long rejected;
    private long erased;

    Rejects(SourceTable table) {
        this.table = table;
    }

    /** A row was read. */
    void read() {
        read++;
    }

    /** A row of a customer who is to be forgotten was met. */
    void erased() {
        erased++;
    }

    /** A row that was read is not taken. */
    void reject(@Nullable String key, @Nullable String column, String reason) {
        rejected++;
        kept.add(new RejectedRow(table.tableName(), key, column, reason));
        if (kept.size() > MAX_KEPT) {
            kept.poll();
        }
    }

    /** An optional value cannot be kept and counts as missing. */
    void unusable(String column) {
        unusable.merge(table.tableName() + "." + column, 1L, Long::sum);
    }

    /** The batch of these rows with what was counted here. */
    <T> SourceBatch<T> batch(T rows) {
        List<RejectedRow> sorted = new ArrayList<>(kept);
        sorted.sort(ORDER);
        return new SourceBatch<>(rows, sorted, read, rejected, erased, unusable);
    }
}
