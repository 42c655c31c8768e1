package dev.nightjar.history;

import dev.nightjar.customer.column.ByteHash;
import dev.nightjar.customer.column.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers for customers in order of their first mention, and their ranks once all are known. An id that is known costs
 * no object: each month of a bucket brings most of them again.
 */
final class CustomerIndex {

    private static final int FIRST_CAPACITY = 1 << 10;
    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

    /**
     * Open addressing: the upper half of the hash of a customer, by which most are told apart, and 1 + its number; 0 where
     * free. A power of two, at most half full.
     */
    private long[] slots = new long[2 * FIRST_CAPACITY];

    private long[] hashes = new long[FIRST_CAPACITY];
    private byte[] utf8 = new byte[16 * FIRST_CAPACITY];
    private int[] offsets = new int[FIRST_CAPACITY + 1];
    private int size;

    int numberOf(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return numberOf(bytes, 0, bytes.length);
    }

    int numberOf(byte[] id, int from, int to) {
        long hash = ByteHash.hash(id, from, to);
        int slot = slot(hash);
        while (slots[slot] != 0) {
            int number = (int) slots[slot] - 1;
            if (((slots[slot] ^ hash) & UPPER_HALF) == 0
                    && Arrays.equals(utf8, offsets[number], offsets[number + 1], id, from, to)) {
                return number;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(hash, id, from, to);
    }

    /** The ids by number. */
    TextColumn ids() {
        return new TextColumn(Arrays.copyOf(utf8, offsets[size]), Arrays.copyOf(offsets, size + 1));
    }

    private int add(long hash, byte[] id, int from, int to) {
        int number = size;
        if (number == hashes.length) {
            grow();
        }
        int end = Math.addExact(offsets[number], to - from);
        if (end > utf8.length) {
            utf8 = Arrays.copyOf(utf8, Math.max(end, 2 * utf8.length));
        }
        System.arraycopy(id, from, utf8, offsets[number], to - from);
        offsets[number + 1] = end;
        hashes[number] = hash;
        size++;
        occupy(number);
        return number;
    }

    private void grow() {
        hashes = Arrays.copyOf(hashes, 2 * size);
        offsets = Arrays.copyOf(offsets, 2 * size + 1);
        slots = new long[Math.multiplyExact(2, slots.length)];
        for (int number = 0; number < size; number++) {
            occupy(number);
        }
    }

    private void occupy(int number) {
        int slot = slot(hashes[number]);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = (hashes[number] & UPPER_HALF) | (number + 1);
    }

    private int slot(long hash) {
        return (int) hash & (slots.length - 1);
    }
}
