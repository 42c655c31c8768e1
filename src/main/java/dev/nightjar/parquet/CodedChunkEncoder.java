package dev.nightjar.parquet;

import dev.nightjar.customer.CodedText;
import dev.nightjar.parquet.encoding.NumberChunk;
import dev.nightjar.parquet.encoding.PageBytes;
import dev.nightjar.parquet.encoding.Utf8Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Writes coded text with its codes as the dictionary indices of Parquet. Parquet-java's own writer would look each row's
 * text up in a hash table, and drop the dictionary where it saves nothing, at the reader's cost.
 *
 * <p>Serves one column of all row groups of a file: the bytes of a text are made once.
 */
final class CodedChunkEncoder {

    private final ColumnDescriptor column;
    private final int pageRows;
    private CodedText text = CodedText.missing(0);
    private byte[][] utf8 = new byte[0][];
    /** The {@link Utf8Order#head} of each text that {@code utf8} has. */
    private long[] heads = new long[0];
    /** By code of the text: 1 + index in the dictionary of the current row group, 0 for not in it. */
    private int[] indexOf = new int[0];
    /** The codes in the dictionary of the current row group, in order of their first row. */
    private int[] dictionary = new int[0];

    private int dictionarySize;
    private final PageBytes page = new PageBytes();
    private int[] levels = new int[0];
    private int[] indices = new int[0];

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
            heads = new long[utf8.length];
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
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        boolean isOptional = column.getMaxDefinitionLevel() > 0;
        int present = encodeRows(order);
        int nulls = order.size() - present;
        if (nulls > 0 && !isOptional) {
            throw new IllegalArgumentException(
                    "column " + column + " must have a value in each row, " + nulls + " had none");
        }
        statistics.incrementNumNulls(nulls);
        updateBounds(statistics, present > 0);
        page.clear();
        if (isOptional) {
            page.putLevels(levels, 0, order.size(), nulls);
        }
        if (dictionarySize > 0) {
            page.putIndices(indices, 0, present, dictionarySize);
        }
        pages.writePage(
                page.toBytes(),
                order.size(),
                order.size(),
                statistics,
                NumberChunk.NO_LEVELS,
                isOptional ? Encoding.RLE : NumberChunk.NO_LEVELS,
                dictionarySize > 0 ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
    }

    /** Fills in the levels and indices of a page; returns how many rows have a value. */
    private int encodeRows(RowOrder order) {
        if (levels.length < order.size()) {
            levels = new int[order.size()];
            indices = new int[order.size()];
        }
        int[] codes = text.codes();
        int[] rows = order.rows();
        int present = 0;
        for (int i = order.from(); i < order.to(); i++) {
            int code = codes[rows[i]];
            levels[i - order.from()] = code == CodedText.MISSING ? 0 : 1;
            if (code != CodedText.MISSING) {
                indices[present++] = indexOf[code] - 1;
            }
        }
        return present;
    }

    /** Bounds of the whole row group, which hold for each of its pages. */
    private void updateBounds(Statistics<?> statistics, boolean hasValues) {
        if (!hasValues) {
            return;
        }
        byte[] least = utf8(dictionary[0]);
        byte[] greatest = least;
        long leastHead = heads[dictionary[0]];
        long greatestHead = leastHead;
        for (int i = 1; i < dictionarySize; i++) {
            byte[] value = utf8(dictionary[i]);
            long head = heads[dictionary[i]];
            if (head >= greatestHead && (head > greatestHead || Arrays.compareUnsigned(value, greatest) > 0)) {
                greatest = value;
                greatestHead = head;
            } else if (head <= leastHead && (head < leastHead || Arrays.compareUnsigned(value, least) < 0)) {
                least = value;
                leastHead = head;
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
            heads[code] = Utf8Order.head(known, 0, known.length);
        }
        return known;
    }
}
