package dev.nightjar.parquet.encoding;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** One page of mostly distinct text, of a column that is never missing. Used again for the next page. */
public final class TextChunk {

    private final PageBytes page = new PageBytes();

    /**
     * Writes the rows {@code rows[from]}, … before {@code to} as a page.
     *
     * @param utf8 the bytes of all rows
     * @param offsets where each row begins and ends in them
     */
    public void writePage(
            ColumnDescriptor column, PageWriter pages, byte[] utf8, int[] offsets, int[] rows, int from, int to)
            throws IOException {
        page.clear();
        int least = rows[from];
        int greatest = least;
        long leastHead = Utf8Order.head(utf8, offsets[least], offsets[least + 1]);
        long greatestHead = leastHead;
        for (int i = from; i < to; i++) {
            int row = rows[i];
            page.putText(utf8, offsets[row], offsets[row + 1] - offsets[row]);
            long head = Utf8Order.head(utf8, offsets[row], offsets[row + 1]);
            if (head <= leastHead && (head < leastHead || compare(utf8, offsets, row, least) < 0)) {
                least = row;
                leastHead = head;
            } else if (head >= greatestHead && (head > greatestHead || compare(utf8, offsets, row, greatest) > 0)) {
                greatest = row;
                greatestHead = head;
            }
        }
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        statistics.updateStats(binary(utf8, offsets, least));
        statistics.updateStats(binary(utf8, offsets, greatest));
        pages.writePage(
                page.toBytes(),
                to - from,
                to - from,
                statistics,
                NumberChunk.NO_LEVELS,
                NumberChunk.NO_LEVELS,
                Encoding.PLAIN);
    }

    private static int compare(byte[] utf8, int[] offsets, int a, int b) {
        return Utf8Order.compareEqualHeads(utf8, offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]);
    }

    private static Binary binary(byte[] utf8, int[] offsets, int row) {
        return Binary.fromConstantByteArray(Arrays.copyOfRange(utf8, offsets[row], offsets[row + 1]));
    }
}
