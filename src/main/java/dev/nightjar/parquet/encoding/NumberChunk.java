package dev.nightjar.parquet.encoding;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * One column chunk of numbers on its way to pages: rows are added one after the other, then {@link #write} makes pages,
 * with a dictionary where few numbers repeat. Used again for the next chunk. The same rows give the same bytes.
 */
public final class NumberChunk {

    /** What Parquet names where there are no levels at all. */
    @SuppressWarnings("deprecation")
    public static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

    private final PageBytes page = new PageBytes();
    private final SmallDictionary dictionary = new SmallDictionary();
    private long[] values = new long[0];
    private int[] levels = new int[0];
    private int[] indices = new int[0];
    private int rows;
    private int count;

    /** Forgets the chunk before and makes room. */
    public void start(int capacity) {
        if (levels.length < capacity) {
            values = new long[capacity];
            levels = new int[capacity];
            indices = new int[capacity];
        }
        rows = 0;
        count = 0;
    }

    /** A row with a value: an int, a long, the bits of a double, or 0 and 1 of a boolean. */
    public void add(long bits) {
        levels[rows++] = 1;
        values[count++] = bits;
    }

    /** A row without. */
    public void addMissing() {
        levels[rows++] = 0;
    }

    /**
     * Writes the rows that were added.
     *
     * @param pageRows rows of a page
     * @param repeats whether a dictionary is worth a try
     */
    public void write(ColumnDescriptor column, PageWriter pages, int pageRows, boolean repeats) throws IOException {
        PrimitiveTypeName type = column.getPrimitiveType().getPrimitiveTypeName();
        boolean isCoded = repeats && count > 0 && dictionary.index(values, count, indices);
        boolean isOptional = column.getMaxDefinitionLevel() > 0;
        int value = 0;
        for (int from = 0; from < rows; from += pageRows) {
            int to = Math.min(rows, from + pageRows);
            int valueEnd =
                    count == rows ? to : value + Arrays.stream(levels, from, to).sum();
            int nulls = to - from - (valueEnd - value);
            page.clear();
            if (isOptional) {
                page.putLevels(levels, from, to, nulls);
            }
            if (isCoded) {
                page.putIndices(indices, value, valueEnd, dictionary.size());
            } else {
                putPlain(type, value, valueEnd);
            }
            pages.writePage(
                    page.toBytes(),
                    to - from,
                    to - from,
                    statistics(column, value, valueEnd, nulls),
                    NO_LEVELS,
                    isOptional ? Encoding.RLE : NO_LEVELS,
                    isCoded ? Encoding.RLE_DICTIONARY : Encoding.PLAIN);
            value = valueEnd;
        }
        if (isCoded) {
            writeDictionary(type, pages);
        }
    }

    private void writeDictionary(PrimitiveTypeName type, PageWriter pages) throws IOException {
        page.clear();
        for (int index = 0; index < dictionary.size(); index++) {
            put(type, dictionary.get(index));
        }
        pages.writeDictionaryPage(new DictionaryPage(page.toBytes(), dictionary.size(), Encoding.PLAIN));
    }

    private void putPlain(PrimitiveTypeName type, int from, int to) {
        if (type == PrimitiveTypeName.BOOLEAN) {
            page.putBits(values, from, to);
            return;
        }
        for (int i = from; i < to; i++) {
            put(type, values[i]);
        }
    }

    private void put(PrimitiveTypeName type, long bits) {
        if (type == PrimitiveTypeName.INT32) {
            page.putInt((int) bits);
        } else {
            page.putLong(bits);
        }
    }

    private Statistics<?> statistics(ColumnDescriptor column, int from, int to, int nulls) {
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.incrementNumNulls(nulls);
        if (from == to) {
            return statistics;
        }
        if (column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.DOUBLE) {
            updateDoubles(statistics, from, to);
            return statistics;
        }
        long least = values[from];
        long greatest = least;
        for (int i = from + 1; i < to; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32 -> {
                statistics.updateStats((int) least);
                statistics.updateStats((int) greatest);
            }
            case BOOLEAN -> {
                statistics.updateStats(least != 0);
                statistics.updateStats(greatest != 0);
            }
            default -> {
                statistics.updateStats(least);
                statistics.updateStats(greatest);
            }
        }
        return statistics;
    }

    /** Bounds hold for every reader only if a 0 among them counts as both zeros; a NaN leaves no bounds. */
    private void updateDoubles(Statistics<?> statistics, int from, int to) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            double value = Double.longBitsToDouble(values[i]);
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        if (!Double.isNaN(least)) {
            statistics.updateStats(least == 0 ? -0.0 : least);
            statistics.updateStats(greatest == 0 ? 0.0 : greatest);
        }
    }
}
