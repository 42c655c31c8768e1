package dev.nightjar.parquet;

import dev.nightjar.parquet.encoding.BulkPage;
import java.io.IOException;
import java.util.Objects;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the pages of one column chunk that repeats nothing. Each page has its own encoding; versions 1 and 2 are
 * read. A value of a group that is missing is missing.
 */
public final class PageCursor {

    private final PageReader pages;
    private final ColumnDescriptor column;
    private final int present;
    private final @Nullable Dictionary dictionary;
    private @Nullable ValuesReader values;
    private @Nullable ValuesReader levelsV1;
    private @Nullable RunLengthBitPackingHybridDecoder levelsV2;
    private boolean isDictionaryEncoded;
    private @Nullable BulkPage bulk;

    /** @param column of the file; its maximum repetition level is 0 */
    public PageCursor(PageReader pages, ColumnDescriptor column) throws IOException {
        this.pages = pages;
        this.column = column;
        this.present = column.getMaxDefinitionLevel();
        DictionaryPage page = pages.readDictionaryPage();
        this.dictionary = page == null ? null : page.getEncoding().initDictionary(column, page);
    }

    /** The dictionary of the chunk, or null where it has none. */
    public @Nullable Dictionary dictionary() {
        return dictionary;
    }

    /** Moves to the next page; returns how many rows it has. */
    public int nextPage() throws IOException {
        DataPage page = pages.readPage();
        if (page == null) {
            throw new IOException("pages of column " + column + " end early");
        }
        start(page);
        return page.getValueCount();
    }

    /** Moves to the next page, which is not read value by value where {@link #bulk} is there; returns how many rows it has. */
    int nextBulk() throws IOException {
        DataPage page = pages.readPage();
        if (page == null) {
            throw new IOException("pages of column " + column + " end early");
        }
        bulk = BulkPage.of(page, column);
        if (bulk == null) {
            start(page);
        }
        return page.getValueCount();
    }

    /** The page of the last {@link #nextBulk} if its values can be taken at once. */
    @Nullable
    BulkPage bulk() {
        return bulk;
    }

    private void start(DataPage page) throws IOException {
        if (page instanceof DataPageV1 v1) {
            startV1(v1);
        } else {
            startV2((DataPageV2) page);
        }
    }

    /** Whether the next row has a value; each row must be asked once, in order. */
    public boolean hasValue() throws IOException {
        if (levelsV1 != null) {
            return levelsV1.readInteger() == present;
        }
        return levelsV2 == null || levelsV2.readInt() == present;
    }

    /** Whether the values of this page are indices into the dictionary. */
    public boolean isDictionaryEncoded() {
        return isDictionaryEncoded;
    }

    /** The values of this page, those of rows that have one. */
    public ValuesReader values() {
        return Objects.requireNonNull(values);
    }

    private void startV1(DataPageV1 page) throws IOException {
        ByteBufferInputStream in = page.getBytes().toInputStream();
        levelsV1 = null;
        levelsV2 = null;
        if (column.getMaxDefinitionLevel() > 0) {
            ValuesReader levels = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
            levels.initFromPage(page.getValueCount(), in);
            levelsV1 = levels;
        }
        startValues(page.getValueEncoding(), page.getValueCount(), in);
    }

    private void startV2(DataPageV2 page) throws IOException {
        levelsV1 = null;
        levelsV2 = column.getMaxDefinitionLevel() == 0
                ? null
                : new RunLengthBitPackingHybridDecoder(
                        BytesUtils.getWidthFromMaxInt(present),
                        page.getDefinitionLevels().toInputStream());
        startValues(page.getDataEncoding(), page.getValueCount(), page.getData().toInputStream());
    }

    private void startValues(Encoding encoding, int count, ByteBufferInputStream in) throws IOException {
        isDictionaryEncoded = encoding.usesDictionary();
        ValuesReader reader = isDictionaryEncoded
                ? encoding.getDictionaryBasedValuesReader(column, ValuesType.VALUES, dictionary)
                : encoding.getValuesReader(column, ValuesType.VALUES);
        reader.initFromPage(count, in);
        values = reader;
    }
}
