package dev.nightjar.parquet.encoding;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.jspecify.annotations.Nullable;

/**
 * A page of numbers or indices whose values are taken at once: version 1, of no group, plain or with a dictionary, as we
 * write them.
 */
public final class BulkPage {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GROUP = 8;
    private static final int VARINT_BITS = 7;

    private final byte[] bytes;
    private final int rows;
    private final boolean isDictionaryEncoded;
    /** 1 where a row has a value; null where all have one. */
    private final int @Nullable [] levels;

    private final int valuesAt;

    private BulkPage(byte[] bytes, int rows, boolean isDictionaryEncoded, boolean isOptional) throws IOException {
        this.bytes = bytes;
        this.rows = rows;
        this.isDictionaryEncoded = isDictionaryEncoded;
        if (isOptional) {
            int length = intAt(0);
            int[] found = new int[rows];
            hybrid(Integer.BYTES, Integer.BYTES + length, 1, found, rows);
            levels = Arrays.stream(found).sum() == rows ? null : found;
            valuesAt = Integer.BYTES + length;
        } else {
            levels = null;
            valuesAt = 0;
        }
    }

    /** The page, or null where it is of a kind that must be read value by value. */
    public static @Nullable BulkPage of(DataPage page, ColumnDescriptor column) throws IOException {
        boolean isOptional = column.getMaxDefinitionLevel() > 0;
        if (!(page instanceof DataPageV1 v1) || (isOptional && v1.getDlEncoding() != Encoding.RLE)) {
            return null;
        }
        if (column.getMaxDefinitionLevel() > 1 || column.getMaxRepetitionLevel() > 0) {
            return null;
        }
        boolean isDictionaryEncoded = v1.getValueEncoding().usesDictionary();
        if (!isDictionaryEncoded && (v1.getValueEncoding() != Encoding.PLAIN || !isWide(column))) {
            return null;
        }
        return new BulkPage(bytes(v1.getBytes()), v1.getValueCount(), isDictionaryEncoded, isOptional);
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(page.size())];
        int length = page.toInputStream().readNBytes(bytes, 0, bytes.length);
        if (length < bytes.length) {
            throw new IOException("page ends early: expected " + bytes.length + " bytes, was " + length);
        }
        return bytes;
    }

    private static boolean isWide(ColumnDescriptor column) {
        return switch (column.getPrimitiveType().getPrimitiveTypeName()) {
            case INT32, INT64, DOUBLE -> true;
            default -> false;
        };
    }

    /** Whether the values are indices into the dictionary; else they are plain. */
    public boolean isDictionaryEncoded() {
        return isDictionaryEncoded;
    }

    /** The indices of the rows with a value, or {@code missing}, from {@code at} on. */
    public void indices(int[] out, int at, int missing) throws IOException {
        int present = present();
        int[] values = levels == null && at == 0 && out.length == rows ? out : new int[present];
        if (present > 0) {
            hybrid(valuesAt + 1, bytes.length, bytes[valuesAt] & 0xff, values, present);
        }
        if (values != out) {
            int value = 0;
            for (int row = 0; row < rows; row++) {
                out[at + row] = levels == null || levels[row] != 0 ? values[value++] : missing;
            }
        }
    }

    /** Plain 32-bit numbers. */
    public void ints(int[] out, int at, int missing) throws IOException {
        require(present() * Integer.BYTES);
        int from = valuesAt;
        for (int row = 0; row < rows; row++) {
            if (levels == null || levels[row] != 0) {
                out[at + row] = (int) INTS.get(bytes, from);
                from += Integer.BYTES;
            } else {
                out[at + row] = missing;
            }
        }
    }

    /** Plain 64-bit numbers. */
    public void longs(long[] out, int at, long missing) throws IOException {
        require(present() * Long.BYTES);
        int from = valuesAt;
        for (int row = 0; row < rows; row++) {
            if (levels == null || levels[row] != 0) {
                out[at + row] = (long) LONGS.get(bytes, from);
                from += Long.BYTES;
            } else {
                out[at + row] = missing;
            }
        }
    }

    private int present() {
        return levels == null ? rows : Arrays.stream(levels).sum();
    }

    private void require(int length) throws IOException {
        if (bytes.length - valuesAt < length) {
            throw new IOException(
                    "page ends early: expected " + length + " bytes of values, was " + (bytes.length - valuesAt));
        }
    }

    /** Values of Parquet's mix of runs and bit-packed groups. */
    private void hybrid(int from, int end, int bitWidth, int[] out, int count) throws IOException {
        if (bitWidth > Integer.SIZE) {
            throw new IOException("index of " + bitWidth + " bits");
        }
        int at = from;
        int done = 0;
        while (done < count) {
            int header = 0;
            for (int shift = 0; ; shift += VARINT_BITS) {
                if (at >= end || shift > 4 * VARINT_BITS) {
                    throw new IOException("page ends early: " + done + " of " + count + " values");
                }
                byte part = bytes[at++];
                header |= (part & 0x7f) << shift;
                if (part >= 0) {
                    break;
                }
            }
            int length = header >>> 1;
            if (length == 0) {
                throw new IOException("empty run in a page");
            }
            if ((header & 1) == 0) {
                int width = (bitWidth + Byte.SIZE - 1) / Byte.SIZE;
                int run = Math.min(length, count - done);
                Arrays.fill(out, done, done + run, number(at, width, end));
                at += width;
                done += run;
            } else {
                int run = (int) Math.min((long) length * GROUP, count - done);
                unpack(at, bitWidth, out, done, run, end);
                at += length * bitWidth;
                done += run;
            }
        }
    }

    private int number(int at, int width, int end) throws IOException {
        if (end - at < width) {
            throw new IOException("page ends within a run");
        }
        int number = 0;
        for (int i = 0; i < width; i++) {
            number |= (bytes[at + i] & 0xff) << (Byte.SIZE * i);
        }
        return number;
    }

    private void unpack(int from, int bitWidth, int[] out, int at, int count, int end) throws IOException {
        if ((long) count * bitWidth > (long) (end - from) * Byte.SIZE) {
            throw new IOException("page ends within packed values");
        }
        long mask = (1L << bitWidth) - 1;
        long pending = 0;
        int pendingBits = 0;
        int next = from;
        for (int i = 0; i < count; i++) {
            while (pendingBits < bitWidth) {
                pending |= (bytes[next++] & 0xffL) << pendingBits;
                pendingBits += Byte.SIZE;
            }
            out[at + i] = (int) (pending & mask);
            pending >>>= bitWidth;
            pendingBits -= bitWidth;
        }
    }

    private int intAt(int at) throws IOException {
        if (bytes.length - at < Integer.BYTES) {
            throw new IOException("page ends within its levels");
        }
        int value = (int) INTS.get(bytes, at);
        if (value < 0 || value > bytes.length - at - Integer.BYTES) {
            throw new IOException("levels longer than their page: " + value);
        }
        return value;
    }
}
