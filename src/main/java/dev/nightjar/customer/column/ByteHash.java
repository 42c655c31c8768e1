package dev.nightjar.customer.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of a run of bytes for tables in memory; never stored. */
public final class ByteHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9e3779b97f4a7c15L;

    private static final int EXACT_BYTES = Long.BYTES - 1;
    private static final int NOT_EXACT = 0xff;

    private ByteHash() {}

    /** A number that is not 0: the bytes themselves and how many they are if they fit, else made of their hash. */
    public static long key(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length > EXACT_BYTES) {
            return (hash(bytes, from, to) << Byte.SIZE) | NOT_EXACT;
        }
        long key = 0;
        for (int at = from; at < to; at++) {
            key = (key << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return (key << Byte.SIZE) | (length + 1);
    }

    /** Whether no other bytes have this key. */
    public static boolean isExact(long key) {
        return (key & 0xff) != NOT_EXACT;
    }

    /** Where to look for a key in a table, before its size is applied. */
    public static int slot(long key) {
        return (int) mix(key);
    }

    /** A number made of all bytes and how many they are. */
    public static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        while (to - at >= Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
            at += Long.BYTES;
        }
        long rest = 0;
        while (at < to) {
            rest = (rest << Byte.SIZE) | (bytes[at++] & 0xff);
        }
        return mix(hash ^ rest);
    }

    private static long mix(long value) {
        long h = value * PRIME;
        h ^= h >>> 32;
        h *= PRIME;
        return h ^ (h >>> 29);
    }
}
