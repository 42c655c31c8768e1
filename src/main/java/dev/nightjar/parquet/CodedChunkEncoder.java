package dev.nightjar.parquet;

import dev.nightjar.customer.CodedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.io.api.Binary;

/**
 * Writes coded text with its codes as the dictionary indices of Parquet. Parquet-java's own writer would look each row's
 * text up in a hash table, and drop the dictionary where it saves nothing, at the reader's cost.
 *
 * <p>Serves one column of all row groups of a file: the bytes of a text are made once.
 */
final class CodedChunkEncoder {

    /** What Parquet names where there are no levels at all. */
    @SuppressWarnings("deprecation")
    private static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

    private static final int FIRST_SLAB_BYTES = 1 << 10;
    private static final int MOST_SLAB_BYTES = 1 << 20;

    private final ColumnDescriptor column;
    private final int pageRows;
    private CodedText text = CodedText.missing(0);
    private byte[][] utf8 = new byte[0][];
    /** By code of the text: 1 + index in the dictionary of the current row group, 0 for not in it. */
    private int[] indexOf = new int[0];
    /** The codes in the dictionary of the current row group, in order of their first row. */
    private int[] dictionary = new int[0];

    private int dictionarySize;

    CodedChunkEncoder(ColumnDescriptor column, int pageRows) {
        this.column = column;
        this.pageRows = pageRows;
    }

    void encode(CodedText values, RowOrder order, PageWriter pages) throws IOException {
        start(values);
        collect(order);
        for (int from = order.from(); from < order.to(); from += pageRows) {
            writePage(order.slice(from, Math.min(order.to(), from + pageRows)), pages);
        }
        if (dictionarySize > 0) {
            byte[] plain = plainDictionary();
            pages.writeDictionaryPage(new DictionaryPage(BytesInput.from(plain), dictionarySize, Encoding.PLAIN));
        }
    }

    private void start(CodedText values) {
        if (text.values() != values.values()) {
            utf8 = new byte[values.values().length][];
            indexOf = new int[utf8.length];
            dictionary = new int[Math.min(utf8.length, 1 << 10)];
            dictionarySize = 0;
        }
        text = values;
        for (int i = 0; i < dictionarySize; i++) {
            indexOf[dictionary[i]] = 0;
        }
        dictionarySize = 0;
    }

    private void collect(RowOrder order) {
        int[] codes = text.codes();
        int[] rows = order.rows();
        for (int i = order.from(); i < order.to(); i++) {
            int code = codes[rows[i]];
            if (code != CodedText.MISSING && indexOf[code] == 0) {
                if (dictionarySize == dictionary.length) {
                    dictionary = Arrays.copyOf(dictionary, 2 * dictionarySize);
                }
                dictionary[dictionarySize] = code;
                dictionarySize++;
                indexOf[code] = dictionarySize;
            }
        }
    }

    private void writePage(RowOrder order, PageWriter pages) throws IOException {
        int bitWidth = BytesUtils.getWidthFromMaxInt(Math.max(0, dictionarySize - 1));
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        boolean isOptional = column.getMaxDefinitionLevel() > 0;
        try (RunLengthBitPackingHybridEncoder levels = encoder(1);
                RunLengthBitPackingHybridEncoder indices = encoder(bitWidth)) {
            int nulls = encodeRows(order, levels, indices);
            if (nulls > 0 && !isOptional) {
                throw new IllegalArgumentException(
                        "column " + column + " must have a value in each row, " + nulls + " had none");
            }
            statistics.incrementNumNulls(nulls);
            updateBounds(statistics, order.size() > nulls);
            BytesInput data = dictionarySize == 0
                    ? BytesInput.empty()
                    : BytesInput.concat(BytesInput.from(new byte[] {(byte) bitWidth}), indices.toBytes());
            if (isOptional) {
                BytesInput runs = levels.toBytes();
                data = BytesInput.concat(BytesInput.fromInt(Math.toIntExact(runs.size())), runs, data);
            }
            Encoding levelEncoding = isOptional ? Encoding.RLE : NO_LEVELS;
            pages.writePage(
                    data,
                    order.size(),
                    order.size(),
                    statistics,
                    NO_LEVELS,
                    levelEncoding,
                    dictionarySize > 0 ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
        }
    }

    private int encodeRows(
            RowOrder order, RunLengthBitPackingHybridEncoder levels, RunLengthBitPackingHybridEncoder indices)
            throws IOException {
        int[] codes = text.codes();
        int[] rows = order.rows();
        int nulls = 0;
        for (int i = order.from(); i < order.to(); i++) {
            int code = codes[rows[i]];
            if (code == CodedText.MISSING) {
                nulls++;
                levels.writeInt(0);
            } else {
                levels.writeInt(1);
                indices.writeInt(indexOf[code] - 1);
            }
        }
        return nulls;
    }

    /** Bounds of the whole row group, which hold for each of its pages. */
    private void updateBounds(Statistics<?> statistics, boolean hasValues) {
        if (!hasValues) {
            return;
        }
        byte[] least = utf8(dictionary[0]);
        byte[] greatest = least;
        for (int i = 1; i < dictionarySize; i++) {
            byte[] value = utf8(dictionary[i]);
            if (Arrays.compareUnsigned(value, greatest) > 0) {
                greatest = value;
            } else if (Arrays.compareUnsigned(value, least) < 0) {
                least = value;
            }
        }
        statistics.updateStats(Binary.fromConstantByteArray(least));
        statistics.updateStats(Binary.fromConstantByteArray(greatest));
    }

    private byte[] plainDictionary() {
        int size = 0;
        for (int i = 0; i < dictionarySize; i++) {
            size = Math.addExact(size, Integer.BYTES + utf8(dictionary[i]).length);
        }
        ByteBuffer plain = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < dictionarySize; i++) {
            byte[] value = utf8(dictionary[i]);
            plain.putInt(value.length).put(value);
        }
        return plain.array();
    }

    private byte[] utf8(int code) {
        byte[] known = utf8[code];
        if (known == null) {
            known = text.values()[code].getBytes(StandardCharsets.UTF_8);
            utf8[code] = known;
        }
        return known;
    }

    private static RunLengthBitPackingHybridEncoder encoder(int bitWidth) {
        return new RunLengthBitPackingHybridEncoder(
                bitWidth, FIRST_SLAB_BYTES, MOST_SLAB_BYTES, HeapByteBufferAllocator.getInstance());
    }
}
