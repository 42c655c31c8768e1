package dev.nightjar.source.batch;

import java.util.Arrays;

/** Distinct texts, numbered from 0 in the order they came, found by their UTF-8 bytes. */
public final class ByteDictionary {

    private static final int FIRST_SLOTS = 1 << 8;
    private static final int FREE = 0;

    private final TextBuilder values = new TextBuilder();
    private int[] slots = new int[FIRST_SLOTS];
    /** A part of the hash of the text in each slot: texts that differ are told apart without being looked at. */
    private int[] hashes = new int[FIRST_SLOTS];

    /** The number of this text, given now if it is new. */
    public int code(byte[] bytes, int from, int to) {
        long hash = ByteHash.hash(bytes, from, to);
        int slot = slotOf(hash, bytes, from, to);
        if (slots[slot] != FREE) {
            return slots[slot] - 1;
        }
        values.add(bytes, from, to);
        slots[slot] = values.size();
        hashes[slot] = tag(hash);
        int code = values.size() - 1;
        if (values.size() * 2 > slots.length) {
            grow();
        }
        return code;
    }

    /** Whether this text has a number. */
    public boolean contains(byte[] bytes, int from, int to) {
        return values.size() > 0 && slots[slotOf(ByteHash.hash(bytes, from, to), bytes, from, to)] != FREE;
    }

    private int slotOf(long hash, byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int tag = tag(hash);
        int slot = (int) hash & mask;
        while (slots[slot] != FREE && (hashes[slot] != tag || !values.equalsAt(slots[slot] - 1, bytes, from, to))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int tag(long hash) {
        return (int) (hash >>> Integer.SIZE);
    }

    private void grow() {
        slots = new int[slots.length * 2];
        hashes = new int[slots.length];
        int mask = slots.length - 1;
        for (int code = 0; code < values.size(); code++) {
            long hash = values.hashAt(code);
            int slot = (int) hash & mask;
            while (slots[slot] != FREE) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = code + 1;
            hashes[slot] = tag(hash);
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
