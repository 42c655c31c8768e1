package dev.nightjar.parquet;

import dev.nightjar.customer.TextColumn;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** Turns the rows of one row group into pages: one column after the other, one page of rows after the other. */
final class ChunkEncoder {

    private final List<ColumnDescriptor> descriptors;
    private final MessageType uncoded;
    private final ParquetProperties properties;
    private final Map<ColumnDescriptor, CodedChunkEncoder> coded = new HashMap<>();

    ChunkEncoder(List<Column> columns, ParquetProperties properties) {
        this.descriptors = Column.schema(columns).getColumns();
        this.uncoded = Column.schema(
                columns.stream().filter(column -> !column.kind().isCoded()).toList());
        this.properties = properties;
    }

    void encode(PageWriteStore pages, RowOrder order, List<ColumnValues> values) throws IOException {
        for (int column = 0; column < values.size(); column++) {
            if (values.get(column) instanceof ColumnValues.Coded text) {
                ColumnDescriptor descriptor = descriptors.get(column);
                coded.computeIfAbsent(descriptor, key -> new CodedChunkEncoder(key, properties.getPageRowCountLimit()))
                        .encode(text.values(), order, pages.getPageWriter(descriptor));
            }
        }
        if (uncoded.getFieldCount() == 0) {
            return;
        }
        int pageRows = properties.getPageRowCountLimit();
        try (ColumnWriteStore store = properties.newColumnWriteStore(uncoded, pages)) {
            for (int from = order.from(); from < order.to(); from += pageRows) {
                RowOrder page = order.slice(from, Math.min(order.to(), from + pageRows));
                for (int column = 0; column < values.size(); column++) {
                    encode(store, descriptors.get(column), values.get(column), page);
                }
                for (int row = 0; row < page.size(); row++) {
                    store.endRecord();
                }
            }
            store.flush();
        }
    }

    private static void encode(
            ColumnWriteStore store, ColumnDescriptor descriptor, ColumnValues values, RowOrder order) {
        if (values instanceof ColumnValues.Coded) {
            return;
        }
        ColumnWriter writer = store.getColumnWriter(descriptor);
        int present = descriptor.getMaxDefinitionLevel();
        if (values instanceof ColumnValues.Ints ints) {
            writeInts(writer, ints.values(), order, present);
        } else if (values instanceof ColumnValues.Longs longs) {
            writeLongs(writer, longs.values(), order, present);
        } else if (values instanceof ColumnValues.Doubles doubles) {
            writeDoubles(writer, doubles.values(), order, present);
        } else if (values instanceof ColumnValues.Flags flags) {
            writeFlags(writer, flags.values(), order, present);
        } else if (values instanceof ColumnValues.Text text) {
            writeText(writer, text.values(), order, present);
        }
    }

    private static void writeInts(ColumnWriter writer, int[] values, RowOrder order, int present) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            int value = values[rows[i]];
            if (present > 0 && value == Integer.MIN_VALUE) {
                writer.writeNull(0, 0);
            } else {
                writer.write(value, 0, present);
            }
        }
    }

    private static void writeLongs(ColumnWriter writer, long[] values, RowOrder order, int present) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            long value = values[rows[i]];
            if (present > 0 && value == Long.MIN_VALUE) {
                writer.writeNull(0, 0);
            } else {
                writer.write(value, 0, present);
            }
        }
    }

    private static void writeDoubles(ColumnWriter writer, double[] values, RowOrder order, int present) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            double value = values[rows[i]];
            if (present > 0 && Double.isNaN(value)) {
                writer.writeNull(0, 0);
            } else {
                writer.write(value, 0, present);
            }
        }
    }

    private static void writeFlags(ColumnWriter writer, byte[] values, RowOrder order, int present) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            byte value = values[rows[i]];
            if (present > 0 && value == ColumnValues.MISSING_FLAG) {
                writer.writeNull(0, 0);
            } else {
                writer.write(value != 0, 0, present);
            }
        }
    }

    private static void writeText(ColumnWriter writer, TextColumn values, RowOrder order, int present) {
        int[] rows = order.rows();
        int[] offsets = values.offsets();
        for (int i = order.from(); i < order.to(); i++) {
            int from = offsets[rows[i]];
            int length = offsets[rows[i] + 1] - from;
            writer.write(Binary.fromConstantByteArray(values.utf8(), from, length), 0, present);
        }
    }
}
