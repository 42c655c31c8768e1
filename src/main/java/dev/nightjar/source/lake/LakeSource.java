package dev.nightjar.source.lake;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.postgres.CopyBuffer;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.InspectedTable;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import dev.nightjar.source.spill.MonthCalendar;
import dev.nightjar.source.spill.SpillFile;
import dev.nightjar.source.spill.SpillWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Tables whose rows are in Parquet files. What files there are is looked up once, when the source is opened, and frozen
 * when the night plans its reading, but for erasures, which are those of each launch. Orders and interactions are read once, in any order, and split into months; the other
 * tables are read straight through. Safe for use by several threads.
 */
public final class LakeSource implements AutoCloseable {

    private final LakeFileSystem files;
    private final SourceSettings settings;
    private final @Nullable LakeFolder folder;
    private final Map<SourceTable, LakeTable> tables = new EnumMap<>(SourceTable.class);
    private final Map<SourceTable, LakeInspection> inspections = new EnumMap<>(SourceTable.class);
    private @Nullable LakeSnapshot snapshot;

    private LakeSource(LakeFileSystem files, SourceSettings settings, @Nullable LakeFolder folder) {
        this.files = files;
        this.settings = settings;
        this.folder = folder;
    }

    /** No table at all. */
    public static LakeSource none(SourceSettings settings) {
        return new LakeSource(new LakeFileSystem(new Configuration(false)), settings, null);
    }

    /**
     * Looks at the footer of every file, or takes what was frozen when this night first planned its reading.
     *
     * @param folder where the night keeps what it read; null where nothing will be read but whole tables
     * @param hadoop settings of Hadoop's file systems
     * @throws ConfigurationException listing all that is wrong with locations, schemas and mapping
     * @throws DataContractException listing files that cannot be read
     */
    public static LakeSource open(
            Map<SourceTable, List<LakeLocation>> locations,
            SourceSettings settings,
            @Nullable LakeFolder folder,
            Configuration hadoop)
            throws IOException {
        LakeSource source = new LakeSource(new LakeFileSystem(hadoop), settings, folder);
        try {
            source.snapshot = folder == null ? null : folder.readSnapshot();
            if (source.snapshot == null) {
                source.inspect(locations);
            } else {
                source.restore(locations, source.snapshot);
            }
            return source;
        } catch (RuntimeException | IOException e) {
            source.close();
            throw e;
        }
    }

    private void inspect(Map<SourceTable, List<LakeLocation>> locations) {
        List<String> problems = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        locations.forEach((table, places) -> {
            LakeInspection inspection = new LakeInspection(table, places, settings, files);
            problems.addAll(inspection.problems());
            unreadable.addAll(inspection.unreadable());
            inspections.put(table, inspection);
        });
        if (!problems.isEmpty()) {
            problems.addAll(unreadable);
            throw new ConfigurationException(problems);
        }
        if (!unreadable.isEmpty()) {
            throw new DataContractException(String.join("\n", unreadable));
        }
        inspections.forEach((table, inspection) -> tables.put(table, inspection.table()));
    }

    private void restore(Map<SourceTable, List<LakeLocation>> locations, LakeSnapshot frozen) {
        locations.forEach((table, places) -> {
            if (table == SourceTable.ERASURES) {
                // who asked to be forgotten since is forgotten by a night that resumes, too
                inspect(Map.of(table, places));
                return;
            }
            LakeTable lake = LakeTable.restored(table, places, frozen.tables().get(table.tableName()));
            if (lake == null) {
                throw ConfigurationException.of("nightjar.source." + table.tableName() + " must be as it was when this"
                        + " night began to read the lake; set it back, or run the night with a further --attempt");
            }
            tables.put(table, lake);
        });
    }

    /** The tables there are. */
    public Map<SourceTable, InspectedTable> tables() {
        Map<SourceTable, InspectedTable> inspected = new EnumMap<>(SourceTable.class);
        tables.forEach((table, lake) -> inspected.put(table, lake.inspected()));
        return inspected;
    }

    /** Where the columns of a table come from, for comparison; empty for a table that is in no lake. */
    public String mapping(SourceTable table) {
        LakeTable lake = tables.get(table);
        return lake == null ? "" : lake.mapping();
    }

    /** Whether orders or interactions are in a lake, so that there is something to split. */
    public boolean hasMonths() {
        return tables.keySet().stream().anyMatch(SourceTable::hasMonths);
    }

    /** A line on each table, for a person: files and rows, as far as footers were read. */
    public List<String> summary() {
        List<String> lines = new ArrayList<>();
        inspections.forEach((table, inspection) -> {
            LakeTable lake = lake(table);
            int fileCount = lake.files().stream().mapToInt(List::size).sum();
            lines.add(table.tableName() + ": " + fileCount + " files, " + inspection.rows() + " rows, columns "
                    + String.join(", ", lake.inspected().types().keySet()));
        });
        return lines;
    }

