package dev.nightjar.history;

import dev.nightjar.customer.SourceShape;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the history consists of after a night.
 *
 * @param formatVersion layout of folders and files
 * @param number of this state; each commit adds a state with a greater one
 * @param writer who wrote it; a writer only ever follows states of its own
 * @param buckets row groups per file
 * @param businessZone zone of business days and months
 * @param baseCurrency currency of all money
 * @param sourceColumns columns of the source, {@link SourceShape#columns()}
 * @param files in order of table and month, one for each
 */
public record Manifest(
        int formatVersion,
        long number,
        String writer,
        int buckets,
        String businessZone,
        String baseCurrency,
        SortedSet<String> sourceColumns,
        List<HistoryFile> files) {

    /** The layout that this code writes. */
    public static final int FORMAT_VERSION = 2;

    /** Of files of older versions whose columns are no more those of the source. */
    private static final String OTHER_LAYOUT = "other";

    private static final Comparator<HistoryFile> TABLE_THEN_MONTH = Comparator.comparing(HistoryFile::table)
            .thenComparing(file -> Objects.requireNonNullElse(file.month(), YearMonth.of(0, 1)));

    public Manifest {
        sourceColumns = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(sourceColumns));
        files = files.stream().sorted(TABLE_THEN_MONTH).toList();
    }

    /** Which tables and columns the source had. */
    public SourceShape shape() {
        return new SourceShape(sourceColumns);
    }

    /** The files of a table, in order of their months. */
    public List<HistoryFile> files(HistoryTable table) {
        return files.stream().filter(file -> file.table() == table).toList();
    }

    /** The file of one month of a table. */
    public Optional<HistoryFile> file(HistoryTable table, YearMonth month) {
        return files(table).stream().filter(file -> month.equals(file.month())).findFirst();
    }

    /** The same state as another writer's. */
    Manifest by(String otherWriter) {
        return new Manifest(
                FORMAT_VERSION, number, otherWriter, buckets, businessZone, baseCurrency, sourceColumns, files);
    }

    /** The same state under another number. */
    Manifest numbered(long otherNumber) {
        return new Manifest(
                FORMAT_VERSION, otherNumber, writer, buckets, businessZone, baseCurrency, sourceColumns, files);
    }

    /**
     * The date before which every event is here, but for those that the source changed since: the newest as-of date that
     * the source was read for, unless a night of the past has cut a month that was whole. Empty where nothing was read yet.
     */
    public Optional<LocalDate> reach() {
        Optional<LocalDate> firstGap = files.stream()
                .filter(HistoryFile::isPartial)
                .map(HistoryFile::cutAt)
                .min(Comparator.naturalOrder());
        // a month without a file has no rows: nights plan all months before their date, and those that they know
        return firstGap.or(() -> files.stream().map(HistoryFile::cutAt).max(Comparator.naturalOrder()));
    }

    /**
     * This one with other files in place of those of the same table and month, and without tables the source lost. Where
     * the source has other columns now, files that stay are known to have been read without them.
     */
    Manifest with(SourceShape shape, List<HistoryFile> replacements) {
        List<HistoryFile> merged = new ArrayList<>(replacements);
        files.stream()
                .filter(file -> replacements.stream().noneMatch(file::isSamePart))
                .filter(file -> shape.hasTable(file.table().text()))
                .map(file -> file.layout() != null || shape.equals(shape()) ? file : file.withLayout(OTHER_LAYOUT))
                .forEach(merged::add);
        return new Manifest(
                FORMAT_VERSION,
                number,
                writer,
                buckets,
                businessZone,
                baseCurrency,
                new TreeSet<>(shape.columns()),
                merged);
    }
}
