package dev.nightjar.parquet;

import dev.nightjar.customer.CodedText;
import dev.nightjar.customer.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;

/** Turns the rows of one row group into pages: one column after the other, one page of rows after the other. */
final class ChunkEncoder {

    private final MessageType schema;
    private final IdentityHashMap<CodedText, Binary[]> dictionaries = new IdentityHashMap<>();

    ChunkEncoder(MessageType schema) {
        this.schema = schema;
    }

    void encode(ParquetProperties properties, PageWriteStore pages, RowOrder order, List<ColumnValues> values) {
        int pageRows = properties.getPageRowCountLimit();
        try (ColumnWriteStore store = properties.newColumnWriteStore(schema, pages)) {
            for (int from = order.from(); from < order.to(); from += pageRows) {
                RowOrder page = order.slice(from, Math.min(order.to(), from + pageRows));
                for (int column = 0; column < values.size(); column++) {
                    encode(store, column, values.get(column), page);
                }
                for (int row = 0; row < page.size(); row++) {
                    store.endRecord();
                }
            }
            store.flush();
        }
    }

    private void encode(ColumnWriteStore store, int column, ColumnValues values, RowOrder order) {
        ColumnDescriptor descriptor = schema.getColumns().get(column);
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
        } else if (values instanceof ColumnValues.Coded coded) {
            writeCoded(writer, coded.values(), order, present);
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

    private void writeCoded(ColumnWriter writer, CodedText values, RowOrder order, int present) {
        Binary[] dictionary = dictionaries.computeIfAbsent(values, coded -> new Binary[coded.values().length]);
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            int code = values.codes()[rows[i]];
            if (present > 0 && code == CodedText.MISSING) {
                writer.writeNull(0, 0);
                continue;
            }
            Binary value = dictionary[code];
            if (value == null) {
                value = Binary.fromConstantByteArray(values.values()[code].getBytes(StandardCharsets.UTF_8));
                dictionary[code] = value;
            }
            writer.write(value, 0, present);
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
