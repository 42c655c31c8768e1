package dev.nightjar.source.batch;

import java.util.Arrays;

/** Distinct texts, numbered from 0 in the order they came, found by their UTF-8 bytes. */
public final class ByteDictionary {

    private static final int FIRST_SLOTS = 1 << 8;
    private static final long FREE = 0;

    private final TextBuilder values = new TextBuilder();
    /** The {@link ByteHash#key} of the text in each slot: most texts are told apart without being looked at. */
    private long[] keys = new long[FIRST_SLOTS];
    /** The number of the text in each slot. */
    private int[] codes = new int[FIRST_SLOTS];

    /** The number of this text, given now if it is new. */
    public int code(byte[] bytes, int from, int to) {
        long key = ByteHash.key(bytes, from, to);
        int slot = slotOf(key, bytes, from, to);
        if (keys[slot] != FREE) {
            return codes[slot];
        }
        int code = values.size();
        values.add(bytes, from, to);
        keys[slot] = key;
        codes[slot] = code;
        if (values.size() * 2 > keys.length) {
            grow();
        }
        return code;
    }

    /** Whether this text has a number. */
    public boolean contains(byte[] bytes, int from, int to) {
        return values.size() > 0 && keys[slotOf(ByteHash.key(bytes, from, to), bytes, from, to)] != FREE;
    }

    private int slotOf(long key, byte[] bytes, int from, int to) {
        int mask = keys.length - 1;
        int slot = ByteHash.slot(key) & mask;
        while (keys[slot] != FREE && !isAt(slot, key, bytes, from, to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int slot, long key, byte[] bytes, int from, int to) {
        return keys[slot] == key && (ByteHash.isExact(key) || values.equalsAt(codes[slot], bytes, from, to));
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCodes = codes;
        keys = new long[oldKeys.length * 2];
        codes = new int[keys.length];
        int mask = keys.length - 1;
        for (int old = 0; old < oldKeys.length; old++) {
            if (oldKeys[old] != FREE) {
                int slot = ByteHash.slot(oldKeys[old]) & mask;
                while (keys[slot] != FREE) {
                    slot = (slot + 1) & mask;
                }
                keys[slot] = oldKeys[old];
                codes[slot] = oldCodes[old];
            }
        }
    }

    /** The number of distinct texts. */
    public int size() {
        return values.size();
    }

    /** The text of this number. */
    public String get(int code) {
        return values.get(code);
    }

    /** All texts, in the order of their numbers. */
    public String[] values() {
        String[] all = new String[size()];
        Arrays.setAll(all, values::get);
        return all;
    }
}
