package dev.nightjar.parquet.encoding;

import java.util.Arrays;

/** Numbers that repeat, in order of their first row, as long as they are few. */
final class SmallDictionary {

    /** More distinct numbers than that, and the plain ones are as good. */
    static final int MOST = 256;

    private static final int SLOTS = 4 * MOST;
    private static final long PRIME = 0x9e3779b97f4a7c15L;

    private final long[] values = new long[MOST];
    private final short[] slots = new short[SLOTS];
    private int size;

    /**
     * Finds the index of each number.
     *
     * @return whether there are few enough for a dictionary to pay; if not, {@code indices} are of no use
     */
    boolean index(long[] numbers, int count, int[] indices) {
        Arrays.fill(slots, (short) 0);
        size = 0;
        int most = Math.min(MOST, count / 2 + 1);
        long last = 0;
        int lastIndex = -1;
        for (int i = 0; i < count; i++) {
            long number = numbers[i];
            if (lastIndex < 0 || number != last) {
                lastIndex = indexOf(number, most);
                if (lastIndex < 0) {
                    return false;
                }
                last = number;
            }
            indices[i] = lastIndex;
        }
        return true;
    }

    private int indexOf(long number, int most) {
        int slot = (int) ((number * PRIME) >>> 54);
        while (slots[slot] != 0) {
            if (values[slots[slot] - 1] == number) {
                return slots[slot] - 1;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (size == most) {
            return -1;
        }
        values[size++] = number;
        slots[slot] = (short) size;
        return size - 1;
    }

    int size() {
        return size;
    }

    long get(int index) {
        return values[index];
    }
}
