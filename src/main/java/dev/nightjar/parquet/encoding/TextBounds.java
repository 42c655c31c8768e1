package dev.nightjar.parquet.encoding;

import dev.nightjar.customer.column.TextColumn;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * The least and the greatest of some texts, by their unsigned bytes.
 *
 * @param least a copy of its bytes
 * @param greatest a copy of its bytes
 */
public record TextBounds(Binary least, Binary greatest) {

    /**
     * The bounds of the texts {@code rows[from]}, … before {@code to}.
     *
     * @param to greater than {@code from}
     */
    public static TextBounds of(TextColumn texts, int[] rows, int from, int to) {
        byte[] utf8 = texts.utf8();
        int[] offsets = texts.offsets();
        int least = rows[from];
        int greatest = least;
        long leastHead = Utf8Order.head(utf8, offsets[least], offsets[least + 1]);
        long greatestHead = leastHead;
        for (int i = from + 1; i < to; i++) {
            int row = rows[i];
            long head = Utf8Order.head(utf8, offsets[row], offsets[row + 1]);
            if (head >= greatestHead && (head > greatestHead || compare(texts, row, greatest) > 0)) {
                greatest = row;
                greatestHead = head;
            } else if (head <= leastHead && (head < leastHead || compare(texts, row, least) < 0)) {
                least = row;
                leastHead = head;
            }
        }
        return new TextBounds(binary(texts, least), binary(texts, greatest));
    }

    /** Makes these the bounds of a page. */
    public void update(Statistics<?> statistics) {
        statistics.updateStats(least);
        statistics.updateStats(greatest);
    }

    private static int compare(TextColumn texts, int a, int b) {
        int[] offsets = texts.offsets();
        return Utf8Order.compareEqualHeads(texts.utf8(), offsets[a], offsets[a + 1], offsets[b], offsets[b + 1]);
    }

    private static Binary binary(TextColumn texts, int row) {
        return Binary.fromConstantByteArray(
                Arrays.copyOfRange(texts.utf8(), texts.offsets()[row], texts.offsets()[row + 1]));
    }
}
