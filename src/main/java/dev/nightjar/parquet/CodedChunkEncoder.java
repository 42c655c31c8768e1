package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.encoding.NumberChunk;
import dev.nightjar.parquet.encoding.PageBytes;
import dev.nightjar.parquet.encoding.TextBounds;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/**
 * Writes coded text with its codes as the dictionary indices of Parquet. Parquet-java's own writer would look each row's
 * text up in a hash table, and drop the dictionary where it saves nothing, at the reader's cost.
 *
 * <p>Serves one column of all row groups of a file.
 */
final class CodedChunkEncoder {

    private final ColumnDescriptor column;
    private final int pageRows;
    private int[] codes = new int[0];
    private TextColumn texts = TextColumn.of();
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

    /** @param keys their values are the same object for all row groups of a file */
    void encode(CodedKeys keys, RowOrder order, PageWriter pages) throws IOException {
        start(keys);
        collect(order);
        // of the whole row group, which hold for each of its pages
        TextBounds bounds = dictionarySize == 0 ? null : TextBounds.of(texts, dictionary, 0, dictionarySize);
        for (int from = order.from(); from < order.to(); from += pageRows) {
            writePage(order.slice(from, Math.min(order.to(), from + pageRows)), bounds, pages);
        }
        if (dictionarySize > 0) {
            pages.writeDictionaryPage(new DictionaryPage(plainDictionary(), dictionarySize, Encoding.PLAIN));
        }
    }

    private void start(CodedKeys keys) {
        TextColumn values = keys.values();
        if (texts.utf8() != values.utf8()) {
            indexOf = new int[values.size()];
            dictionary = new int[Math.min(values.size(), 1 << 10)];
            dictionarySize = 0;
        }
        codes = keys.codes();
        texts = values;
        for (int i = 0; i < dictionarySize; i++) {
            indexOf[dictionary[i]] = 0;
        }
        dictionarySize = 0;
    }

    private void collect(RowOrder order) {
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

    private void writePage(RowOrder order, @Nullable TextBounds bounds, PageWriter pages) throws IOException {
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        boolean isOptional = column.getMaxDefinitionLevel() > 0;
        int present = encodeRows(order);
        int nulls = order.size() - present;
        if (nulls > 0 && !isOptional) {
            throw new IllegalArgumentException(
                    "column " + column + " must have a value in each row, " + nulls + " had none");
        }
        statistics.incrementNumNulls(nulls);
        if (present > 0 && bounds != null) {
            bounds.update(statistics);
        }
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

    private BytesInput plainDictionary() {
        page.clear();
        int[] offsets = texts.offsets();
        for (int i = 0; i < dictionarySize; i++) {
            int code = dictionary[i];
            page.putText(texts.utf8(), offsets[code], offsets[code + 1] - offsets[code]);
        }
        return page.toBytes();
    }
}
