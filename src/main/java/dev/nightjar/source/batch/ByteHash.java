package dev.nightjar.source.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A hash of a run of bytes for tables in memory; never stored. */
final class ByteHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long PRIME = 0x9e3779b97f4a7c15L;

    private ByteHash() {}

    static long hash(byte[] bytes, int from, int to) {
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
