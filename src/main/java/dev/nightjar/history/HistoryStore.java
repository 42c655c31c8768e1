package dev.nightjar.history;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.SourceShape;
import dev.nightjar.history.erasure.ErasedCustomers;
import dev.nightjar.history.month.ReadReason;
import dev.nightjar.history.month.SourceMonths;
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
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * The history below a home. A night claims it, plans the months to read, writes a new file for each aside, and commits:
 * from then on the new manifest counts, and what it does not name is swept. Opening changes nothing.
 *
 * <p>Of two writers one wins, whatever the lease says: a claim is a manifest, too, and nobody commits or sweeps but the
 * writer of the newest one.
 */
public final class HistoryStore {

    private final Storage storage;
    private final Path directory;
    private final HistoryProperties properties;
    private final ManifestFiles manifests;
    private final String writer = UUID.randomUUID().toString();
    private Manifest manifest;

    /** Another run has claimed the history. */
    public static final class TakenOverException extends IOException {

        private static final long serialVersionUID = 1L;

        TakenOverException(Path directory) {
            super("[" + directory + "] claimed by another run: expected to be the only writer, was not. What this run"
                    + " read is left out; see `status` for the run that holds the lease. Two warehouses must not share"
                    + " one nightjar.home.");
        }
    }

    private HistoryStore(Storage storage, Path directory, HistoryProperties properties, Manifest empty)
            throws IOException {
        this.storage = storage;
        this.directory = directory;
        this.properties = properties;
        this.manifests = new ManifestFiles(storage, directory);
        this.manifest = newest(empty);
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
                Manifest.FORMAT_VERSION,
                0,
                "",
                properties.buckets(),
                zone.getId(),
                baseCurrency,
                new TreeSet<>(),
                List.of());
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

    /**
     * Makes this the one writer of the history; whoever was it before can commit and sweep no more. The caller holds the
     * lease.
     *
     * @throws TakenOverException if another claims it at the same time
     */
    public synchronized void claim() throws IOException {
        // the number first: whoever commits from here on takes it
        long number = manifests.lastNumber() + 1;
        manifest = created(newest(manifest).by(writer).numbered(number));
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
     * The months of a table that a night must read, and why.
     *
     * <p>Those that begin before the as-of date and were never read, were read with other columns, were cut by an earlier
     * as-of date, may have changed since in the restatement window, or are no longer what the source says of them. A month
     * that a night for a later as-of date has read stays as it is, unless it changed since: its rows are younger than what
     * this night could ask for, and readers leave out what is at or after their as-of date. A month known here that the
     * source no longer lists is planned too, so that it can become empty.
     *
     * @param source what the source says of its months
     */
    public SortedMap<YearMonth, ReadReason> monthsToRead(HistoryTable table, LocalDate asOfDate, SourceMonths source) {
        SortedMap<YearMonth, ReadReason> months = new TreeMap<>();
        for (YearMonth month : monthsBefore(table, asOfDate, source.months())) {
            Optional<HistoryFile> known = manifest().file(table, month);
            ReadReason reason = known.isEmpty()
                    ? ReadReason.NEW
                    : known.get().reason(asOfDate, properties.restatementWindow(), source);
            if (reason != null) {
                months.put(month, reason);
            }
        }
        return months;
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
     * @throws DataContractException if one of the files is gone
     * @throws TakenOverException if another run has claimed the history
     */
    public synchronized void commit(SourceShape shape, List<HistoryFile> files) throws IOException {
        if (!isWriter()) {
            throw new TakenOverException(directory);
        }
        requireThere(files);
        manifest = created(manifest.with(shape, files).numbered(manifest.number() + 1));
    }

    /** A night for another date, run between two launches of this one, sweeps what this one has not committed. */
    private void requireThere(List<HistoryFile> files) throws IOException {
        for (HistoryFile file : files) {
            Path path = new Path(directory, file.file());
            if (!storage.exists(path)) {
                throw new DataContractException("[" + path + "] missing: expected a file of this run, was deleted by a"
                        + " later night. The history is as before; run again, which reads all its months anew.");
            }
        }
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
        List<Path> old = new ArrayList<>();
        long rows = 0;
        for (HistoryFile file : erased.isEmpty() ? List.<HistoryFile>of() : manifest.files()) {
            ColumnFile source = ColumnFile.open(storage, new Path(directory, file.file()), BucketReader.REMEDY);
            if (erased.isInAnyBucket(source)) {
                HistoryFile fewer = without(file, source, erased, token);
                files.add(fewer);
                old.add(source.path());
                rows += file.rows() - fewer.rows();
            }
        }
        if (!files.isEmpty()) {
            commit(manifest.shape(), files);
        }
        for (Path file : old) {
            storage.delete(file);
        }
        return rows;
    }

    private HistoryFile without(HistoryFile file, ColumnFile source, ErasedCustomers erased, String token)
            throws IOException {
        String part = file.month() == null ? MonthWriter.PROFILES : file.month().toString();
        String target = file.table().text() + "/" + part + "-" + token + "-erased.parquet";
        long rows = erased.copyWithout(
                source, storage, new Path(directory, target), file.table().columnsOf(source));
        return file.in(target, rows);
    }

    /**
     * Deletes files that the manifest does not name: replaced ones and those of interrupted nights. Does nothing once
     * another run has claimed the history.
     *
     * @return files deleted
     */
    public synchronized int sweep() throws IOException {
        Set<String> named = new HashSet<>();
        manifest.files().forEach(file -> named.add(file.file()));
        List<Path> unnamed = new ArrayList<>(storage.temporaries(directory));
        for (HistoryTable table : HistoryTable.values()) {
            Path folder = new Path(directory, table.text());
            unnamed.addAll(storage.temporaries(folder));
            storage.list(folder).stream()
                    .filter(file -> !named.contains(table.text() + "/" + file.getName()))
                    .forEach(unnamed::add);
        }
        // after the listing: what the next writer creates, it creates after its claim
        if (!isWriter()) {
            return 0;
        }
        for (Path file : unnamed) {
            storage.delete(file);
        }
        manifests.sweep(manifest.number());
        return unnamed.size();
    }

    private Manifest newest(Manifest otherwise) throws IOException {
        // what no night has filled yet binds nobody to its settings
        return manifests.newest().filter(found -> !found.files().isEmpty()).orElse(otherwise);
    }

    private boolean isWriter() throws IOException {
        return manifests.newest().filter(found -> found.writer().equals(writer)).isPresent();
    }

    /**
     * Writes a manifest under the number after the one that it follows. Whoever claimed since has taken that number, or,
     * where it was swept already, a greater one.
     */
    private Manifest created(Manifest next) throws IOException {
        if (!manifests.create(next) || manifests.lastNumber() != next.number()) {
            throw new TakenOverException(directory);
        }
        return next;
    }

    private static void check(List<String> problems, Path home, String key, Object configured, Object kept) {
        if (!configured.equals(kept)) {
            problems.add(key + " must be " + kept + ", with which the history in " + home + " was created, but was "
                    + configured + "; set it back or use another nightjar.home");
        }
    }
}
