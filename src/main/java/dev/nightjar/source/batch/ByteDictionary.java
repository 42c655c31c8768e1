package dev.nightjar.source.batch;

import java.util.Arrays;

/** Distinct texts, numbered from 0 in the order they came, found by their UTF-8 bytes. */
public final class ByteDictionary {

    private static final int FIRST_SLOTS = 1 << 8;
    private static final int FREE = 0;

    private final TextBuilder values = new TextBuilder();
    private int[] slots = new int[FIRST_SLOTS];

    /** The number of this text, given now if it is new. */
    public int code(byte[] bytes, int from, int to) {
        int slot = slotOf(bytes, from, to);
        if (slots[slot] != FREE) {
            return slots[slot] - 1;
        }
        values.add(bytes, from, to);
        slots[slot] = values.size();
        int code = values.size() - 1;
        if (values.size() * 2 > slots.length) {
            grow();
        }
        return code;
    }

    /** Whether this text has a number. */
    public boolean contains(byte[] bytes, int from, int to) {
        return values.size() > 0 && slots[slotOf(bytes, from, to)] != FREE;
    }

    private int slotOf(byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = (int) ByteHash.hash(bytes, from, to) & mask;
        while (slots[slot] != FREE && !values.equalsAt(slots[slot] - 1, bytes, from, to)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        int[] larger = new int[slots.length * 2];
        int mask = larger.length - 1;
        for (int code = 0; code < values.size(); code++) {
            int slot = (int) values.hashAt(code) & mask;
            while (larger[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            larger[slot] = code + 1;
        }
        slots = larger;
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
