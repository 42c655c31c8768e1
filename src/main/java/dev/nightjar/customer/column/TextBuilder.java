package dev.nightjar.customer.column;

import dev.nightjar.customer.DataContractException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing column of text, kept as one run of UTF-8 bytes. Empty text stands for a missing value. */
public final class TextBuilder {

    private static final int FIRST_ROWS = 1 << 10;
    private static final int FIRST_BYTES = 1 << 14;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 16;

    private byte[] utf8 = new byte[FIRST_BYTES];
    private int[] offsets = new int[FIRST_ROWS];
    private int rows;

    /** Adds a row. */
    public void add(byte[] bytes, int from, int to) {
        int end = offsets[rows] + ensure(to - from);
        System.arraycopy(bytes, from, utf8, offsets[rows], to - from);
        if (rows + 2 > offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
        }
        offsets[++rows] = end;
    }

    private int ensure(int more) {
        long size = (long) offsets[rows] + more;
        if (size > MAX_BYTES) {
            throw new DataContractException(
                    "a column of text is too long: expected at most 2 GB in one month or bucket, was " + size
                            + " bytes. Nothing was kept; shorten the ids in the SELECT.");
        }
        if (size > utf8.length) {
            utf8 = Arrays.copyOf(utf8, (int) Math.min(MAX_BYTES, Math.max(size, utf8.length * 2L)));
        }
        return more;
    }

    /** The number of rows. */
    public int size() {
        return rows;
    }

    /** Whether a row has no value. */
    public boolean isMissing(int row) {
        return offsets[row] == offsets[row + 1];
    }

    /** Whether a row holds these bytes. */
    boolean equalsAt(int row, byte[] bytes, int from, int to) {
        return Arrays.equals(utf8, offsets[row], offsets[row + 1], bytes, from, to);
    }

    /** Whether two rows hold the same bytes. */
    public boolean equalRows(int a, int b) {
        return Arrays.equals(utf8, offsets[a], offsets[a + 1], utf8, offsets[b], offsets[b + 1]);
    }

    /** Compares two rows by their unsigned bytes. */
    public int compareRows(int a, int b) {
        return Arrays.compareUnsigned(utf8, offsets[a], offsets[a + 1], utf8, offsets[b], offsets[b + 1]);
    }

    /** The {@link ByteHash#hash} of a row. */
    public long hashAt(int row) {
        return ByteHash.hash(utf8, offsets[row], offsets[row + 1]);
    }

    /** The value of a row. */
    public String get(int row) {
        return new String(utf8, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /** The column of all rows. */
    TextColumn column() {
        return new TextColumn(Arrays.copyOf(utf8, offsets[rows]), Arrays.copyOf(offsets, rows + 1));
    }

    /** The column of these rows, in this order. */
    public TextColumn select(int[] kept) {
        int[] selected = new int[kept.length + 1];
        for (int i = 0; i < kept.length; i++) {
            selected[i + 1] = selected[i] + offsets[kept[i] + 1] - offsets[kept[i]];
        }
        byte[] bytes = new byte[selected[kept.length]];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(utf8, offsets[kept[i]], bytes, selected[i], selected[i + 1] - selected[i]);
        }
        return new TextColumn(bytes, selected);
    }
}
