package dev.nightjar.history;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * The history below a home. A night plans its open months, writes a new file for each aside, and commits: from then on
 * the new manifest counts, and what no manifest names is swept. Opening changes nothing.
 */
public final class HistoryStore {

    private final Storage storage;
    private final Path directory;
    private final HistoryProperties properties;
    private final ManifestFiles manifests;
    private Manifest manifest;

    private HistoryStore(Storage storage, Path directory, HistoryProperties properties, Manifest empty)
            throws IOException {
        this.storage = storage;
        this.directory = directory;
        this.properties = properties;
        this.manifests = new ManifestFiles(storage, directory);
        this.manifest = manifests.newest().orElse(empty);
    }

    /**
     * The history of a home, empty if there is none yet.
     *
     * @param zone business zone
     * @throws ConfigurationException if the home was created with another format, zone, currency or number of buckets
     */
    public static HistoryStore open(
            Storage storage, Path home, HistoryProperties properties, ZoneId zone, String baseCurrency)
            throws IOException {
        Manifest empty = new Manifest(
                Manifest.FORMAT_VERSION, properties.buckets(), zone.getId(), baseCurrency, new TreeSet<>(), List.of());
        HistoryStore store = new HistoryStore(storage, new Path(home, "history"), properties, empty);
        List<String> problems = new ArrayList<>();
        check(problems, home, "nightjar.history.buckets", properties.buckets(), store.manifest.buckets());
        check(problems, home, "nightjar.business-zone", zone.getId(), store.manifest.businessZone());
        check(problems, home, "nightjar.base-currency", baseCurrency, store.manifest.baseCurrency());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return store;
    }

    /** What the history consists of now. */
    public synchronized Manifest manifest() {
        return manifest;
    }

    /** Why nothing can be written below the home, as a clause; empty if it can. Changes nothing. */
    public Optional<String> writeProblem() throws IOException {
        return storage.writeProblem(directory)
                .map(problem -> "nightjar.home is not writable: " + directory.getParent() + " (" + problem + ")");
    }

    /**
     * The months of a table that a night must read.
     *
     * <p>Those that begin before the as-of date and were never read, were cut by an earlier as-of date, or reach into
     * the restatement window before it. A month that a night for a later as-of date has read stays as it is: its rows
     * are younger than what this night could ask for, and readers leave out what is at or after their as-of date.
     * A month known here that the source no longer lists is planned too, so that it can become empty.
     *
     * @param sourceMonths months in which the source has rows
     */
    public SortedSet<YearMonth> openMonths(HistoryTable table, LocalDate asOfDate, Collection<YearMonth> sourceMonths) {
        LocalDate windowStart = asOfDate.minus(properties.restatementWindow());
        SortedSet<YearMonth> open = new TreeSet<>();
        for (YearMonth month : monthsBefore(table, asOfDate, sourceMonths)) {
            Optional<HistoryFile> known = manifest().file(table, month);
            boolean isInWindow = month.plusMonths(1).atDay(1).isAfter(windowStart);
            if (known.isEmpty() || isOpen(known.get(), asOfDate, isInWindow)) {
                open.add(month);
            }
        }
        return open;
    }

    /** All months of a table that begin before the as-of date, for a night that reads everything anew. */
    public SortedSet<YearMonth> monthsBefore(
            HistoryTable table, LocalDate asOfDate, Collection<YearMonth> sourceMonths) {
        SortedSet<YearMonth> months = new TreeSet<>(sourceMonths);
        for (HistoryFile file : manifest().files(table)) {
            if (file.month() != null) {
                months.add(file.month());
            }
        }
        months.removeIf(month -> !month.atDay(1).isBefore(asOfDate));
        return months;
    }

    /** A writer of files that are committed together; the token makes their names differ from those of other attempts. */
    public MonthWriter writer(String token) {
        return new MonthWriter(storage, directory, manifest().buckets(), token);
    }

    /** A reader of what the history consists of now. */
    public BucketReader reader() {
        return new BucketReader(storage, directory, manifest());
    }

    /**
     * Makes files part of the history, all at once, in place of those of the same table and month. Tables that the
     * source no longer has leave it.
     *
     * @param shape tables and columns of the source
     */
    public synchronized void commit(SourceShape shape, List<HistoryFile> files) throws IOException {
        Manifest next = manifest.with(shape, files);
        manifests.write(next);
        manifest = next;
    }

    /**
     * Takes customers out of every file that holds one of them, in one new manifest, and deletes the old files. Nobody
     * else may be reading.
     *
     * @param token makes names differ from those of other files
     * @return rows taken out
     */
    public synchronized long forget(ErasedCustomers erased, String token) throws IOException {
        List<HistoryFile> files = new ArrayList<>();
        long rows = 0;
        for (HistoryFile file : erased.isEmpty() ? List.<HistoryFile>of() : manifest.files()) {
            ColumnFile source = ColumnFile.open(storage, new Path(directory, file.file()), BucketReader.REMEDY);
            if (isInAny(source, erased)) {
                HistoryFile fewer = without(file, source, erased, token);
                files.add(fewer);
                rows += file.rows() - fewer.rows();
            }
        }
        if (!files.isEmpty()) {
            List<HistoryFile> old = manifest.files().stream()
                    .filter(file -> files.stream().anyMatch(file::isSamePart))
                    .toList();
            commit(manifest.shape(), files);
            for (HistoryFile file : old) {
                storage.delete(new Path(directory, file.file()));
            }
        }
        return rows;
    }

    private HistoryFile without(HistoryFile file, ColumnFile source, ErasedCustomers erased, String token)
            throws IOException {
        Set<String> names = source.columns().stream().map(Column::name).collect(Collectors.toSet());
        List<Column> columns = file.table().columns().stream()
                .filter(column -> names.contains(column.name()))
                .toList();
        String part = file.month() == null ? MonthWriter.PROFILES : file.month().toString();
        String target = file.table().text() + "/" + part + "-" + token + "-erased.parquet";
        long rows = erased.copyWithout(source, storage, new Path(directory, target), columns);
        return new HistoryFile(file.table(), file.month(), target, rows, file.rejected(), file.cutAt());
    }

    private static boolean isInAny(ColumnFile file, ErasedCustomers erased) throws IOException {
        for (int bucket : erased.buckets()) {
            if (erased.isIn(file, bucket)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Deletes files that the manifest does not name: replaced ones and those of interrupted nights. Nobody else may be
     * writing.
     *
     * @return files deleted
     */
    public synchronized int sweep() throws IOException {
        Set<String> named = new HashSet<>();
        manifest.files().forEach(file -> named.add(file.file()));
        int deleted = storage.deleteTemporaries(directory);
        for (HistoryTable table : HistoryTable.values()) {
            Path folder = new Path(directory, table.text());
            deleted += storage.deleteTemporaries(folder);
            for (Path file : storage.list(folder)) {
                if (!named.contains(table.text() + "/" + file.getName())) {
                    storage.delete(file);
                    deleted++;
                }
            }
        }
        manifests.sweep();
        return deleted;
    }

    private static boolean isOpen(HistoryFile known, LocalDate asOfDate, boolean isInWindow) {
        boolean isCutEarlier = known.cutAt().isBefore(asOfDate);
        return (known.isPartial() && isCutEarlier)
                || (isInWindow && !known.cutAt().isAfter(asOfDate));
    }

    private static void check(List<String> problems, Path home, String key, Object configured, Object kept) {
        if (!configured.equals(kept)) {
            problems.add(key + " must be " + kept + ", with which the history in " + home + " was created, but was "
                    + configured + "; set it back or use another nightjar.home");
        }
    }
}
