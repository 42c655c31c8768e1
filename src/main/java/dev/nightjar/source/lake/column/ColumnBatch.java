package dev.nightjar.source.lake.column;

import dev.nightjar.parquet.PageCursor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Some rows of one column at a time, as primitive arrays that are used again. Numbers of any width are longs, floating
 * ones their bits, flags 0 and 1; all else is bytes.
 */
public final class ColumnBatch {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

    private final PageCursor cursor;
    private final PrimitiveTypeName stored;
    private final boolean[] missing;
    private final long[] longs;
    private final int[] from;
    private final int[] to;
    private byte[] bytes = new byte[0];
    private int[] dictionaryOffsets = new int[1];
    private int bytesUsed;
    private int leftInPage;
    private boolean dictionaryHoldsNul;
    private boolean holdsNul;

    /** @param rows most rows of a batch */
    public ColumnBatch(PageReader pages, ColumnDescriptor column, int rows) throws IOException {
        this.cursor = new PageCursor(pages, column);
        this.stored = column.getPrimitiveType().getPrimitiveTypeName();
        this.missing = new boolean[rows];
        boolean isBytes = isBytes();
        this.longs = new long[isBytes ? 0 : rows];
        this.from = new int[isBytes ? rows : 0];
        this.to = new int[isBytes ? rows : 0];
        Dictionary dictionary = cursor.dictionary();
        if (isBytes && dictionary != null) {
            keep(dictionary);
        }
    }

    private boolean isBytes() {
        return stored == PrimitiveTypeName.BINARY
                || stored == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                || stored == PrimitiveTypeName.INT96;
    }

    private void keep(Dictionary dictionary) {
        dictionaryOffsets = new int[dictionary.getMaxId() + 2];
        for (int id = 0; id <= dictionary.getMaxId(); id++) {
            append(dictionary.decodeToBinary(id));
            dictionaryOffsets[id + 1] = bytesUsed;
        }
        dictionaryHoldsNul = isNulIn(0, bytesUsed);
    }

    /** Reads the next rows of the column chunk. */
    public void read(int rows) throws IOException {
        int first = dictionaryOffsets[dictionaryOffsets.length - 1];
        bytesUsed = first;
        int row = 0;
        while (row < rows) {
            if (leftInPage == 0) {
                leftInPage = cursor.nextPage();
            }
            int end = Math.min(rows, row + leftInPage);
            leftInPage -= end - row;
            if (isBytes()) {
                readBytes(row, end);
            } else {
                readLongs(row, end);
            }
            row = end;
        }
        holdsNul = dictionaryHoldsNul || isNulIn(first, bytesUsed);
    }

    private void readLongs(int first, int end) throws IOException {
        ValuesReader values = cursor.values();
        for (int row = first; row < end; row++) {
            missing[row] = !cursor.hasValue();
            if (!missing[row]) {
                longs[row] = switch (stored) {
                    case INT32 -> values.readInteger();
                    case INT64 -> values.readLong();
                    case FLOAT -> Float.floatToRawIntBits(values.readFloat());
                    case DOUBLE -> Double.doubleToRawLongBits(values.readDouble());
                    default -> values.readBoolean() ? 1 : 0;
                };
            }
        }
    }

    private void readBytes(int first, int end) throws IOException {
        ValuesReader values = cursor.values();
        boolean isCoded = cursor.isDictionaryEncoded();
        for (int row = first; row < end; row++) {
            missing[row] = !cursor.hasValue();
            if (missing[row]) {
                continue;
            }
            if (isCoded) {
                int id = values.readValueDictionaryId();
                from[row] = dictionaryOffsets[id];
                to[row] = dictionaryOffsets[id + 1];
            } else {
                from[row] = bytesUsed;
                append(values.readBytes());
                to[row] = bytesUsed;
            }
        }
    }

    private void append(Binary value) {
        ByteBuffer buffer = value.toByteBuffer();
        int length = buffer.remaining();
        int end = Math.addExact(bytesUsed, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
        }
        buffer.get(bytes, bytesUsed, length);
        bytesUsed = end;
    }

    /** Whether one of the bytes is 0; eight at a time, for every text of a lake is looked at. */
    private boolean isNulIn(int start, int end) {
        int at = start;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            long eight = (long) LONGS.get(bytes, at);
            if (((eight - LOWEST_BITS) & ~eight & HIGHEST_BITS) != 0) {
                return true;
            }
        }
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at < end;
    }

    /** Whether the bytes of a row hold U+0000. */
    boolean holdsNul(int row) {
        if (!holdsNul) {
            return false;
        }
        int at = from[row];
        while (at < to[row] && bytes[at] != 0) {
            at++;
        }
        return at < to[row];
    }

    public boolean isMissing(int row) {
        return missing[row];
    }

    long longAt(int row) {
        return longs[row];
    }

    /** Where the bytes of the rows lie. */
    byte[] bytes() {
        return bytes;
    }

    int from(int row) {
        return from[row];
    }

    int to(int row) {
        return to[row];
    }
}
