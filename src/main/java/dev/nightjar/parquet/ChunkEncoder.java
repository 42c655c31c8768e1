package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.encoding.NumberChunk;
import dev.nightjar.parquet.encoding.TextChunk;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;

/**
 * Turns the rows of one row group into pages, one column after the other. Parquet-java's own column writers take a call, a
 * level and a hash look-up per value, and make their buffers anew for each chunk; with some hundred rows in a bucket of a
 * month that was most of the time. Buffers are kept for all chunks of a file.
 */
final class ChunkEncoder {

    private final List<ColumnDescriptor> descriptors;
    private final List<Column> columns;
    private final int pageRows;
    private final NumberChunk numbers = new NumberChunk();
    private final TextChunk texts = new TextChunk();
    private final Map<ColumnDescriptor, CodedChunkEncoder> coded = new HashMap<>();
    private final IdentityHashMap<String[], TextColumn> bytesOf = new IdentityHashMap<>();

    ChunkEncoder(List<Column> columns, int pageRows) {
        this.columns = columns;
        this.descriptors = Column.schema(columns).getColumns();
        this.pageRows = pageRows;
    }

    void encode(PageWriteStore pages, RowOrder order, List<ColumnValues> values) throws IOException {
        for (int column = 0; column < values.size(); column++) {
            encode(column, values.get(column), order, pages.getPageWriter(descriptors.get(column)));
        }
    }

    private void encode(int index, ColumnValues values, RowOrder order, PageWriter pages) throws IOException {
        ColumnDescriptor descriptor = descriptors.get(index);
        if (values instanceof ColumnValues.Coded text) {
            CodedKeys keys = new CodedKeys(text.values().codes(), bytesOf(text.values()));
            coded(descriptor).encode(keys, order, pages);
            return;
        }
        if (values instanceof ColumnValues.Keys keys) {
            coded(descriptor).encode(keys.values(), order, pages);
            return;
        }
        if (values instanceof ColumnValues.Text text) {
            for (int from = order.from(); from < order.to(); from += pageRows) {
                int to = Math.min(order.to(), from + pageRows);
                texts.writePage(descriptor, pages, text.values(), order.rows(), from, to);
            }
            return;
        }
        numbers.start(order.size());
        addNumbers(values, order, descriptor.getMaxDefinitionLevel() > 0);
        numbers.write(descriptor, pages, pageRows, columns.get(index).kind().repeats());
    }

    private CodedChunkEncoder coded(ColumnDescriptor descriptor) {
        return coded.computeIfAbsent(descriptor, key -> new CodedChunkEncoder(key, pageRows));
    }

    /** The bytes of the distinct values, made once for all row groups. */
    private TextColumn bytesOf(CodedText text) {
        return bytesOf.computeIfAbsent(text.values(), TextColumn::of);
    }

    private void addNumbers(ColumnValues values, RowOrder order, boolean isOptional) {
        if (values instanceof ColumnValues.Ints ints) {
            addInts(ints.values(), order, isOptional);
        } else if (values instanceof ColumnValues.Longs longs) {
            addLongs(longs.values(), order, isOptional);
        } else if (values instanceof ColumnValues.Doubles doubles) {
            addDoubles(doubles.values(), order, isOptional);
        } else if (values instanceof ColumnValues.Flags flags) {
            addFlags(flags.values(), order, isOptional);
        } else {
            throw new IllegalArgumentException("no numbers: " + values.getClass());
        }
    }

    private void addInts(int[] values, RowOrder order, boolean isOptional) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            int value = values[rows[i]];
            if (isOptional && value == Integer.MIN_VALUE) {
                numbers.addMissing();
            } else {
                numbers.add(value);
            }
        }
    }

    private void addLongs(long[] values, RowOrder order, boolean isOptional) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            long value = values[rows[i]];
            if (isOptional && value == Long.MIN_VALUE) {
                numbers.addMissing();
            } else {
                numbers.add(value);
            }
        }
    }

    private void addDoubles(double[] values, RowOrder order, boolean isOptional) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            double value = values[rows[i]];
            if (isOptional && Double.isNaN(value)) {
                numbers.addMissing();
            } else {
                numbers.add(Double.doubleToRawLongBits(value));
            }
        }
    }

    private void addFlags(byte[] values, RowOrder order, boolean isOptional) {
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            byte value = values[rows[i]];
            if (isOptional && value == ColumnValues.MISSING_FLAG) {
                numbers.addMissing();
            } else {
                numbers.add(value == 0 ? 0 : 1);
            }
        }
    }
}