    /**
     * Freezes what is to be read of orders and interactions.
     *
     * @param wanted the months of each table that the night reads
     * @return keys of the partitions to {@link #split}
     */
    public List<String> plan(Map<SourceTable, ? extends Collection<YearMonth>> wanted) throws IOException {
        if (snapshot == null) {
            Map<String, LakeSnapshot.Table> frozen = new LinkedHashMap<>();
            Map<String, List<String>> months = new LinkedHashMap<>();
            Map<String, List<LakeUnit>> partitions = new LinkedHashMap<>();
            tables.forEach((table, lake) -> {
                frozen.put(table.tableName(), lake.frozen());
                Collection<YearMonth> open = wanted.get(table);
                if (table.hasMonths() && open != null) {
                    months.put(
                            table.tableName(),
                            open.stream().map(YearMonth::toString).toList());
                    MonthCalendar calendar = new MonthCalendar(settings, new TreeSet<>(open));
                    LakeInspection inspection = Objects.requireNonNull(inspections.get(table));
                    partitions.putAll(LakePlan.partitions(lake, inspection, calendar));
                }
            });
            snapshot = new LakeSnapshot(frozen, months, partitions);
            folder().writeSnapshot(snapshot);
        }
        return List.copyOf(snapshot.partitions().keySet());
    }

    /**
     * Reads the files of a partition and keeps their rows by month.
     *
     * @param token tells this attempt's file from those of others
     * @throws DataContractException if a file is not what it was, or what was frozen is gone
     */
    public SpillFile split(String partition, String token) throws IOException {
        LakeSnapshot frozen = frozen();
        List<LakeUnit> units = Objects.requireNonNull(frozen.partitions().get(partition), partition);
        String table = partition.substring(0, partition.indexOf('.'));
        TreeSet<YearMonth> wanted = new TreeSet<>();
        Objects.requireNonNull(frozen.wanted().get(table)).forEach(month -> wanted.add(YearMonth.parse(month)));
        LakeTable lake = lake(SourceTable.valueOf(table.toUpperCase(java.util.Locale.ROOT)));
        LakeRows rows = new LakeRows(files, lake, settings);
        return folder().spill(
                        table, partition + "-" + token, new MonthCalendar(settings, wanted), (calendar, writer) -> {
                            long scanned = 0;
                            for (LakeUnit unit : units) {
                                scanned += rows.read(unit, (micros, row) -> {
                                    int part = calendar.part(micros);
                                    if (part != MonthCalendar.UNREAD) {
                                        add(writer, part, row);
                                    }
                                });
                            }
                            return scanned;
                        });
    }

    private static void add(SpillWriter writer, int part, CopyBuffer row) {
        try {
            writer.add(part, row);
        } catch (IOException e) {
            throw new UncheckedIOException("rows of the lake cannot be kept in nightjar.home: " + e.getMessage(), e);
        }
    }

    /** Notes where the rows of all partitions are. */
    public void finishSplit(List<SpillFile> spilled) throws IOException {
        folder().writeSpilled(spilled);
    }

    /** The months in which rows of a table were kept, ascending. */
    public SortedSet<YearMonth> months(SourceTable table) {
        SortedSet<YearMonth> months = new TreeSet<>();
        try {
            for (SpillFile file : folder().spilled(table)) {
                file.rows().keySet().stream()
                        .filter(part -> !part.equals(MonthCalendar.UNUSABLE_TIMES))
                        .forEach(part -> months.add(YearMonth.parse(part)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return months;
    }

    /** Whether the rows of a month were to be kept when the reading was planned. */
    public boolean isWanted(SourceTable table, String month) {
        return frozen().wanted().getOrDefault(table.tableName(), List.of()).contains(month);
    }

    /**
     * Reads the rows of a part of orders or interactions, a month or {@link MonthCalendar#UNUSABLE_TIMES}, as they were split.
     *
     * @throws DataContractException if rows of the month were not kept
     */
    public <T extends @Nullable Object> T readPart(SourceTable table, String part, Function<CopyOutReader, T> read) {
        if (!part.equals(MonthCalendar.UNUSABLE_TIMES) && !isWanted(table, part)) {
            throw new DataContractException(
                    "[" + table.tableName() + "." + part + "] not kept: expected a month that was"
                            + " open when the night began to read the lake, was a closed one. Run the night again with a further"
                            + " --attempt.");
        }
        try {
            return folder().readPart(table, part, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads all rows of a table straight from its files. */
    public <T extends @Nullable Object> T readWhole(SourceTable table, Function<CopyOutReader, T> read) {
        LakeTable lake = lake(table);
        try (CopyOutReader rows = CopyOutReader.of(
                "nightjar.source." + table.tableName(),
                new WholeTable(new LakeRows(files, lake, settings), LakePlan.everything(lake, files)))) {
            return read.apply(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes what this night kept of the lake; the next launch looks at it anew. */
    public void forget() throws IOException {
        if (folder != null && !tables.isEmpty()) {
            folder.delete();
        }
    }

    private LakeTable lake(SourceTable table) {
        return Objects.requireNonNull(tables.get(table), table.tableName());
    }

    private LakeSnapshot frozen() {
        if (snapshot == null) {
            throw folder().noSnapshot();
        }
        return snapshot;
    }

    private LakeFolder folder() {
        return Objects.requireNonNull(folder, "this source was opened to be looked at only");
    }

    @Override
    public void close() {
        files.close();
    }
}
