package dev.nightjar.source.lake;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.postgres.CopyBuffer;
import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.SourceSettings;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.lake.LakeSnapshot.LakeUnit;
import dev.nightjar.source.lake.column.ColumnBatch;
import dev.nightjar.source.lake.column.FieldWriter;
import dev.nightjar.source.lake.column.FieldWriters;
import dev.nightjar.source.lake.column.LakeTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;

/** Rows of files as canonical rows, in the binary form in which a database sends them. */
final class LakeRows {

    private static final int BATCH_ROWS = 4096;

    private final LakeFileSystem files;
    private final LakeTable table;
    private final SourceSettings settings;
    private final CopyBuffer row = new CopyBuffer();

    /** What is done with a row. */
    @FunctionalInterface
    interface Sink {

        /**
         * @param micros when it happened; negative infinity where that is not known
         * @param row the row, until the next one
         */
        void accept(long micros, CopyBuffer row);
    }

    LakeRows(LakeFileSystem files, LakeTable table, SourceSettings settings) {
        this.files = files;
        this.table = table;
        this.settings = settings;
    }

    /**
     * Reads row groups of one file.
     *
     * @return rows read
     * @throws DataContractException if the file is not what it was when the night began, or cannot be read
     */
    long read(LakeUnit unit, Sink sink) throws IOException {
        LakeFile file = table.file(unit);
        LakeReader reader = LakeReader.open(files, file);
        LakeBinding binding = LakeBinding.of(table.inspected().table(), table.location(unit), file, reader.schema());
        if (!binding.problems().isEmpty()) {
            throw new DataContractException(String.join("; ", binding.problems()));
        }
        Set<ColumnDescriptor> stored = new LinkedHashSet<>();
        binding.columns().values().forEach(column -> {
            if (column.stored() != null) {
                stored.add(column.stored());
            }
        });
        long rows = 0;
        for (int group = unit.firstRowGroup(); group < unit.endRowGroup(); group++) {
            long count = reader.rowGroups().get(group).getRowCount();
            if (count > 0) {
                reader.read(group, stored, pages -> write(unit, binding.columns(), stored, pages, sink));
            }
            rows += count;
        }
        files.requireUnchanged(file);
        return rows;
    }

    private void write(
            LakeUnit unit,
            Map<String, BoundColumn> columns,
            Set<ColumnDescriptor> stored,
            PageReadStore pages,
            Sink sink)
            throws IOException {
        Map<ColumnDescriptor, ColumnBatch> batches = new HashMap<>();
        for (ColumnDescriptor column : stored) {
            batches.put(column, new ColumnBatch(pages.getPageReader(column), column, BATCH_ROWS));
        }
        List<FieldWriter> fields = new ArrayList<>();
        table.inspected().types().forEach((name, type) -> fields.add(field(unit, name, type, columns, batches)));
        Times times = times(columns, batches);
        for (long left = pages.getRowCount(); left > 0; left -= BATCH_ROWS) {
            int count = (int) Math.min(BATCH_ROWS, left);
            for (ColumnBatch batch : batches.values()) {
                batch.read(count);
            }
            for (int i = 0; i < count; i++) {
                row.clear();
                row.putShort(fields.size());
                for (FieldWriter field : fields) {
                    field.put(row, i);
                }
                sink.accept(times.micros(i), row);
            }
        }
    }

    private FieldWriter field(
            LakeUnit unit,
            String name,
            PostgresType type,
            Map<String, BoundColumn> columns,
            Map<ColumnDescriptor, ColumnBatch> batches) {
        BoundColumn column = columns.get(name);
        if (column == null) {
            return FieldWriters.missing();
        }
        String prefix = table.location(unit).prefix(name);
        return column.stored() == null
                ? FieldWriters.constant(type, column.text(), prefix, settings)
                : FieldWriters.of(type, column.storedType(), batch(column, batches), prefix, settings);
    }

    private static ColumnBatch batch(BoundColumn column, Map<ColumnDescriptor, ColumnBatch> batches) {
        return Objects.requireNonNull(batches.get(column.stored()));
    }

    /** When the rows of a batch happened. */
    @FunctionalInterface
    private interface Times {

        long micros(int row);
    }

    private Times times(Map<String, BoundColumn> columns, Map<ColumnDescriptor, ColumnBatch> batches) {
        SourceTable source = table.inspected().table();
        BoundColumn column = source.hasMonths() ? columns.get(source.timeColumn()) : null;
        if (column == null) {
            return row -> CopyOutReader.NEGATIVE_INFINITY;
        }
        if (column.stored() == null) {
            long all = column.instant(settings);
            return row -> all;
        }
        ColumnBatch batch = batch(column, batches);
        LakeTime time = new LakeTime(column.storedType(), settings.sourceZone());
        return row -> batch.isMissing(row) ? CopyOutReader.NEGATIVE_INFINITY : time.micros(batch, row);
    }
}
