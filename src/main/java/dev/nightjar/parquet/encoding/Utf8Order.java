package dev.nightjar.parquet.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Tells most texts apart, in the order of their unsigned bytes, by one number each. */
public final class Utf8Order {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Utf8Order() {}

    /**
     * A number that is less for a lesser text, unless the first eight bytes are equal: then it may be equal. A text that ends
     * counts as followed by zeros.
     */
    public static long head(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Long.BYTES) {
            return (long) LONGS.get(bytes, from) ^ Long.MIN_VALUE;
        }
        long head = 0;
        for (int at = from; at < to; at++) {
            head = (head << Byte.SIZE) | (bytes[at] & 0xff);
        }
        return (length == 0 ? 0 : head << (Byte.SIZE * (Long.BYTES - length))) ^ Long.MIN_VALUE;
    }

    /** Compares two runs of the same bytes that have an equal {@link #head}. */
    static int compareEqualHeads(byte[] bytes, int fromA, int toA, int fromB, int toB) {
        if (toA - fromA > Long.BYTES && toB - fromB > Long.BYTES) {
            int order = Long.compare(head(bytes, fromA + Long.BYTES, toA), head(bytes, fromB + Long.BYTES, toB));
            if (order != 0) {
                return order;
            }
        }
        return Arrays.compareUnsigned(bytes, fromA, toA, bytes, fromB, toB);
    }
}
