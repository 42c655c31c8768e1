package dev.nightjar.customer.column;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A column of mostly distinct text, kept as one run of UTF-8 bytes so that no row costs an object.
 *
 * @param utf8 the bytes of all rows, one after the other
 * @param offsets length rows + 1; row i is the bytes from {@code offsets[i]} to {@code offsets[i + 1]}
 */
public record TextColumn(byte[] utf8, int[] offsets) implements Serializable {

    /** The column of these values. */
    public static TextColumn of(String... rows) {
        int[] offsets = new int[rows.length + 1];
        byte[] utf8 = new byte[16 * rows.length];
        for (int row = 0; row < rows.length; row++) {
            byte[] bytes = rows[row].getBytes(StandardCharsets.UTF_8);
            offsets[row + 1] = Math.addExact(offsets[row], bytes.length);
            if (offsets[row + 1] > utf8.length) {
                utf8 = Arrays.copyOf(utf8, Math.max(offsets[row + 1], 2 * utf8.length));
            }
            System.arraycopy(bytes, 0, utf8, offsets[row], bytes.length);
        }
        return new TextColumn(Arrays.copyOf(utf8, offsets[rows.length]), offsets);
    }

    /** The number of rows. */
    public int size() {
        return offsets.length - 1;
    }

    /** The value of a row. */
    public String get(int row) {
        return new String(utf8, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /** The same text as well-formed UTF-8: what is not is replaced, as it would be in a {@link String}. */
    public TextColumn wellFormed() {
        for (byte unit : utf8) {
            if (unit < 0) {
                String[] rows = new String[size()];
                Arrays.setAll(rows, this::get);
                return of(rows);
            }
        }
        return this;
    }

    /** Compares two rows by their unsigned bytes. */
    public int compare(int a, int b) {
        return Arrays.compareUnsigned(utf8, offsets[a], offsets[a + 1], utf8, offsets[b], offsets[b + 1]);
    }
}
