package dev.nightjar.source.lake;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.spill.MonthCalendar;
import dev.nightjar.source.spill.SpillFile;
import dev.nightjar.source.spill.SpillWriter;
import dev.nightjar.source.spill.SpilledRows;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a night keeps what it reads of a lake: which files that is, and their rows by month. Safe for several threads.
 *
 * @param storage file system of the home
 * @param directory folder of this alone
 */
public record LakeFolder(Storage storage, Path directory) {

    private static final String SNAPSHOT = "files.json";
    private static final String SPILLED = "months.json";
    private static final String SUFFIX = ".rows";

    /** Fills a file of rows; returns how many rows were looked at. */
    @FunctionalInterface
    interface Filling {

        long fill(MonthCalendar calendar, SpillWriter writer) throws IOException;
    }

    @Nullable
    LakeSnapshot readSnapshot() throws IOException {
        Path file = new Path(directory, SNAPSHOT);
        return storage.exists(file) ? JsonMapper.shared().readValue(storage.read(file), LakeSnapshot.class) : null;
    }

    void writeSnapshot(LakeSnapshot snapshot) throws IOException {
        replace(SNAPSHOT, JsonMapper.shared().writeValueAsBytes(snapshot));
    }

    SpillFile spill(String table, String name, MonthCalendar calendar, Filling filling) throws IOException {
        String file = name + SUFFIX;
        try (SpillWriter writer = new SpillWriter(storage, new Path(directory, file), calendar)) {
            long scanned = filling.fill(calendar, writer);
            Map<String, Long> rows = writer.finish();
            return new SpillFile(table, file, scanned, rows);
        }
    }

    void writeSpilled(List<SpillFile> files) throws IOException {
        replace(SPILLED, JsonMapper.shared().writeValueAsBytes(files.toArray(new SpillFile[0])));
    }

    List<SpillFile> spilled(SourceTable table) throws IOException {
        Path file = new Path(directory, SPILLED);
        if (!storage.exists(file)) {
            throw missing(SPILLED);
        }
        SpillFile[] all = JsonMapper.shared().readValue(storage.read(file), SpillFile[].class);
        return List.of(all).stream()
                .filter(each -> each.table().equals(table.tableName()))
                .toList();
    }

    /** What is thrown where a night that goes on finds nothing of what it froze. */
    DataContractException noSnapshot() {
        return missing(SNAPSHOT);
    }

    private DataContractException missing(String name) {
        return new DataContractException(
                "[" + new Path(directory, name) + "] missing: expected what this night read of the lake, was none."
                        + " Run the night again with a further --attempt.");
    }

    <T extends @Nullable Object> T readPart(SourceTable table, String part, Function<CopyOutReader, T> read)
            throws IOException {
        List<Path> files = spilled(table).stream()
                .filter(file -> file.rows().containsKey(part))
                .map(file -> new Path(directory, file.file()))
                .toList();
        try (SpilledRows rows = new SpilledRows(storage, files, part);
                CopyOutReader reader = CopyOutReader.of(table.tableName() + "." + part, rows)) {
            return read.apply(reader);
        }
    }

    void delete() throws IOException {
        storage.deleteRecursively(directory);
    }

    private void replace(String name, byte[] content) throws IOException {
        storage.delete(new Path(directory, name));
        storage.write(new Path(directory, name), content);
    }
}
