package dev.nightjar.cltv.calculus;

import java.util.Arrays;

/** Counts equal keys: collects one long for each, 8 MB a million, and sorts and groups them at the end. */
public final class KeyCounts {

    private long[] keys = new long[1024];
    private int size;

    /** Collects one key. */
    public void add(long key) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size++] = key;
    }

    /** The keys collected so far, grouped. More can be added after it. */
    public Groups groups() {
        Arrays.sort(keys, 0, size);
        int groups = 0;
        for (int i = 0; i < size; i++) {
            groups += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        }
        long[] distinct = new long[groups];
        long[] counts = new long[groups];
        int group = -1;
        for (int i = 0; i < size; i++) {
            if (group < 0 || keys[i] != distinct[group]) {
                distinct[++group] = keys[i];
            }
            counts[group]++;
        }
        return new Groups(distinct, counts);
    }

    /**
     * Equal keys and how many there are of them.
     *
     * @param keys ascending, each once
     * @param counts of each key, 1 or more
     */
    public record Groups(long[] keys, long[] counts) {

        /** The {@code bits} of each key above its lowest {@code shift} ones; at most 31. */
        public int[] part(int shift, int bits) {
            return Arrays.stream(keys)
                    .mapToInt(key -> (int) (key >>> shift) & ((1 << bits) - 1))
                    .toArray();
        }
    }
}
