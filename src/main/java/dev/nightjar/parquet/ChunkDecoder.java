package dev.nightjar.parquet;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.encoding.BulkPage;
import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;

/** Decodes the pages of one column chunk into one array. */
final class ChunkDecoder {

    private final PageCursor cursor;
    private final int rows;

    ChunkDecoder(PageReader pages, ColumnDescriptor column, int rows) throws IOException {
        this.cursor = new PageCursor(pages, column);
        this.rows = rows;
    }

    ColumnValues decode(ColumnKind kind) throws IOException {
        return switch (kind) {
            case INT, DATE -> new ColumnValues.Ints(ints());
            case LONG, TIMESTAMP, MONEY -> new ColumnValues.Longs(longs());
            case DOUBLE -> new ColumnValues.Doubles(doubles());
            case FLAG -> new ColumnValues.Flags(flags());
            case CODED_TEXT -> {
                TextCodes texts = new TextCodes(cursor.dictionary());
                int[] codes = codes(texts);
                yield new ColumnValues.Coded(new CodedText(codes, texts.values()));
            }
            case CODED_KEY -> {
                TextCodes texts = new TextCodes(cursor.dictionary());
                int[] codes = codes(texts);
                yield new ColumnValues.Keys(new CodedKeys(codes, texts.utf8()));
            }
            case TEXT -> new ColumnValues.Text(text());
        };
    }

    private int[] ints() throws IOException {
        int[] out = new int[rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextBulk();
            BulkPage bulk = cursor.bulk();
            if (bulk == null) {
                ValuesReader values = cursor.values();
                for (; row < end; row++) {
                    out[row] = cursor.hasValue() ? values.readInteger() : Integer.MIN_VALUE;
                }
            } else if (bulk.isDictionaryEncoded()) {
                bulk.indices(out, row, CodedText.MISSING);
                for (; row < end; row++) {
                    out[row] = out[row] == CodedText.MISSING
                            ? Integer.MIN_VALUE
                            : dictionary().decodeToInt(out[row]);
                }
            } else {
                bulk.ints(out, row, Integer.MIN_VALUE);
                row = end;
            }
        }
        return out;
    }

    private long[] longs() throws IOException {
        long[] out = new long[rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextBulk();
            BulkPage bulk = cursor.bulk();
            if (bulk == null) {
                ValuesReader values = cursor.values();
                for (; row < end; row++) {
                    out[row] = cursor.hasValue() ? values.readLong() : Long.MIN_VALUE;
                }
            } else if (bulk.isDictionaryEncoded()) {
                int[] indices = new int[end - row];
                bulk.indices(indices, 0, CodedText.MISSING);
                for (int index : indices) {
                    out[row++] = index == CodedText.MISSING
                            ? Long.MIN_VALUE
                            : dictionary().decodeToLong(index);
                }
            } else {
                bulk.longs(out, row, Long.MIN_VALUE);
                row = end;
            }
        }
        return out;
    }

    private double[] doubles() throws IOException {
        double[] out = new double[rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextBulk();
            BulkPage bulk = cursor.bulk();
            if (bulk == null) {
                ValuesReader values = cursor.values();
                for (; row < end; row++) {
                    out[row] = cursor.hasValue() ? values.readDouble() : Double.NaN;
                }
            } else if (bulk.isDictionaryEncoded()) {
                int[] indices = new int[end - row];
                bulk.indices(indices, 0, CodedText.MISSING);
                for (int index : indices) {
                    out[row++] = index == CodedText.MISSING
                            ? Double.NaN
                            : dictionary().decodeToDouble(index);
                }
            } else {
                long[] bits = new long[end - row];
                bulk.longs(bits, 0, Double.doubleToRawLongBits(Double.NaN));
                for (long value : bits) {
                    out[row++] = Double.longBitsToDouble(value);
                }
            }
        }
        return out;
    }

    private Dictionary dictionary() throws IOException {
        Dictionary dictionary = cursor.dictionary();
        if (dictionary == null) {
            throw new IOException("a page with indices, but no dictionary");
        }
        return dictionary;
    }

    private byte[] flags() throws IOException {
        byte[] out = new byte[rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextPage();
            ValuesReader values = cursor.values();
            for (; row < end; row++) {
                out[row] = cursor.hasValue() ? (byte) (values.readBoolean() ? 1 : 0) : ColumnValues.MISSING_FLAG;
            }
        }
        return out;
    }

    private int[] codes(TextCodes texts) throws IOException {
        int[] out = new int[rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextBulk();
            BulkPage bulk = cursor.bulk();
            if (bulk != null) {
                bulk.indices(out, row, CodedText.MISSING);
                row = end;
                continue;
            }
            ValuesReader values = cursor.values();
            boolean isCoded = cursor.isDictionaryEncoded();
            for (; row < end; row++) {
                if (!cursor.hasValue()) {
                    out[row] = CodedText.MISSING;
                } else {
                    out[row] = isCoded ? values.readValueDictionaryId() : texts.codeOf(values.readBytes());
                }
            }
        }
        return out;
    }

    private TextColumn text() throws IOException {
        int[] offsets = new int[rows + 1];
        byte[] utf8 = new byte[16 * rows];
        int row = 0;
        while (row < rows) {
            int end = row + cursor.nextPage();
            ValuesReader values = cursor.values();
            for (; row < end; row++) {
                java.nio.ByteBuffer value = values.readBytes().toByteBuffer();
                int length = value.remaining();
                int from = offsets[row];
                if (utf8.length - from < length) {
                    utf8 = Arrays.copyOf(utf8, Math.max(from + length, 2 * utf8.length));
                }
                value.get(utf8, from, length);
                offsets[row + 1] = from + length;
            }
        }
        return new TextColumn(Arrays.copyOf(utf8, offsets[rows]), offsets);
    }
}
