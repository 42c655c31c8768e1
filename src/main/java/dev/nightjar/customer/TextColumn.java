package dev.nightjar.customer;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

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
        byte[] utf8 = String.join("", rows).getBytes(StandardCharsets.UTF_8);
        for (int row = 0; row < rows.length; row++) {
            offsets[row + 1] = offsets[row] + rows[row].getBytes(StandardCharsets.UTF_8).length;
        }
        return new TextColumn(utf8, offsets);
    }

    /** The number of rows. */
    public int size() {
        return offsets.length - 1;
    }

    /** The value of a row. */
    public String get(int row) {
        return new String(utf8, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }
}
