package dev.nightjar.source.batch;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.TextBuilder;
import java.util.Arrays;

/**
 * The distinct ones among many keys. Keys are spread over parts by their hash and told apart a part at a time, so that the
 * table in which they are looked up stays in the processor's caches: one table for all would be a wait for memory per row.
 *
 * @param codes one per row that was asked for: the number of its key, in order of first appearance
 * @param firstRows by number: the first row with the key
 */
record DistinctKeys(int[] codes, int[] firstRows) {

    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;
    private static final int PART_BITS = 8;
    private static final int PARTS = 1 << PART_BITS;
    /** Bits of the hash which say the part: above those that say the slot, below those in the slot. */
    private static final int PART_SHIFT = Integer.SIZE - PART_BITS;

    /** The column of these rows, in this order, as keys of which many may be equal. */
    static CodedKeys select(TextBuilder keys, int[] rows) {
        DistinctKeys distinct = of(keys, rows);
        return new CodedKeys(distinct.codes(), keys.select(distinct.firstRows()).wellFormed());
    }

    /**
     * Tells these rows' keys apart.
     *
     * @param rows ascending; rows of the keys
     */
    static DistinctKeys of(TextBuilder keys, int[] rows) {
        long[] hashes = new long[rows.length];
        int[] ends = new int[PARTS + 1];
        for (int i = 0; i < rows.length; i++) {
            hashes[i] = keys.hashAt(rows[i]);
            ends[part(hashes[i]) + 1]++;
        }
        for (int part = 0; part < PARTS; part++) {
            ends[part + 1] += ends[part];
        }
        int[] next = ends.clone();
        long[] hashesOfParts = new long[rows.length];
        int[] positions = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int at = next[part(hashes[i])]++;
            hashesOfParts[at] = hashes[i];
            positions[at] = i;
        }
        int[] firsts = new int[rows.length];
        Arrays.setAll(firsts, i -> i);
        long[] slots = new long[0];
        for (int part = 0; part < PARTS; part++) {
            int size = ends[part + 1] - ends[part];
            int wanted = Integer.highestOneBit(Math.max(1, size)) * 4;
            if (slots.length == wanted) {
                Arrays.fill(slots, 0);
            } else {
                slots = new long[wanted];
            }
            for (int at = ends[part]; at < ends[part + 1]; at++) {
                int position = positions[at];
                firsts[position] = firstOf(keys, rows, slots, hashesOfParts[at], position);
            }
        }
        return numbered(firsts, rows);
    }

    private static int part(long hash) {
        return (int) hash >>> PART_SHIFT;
    }

    /** The position of the first row with this row's key, which is this one if it is new. */
    private static int firstOf(TextBuilder keys, int[] rows, long[] slots, long hash, int position) {
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            int other = (int) slots[slot] - 1;
            if (((slots[slot] ^ hash) & UPPER_HALF) == 0 && keys.equalRows(rows[other], rows[position])) {
                return other;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = (hash & UPPER_HALF) | (position + 1);
        return position;
    }

    /** @param firsts by position of a row, the first position with its key */
    private static DistinctKeys numbered(int[] firsts, int[] rows) {
        int[] codes = new int[rows.length];
        int[] firstRows = new int[rows.length];
        int count = 0;
        for (int i = 0; i < rows.length; i++) {
            if (firsts[i] == i) {
                firstRows[count] = rows[i];
                codes[i] = count++;
            } else {
                codes[i] = codes[firsts[i]];
            }
        }
        return new DistinctKeys(codes, Arrays.copyOf(firstRows, count));
    }

    /** Whether a key has several rows. */
    boolean hasRepeated() {
        return firstRows.length < codes.length;
    }
}
