package dev.nightjar.customer.column;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Distinct texts, numbered from 0 in the order they came, found by their UTF-8 bytes. */
public final class ByteDictionary {

    private static final int FIRST_SLOTS = 1 << 8;
    private static final long FREE = 0;

    private final TextBuilder values = new TextBuilder();
    /**
     * For each slot the {@link ByteHash#key} of its text, by which most texts are told apart without being looked at, then
     * the number of the text: beside each other, for a large table is out of the processor's caches.
     */
    private long[] slots = new long[2 * FIRST_SLOTS];

    /** As {@link #code(byte[], int, int)}. */
    public int code(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return code(bytes, 0, bytes.length);
    }

    /** The number of this text, given now if it is new. */
    public int code(byte[] bytes, int from, int to) {
        long key = ByteHash.key(bytes, from, to);
        int slot = slotOf(key, bytes, from, to);
        if (slots[slot] != FREE) {
            return (int) slots[slot + 1];
        }
        int code = values.size();
        values.add(bytes, from, to);
        slots[slot] = key;
        slots[slot + 1] = code;
        if (values.size() * 4 > slots.length) {
            grow();
        }
        return code;
    }

    /** Whether this text has a number. */
    public boolean contains(byte[] bytes, int from, int to) {
        return values.size() > 0 && slots[slotOf(ByteHash.key(bytes, from, to), bytes, from, to)] != FREE;
    }

    private int slotOf(long key, byte[] bytes, int from, int to) {
        int mask = slots.length - 1;
        int slot = firstSlot(key, mask);
        while (slots[slot] != FREE && !isAt(slot, key, bytes, from, to)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }

    private static int firstSlot(long key, int mask) {
        return (2 * ByteHash.slot(key)) & mask;
    }

    private boolean isAt(int slot, long key, byte[] bytes, int from, int to) {
        return slots[slot] == key && (ByteHash.isExact(key) || values.equalsAt((int) slots[slot + 1], bytes, from, to));
    }

    private void grow() {
        long[] old = slots;
        slots = new long[Math.multiplyExact(old.length, 2)];
        int mask = slots.length - 1;
        for (int from = 0; from < old.length; from += 2) {
            if (old[from] != FREE) {
                int slot = firstSlot(old[from], mask);
                while (slots[slot] != FREE) {
                    slot = (slot + 2) & mask;
                }
                slots[slot] = old[from];
                slots[slot + 1] = old[from + 1];
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

    /** All texts, in the order of their numbers, as bytes. */
    public TextColumn column() {
        return values.column();
    }

    /** All texts, in the order of their numbers. */
    public String[] values() {
        String[] all = new String[size()];
        Arrays.setAll(all, values::get);
        return all;
    }
}
