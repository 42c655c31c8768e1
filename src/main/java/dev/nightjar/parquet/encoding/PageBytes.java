package dev.nightjar.parquet.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** The bytes of one page while they are written, in Parquet's little-endian order; used again for the next page. */
public final class PageBytes {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GROUP = 8;

    private byte[] bytes = new byte[1 << 12];
    private int size;

    /** Forgets the page before. */
    public void clear() {
        size = 0;
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        INTS.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        ensure(Long.BYTES);
        LONGS.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** A length of four bytes, then the bytes. */
    public void putText(byte[] source, int from, int length) {
        putInt(length);
        ensure(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    /**
     * Definition levels of an optional column: the length of what follows, then one bit per row.
     *
     * @param levels 1 where a row has a value, else 0
     * @param nulls rows without a value from {@code from} to before {@code to}
     */
    public void putLevels(int[] levels, int from, int to, int nulls) {
        int start = size + Integer.BYTES;
        putInt(0);
        if (nulls == 0 || nulls == to - from) {
            putRun(to - from, nulls == 0 ? 1 : 0, 1);
        } else {
            putPacked(levels, from, to, 1);
        }
        INTS.set(bytes, start - Integer.BYTES, size - start);
    }

    /** Indices into a dictionary: their width in bits, then one run where all are equal, else all bit-packed. */
    public void putIndices(int[] indices, int from, int to, int dictionarySize) {
        int bitWidth = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, dictionarySize - 1));
        ensure(1);
        bytes[size++] = (byte) bitWidth;
        if (from == to) {
            return;
        }
        int first = indices[from];
        int at = from + 1;
        while (at < to && indices[at] == first) {
            at++;
        }
        if (at == to) {
            putRun(to - from, first, bitWidth);
        } else {
            putPacked(indices, from, to, bitWidth);
        }
    }

    /** Booleans as Parquet stores them plain: bit by bit, without a header. */
    void putBits(long[] values, int from, int to) {
        for (int at = from; at < to; at += GROUP) {
            int bits = 0;
            for (int i = 0; i < Math.min(GROUP, to - at); i++) {
                bits |= (int) values[at + i] << i;
            }
            ensure(1);
            bytes[size++] = (byte) bits;
        }
    }

    private void putRun(int count, int value, int bitWidth) {
        putVarint(count << 1);
        ensure(Integer.BYTES);
        for (int bits = 0; bits < bitWidth; bits += Byte.SIZE) {
            bytes[size++] = (byte) (value >>> bits);
        }
    }

    /** One run of whole groups of eight values; the last group is filled with zeros. */
    private void putPacked(int[] values, int from, int to, int bitWidth) {
        int groups = (to - from + GROUP - 1) / GROUP;
        putVarint((groups << 1) | 1);
        ensure(Math.multiplyExact(groups, bitWidth) + Long.BYTES);
        int end = size + groups * bitWidth;
        long pending = 0;
        int pendingBits = 0;
        int at = size;
        for (int i = from; i < to; i++) {
            pending |= (long) values[i] << pendingBits;
            pendingBits += bitWidth;
            if (pendingBits >= Integer.SIZE) {
                INTS.set(bytes, at, (int) pending);
                at += Integer.BYTES;
                pending >>>= Integer.SIZE;
                pendingBits -= Integer.SIZE;
            }
        }
        LONGS.set(bytes, at, pending);
        // what is left of the last group and beyond the bits that are pending
        Arrays.fill(bytes, Math.min(at + Long.BYTES, end), end, (byte) 0);
        size = end;
    }

    private void putVarint(int value) {
        ensure(Integer.BYTES + 1);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** The bytes; valid until the next {@link #clear}. */
    public BytesInput toBytes() {
        return BytesInput.from(bytes, 0, size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), (int)
                    Math.min(Integer.MAX_VALUE - 16L, bytes.length * 2L)));
        }
    }
}
