package dev.nightjar.source.lake.column;

import dev.nightjar.parquet.PageCursor;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    }

    /** Reads the next rows of the column chunk. */
    public void read(int rows) throws IOException {
        bytesUsed = dictionaryOffsets[dictionaryOffsets.length - 1];
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
