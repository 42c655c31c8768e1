package dev.nightjar.parquet.encoding;

import dev.nightjar.customer.column.TextColumn;
import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** One page of mostly distinct text, of a column that is never missing. Used again for the next page. */
public final class TextChunk {

    private final PageBytes page = new PageBytes();

    /** Writes the rows {@code rows[from]}, … before {@code to} as a page. */
    public void writePage(ColumnDescriptor column, PageWriter pages, TextColumn texts, int[] rows, int from, int to)
            throws IOException {
        page.clear();
        int[] offsets = texts.offsets();
        for (int i = from; i < to; i++) {
            int row = rows[i];
            page.putText(texts.utf8(), offsets[row], offsets[row + 1] - offsets[row]);
        }
        Statistics<?> statistics = Statistics.createStats(column.getPrimitiveType());
        TextBounds.of(texts, rows, from, to).update(statistics);
        pages.writePage(
                page.toBytes(),
                to - from,
                to - from,
                statistics,
                NumberChunk.NO_LEVELS,
                NumberChunk.NO_LEVELS,
                Encoding.PLAIN);
    }
}
