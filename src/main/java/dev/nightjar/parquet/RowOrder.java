package dev.nightjar.parquet;

/**
 * Which rows of some columns to write, and in which order: {@code rows[from]}, {@code rows[from + 1]}, … before
 * {@code to}.
 *
 * @param rows row indices
 * @param from first position in {@code rows}
 * @param to position after the last
 */
public record RowOrder(int[] rows, int from, int to) {

    /** The first {@code count} rows as they are. */
    public static RowOrder asIs(int count) {
        int[] rows = new int[count];
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        return new RowOrder(rows, 0, count);
    }

    /** The number of rows. */
    public int size() {
        return to - from;
    }

    RowOrder slice(int sliceFrom, int sliceTo) {
        return new RowOrder(rows, sliceFrom, sliceTo);
    }
}
