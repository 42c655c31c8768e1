package dev.nightjar.postgres;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;

/**
 * Bytes on their way into a COPY, in network order; grows for a long value and is sent in large pieces. One that belongs
 * to no COPY keeps what is put until it is taken.
 */
public final class CopyBuffer {

    /** What makes a text impossible to store. */
    enum TextFault {
        NONE(""),
        NUL("it holds the character U+0000"),
        SURROGATE("it holds half a surrogate pair");

        private final String problem;

        TextFault(String problem) {
            this.problem = problem;
        }

        String problem() {
            return problem;
        }
    }

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLUSH_AT = 1 << 18;
    private static final int MAX_UTF8_PER_CHAR = 3;

    private static final int KEPT_BYTES = 1 << 10;

    private final @Nullable CopyIn copy;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] bytes;
    private int size;

    CopyBuffer(CopyIn copy) {
        this.copy = copy;
        this.bytes = new byte[FLUSH_AT + (FLUSH_AT >> 2)];
    }

    /** A buffer that belongs to no COPY. */
    public CopyBuffer() {
        this.copy = null;
        this.bytes = new byte[KEPT_BYTES];
    }

    /** The bytes put so far. */
    public int size() {
        return size;
    }

    /** Where the bytes lie, from 0 to {@link #size}; read only, until the next one is put. */
    public byte[] bytes() {
        return bytes;
    }

    /** Forgets what was put. */
    public void clear() {
        size = 0;
    }

    /** The mark after the last row. */
    public void putTrailer() {
        putShort(-1);
    }

    /** A field that is a {@code numeric}, exact. */
    public void putNumericField(BigDecimal value) {
        short[] groups = BinaryNumeric.groups(value);
        putInt(BinaryNumeric.HEADER_BYTES + groups.length * Short.BYTES);
        BinaryNumeric.put(this, value, groups);
    }

    /** As {@link #putNumericField(BigDecimal)}, given as unscaled value and 0 to 4 decimals. */
    public void putNumericField(long unscaled, int scale) {
        putInt(BinaryNumeric.length(unscaled, scale));
        BinaryNumeric.put(this, unscaled, scale);
    }

    /** A field that is the {@code numeric} NaN, which stands for infinities, too. */
    public void putNotFiniteNumericField() {
        putInt(BinaryNumeric.HEADER_BYTES);
        putLong((long) BinaryNumeric.NAN << Short.SIZE);
    }

    /** A field that is a {@code date} in days since 1970-01-01, or an infinity of {@link CopyOutReader}. */
    public void putDateField(long day) {
        putInt(Integer.BYTES);
        if (day == CopyOutReader.NEGATIVE_INFINITY) {
            putInt(Integer.MIN_VALUE);
        } else {
            long days = day == CopyOutReader.INFINITY ? day : day - CopyOutReader.EPOCH_DAYS;
            putInt((int) Math.max(Integer.MIN_VALUE + 1L, Math.min(Integer.MAX_VALUE, days)));
        }
    }

    /** A field that is a {@code timestamptz} in microseconds since 1970-01-01T00:00Z, or an infinity of the reader. */
    public void putTimestampField(long micros) {
        putInt(Long.BYTES);
        if (micros == CopyOutReader.INFINITY || micros == CopyOutReader.NEGATIVE_INFINITY) {
            putLong(micros);
        } else {
            putLong(Math.max(Long.MIN_VALUE + CopyOutReader.EPOCH_MICROS + 1, micros) - CopyOutReader.EPOCH_MICROS);
        }
    }

    /** The mark before the first row. */
    public void putHeader() {
        putBytes(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    /** One byte. */
    public void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    /** Two bytes. */
    public void putShort(int value) {
        ensure(Short.BYTES);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    /** Four bytes. */
    public void putInt(int value) {
        ensure(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    /** Eight bytes. */
    public void putLong(long value) {
        putInt((int) (value >>> Integer.SIZE));
        putInt((int) value);
    }

    void putBytes(byte[] value) {
        putBytes(value, 0, value.length);
    }

    /** Bytes from one place to before another. */
    public void putBytes(byte[] value, int from, int to) {
        ensure(to - from);
        System.arraycopy(value, from, bytes, size, to - from);
        size += to - from;
    }

    /** Leaves room for the length of what follows and returns where it is. */
    int reserveLength() {
        putInt(0);
        return size;
    }

    void patchLength(int start) {
        setInt(start - Integer.BYTES, size - start);
    }

    TextFault putUtf8(String text) {
        int length = text.length();
        ensure(Math.multiplyExact(length, MAX_UTF8_PER_CHAR));
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return TextFault.NUL;
            }
            if (c >= 0x80) {
                return putBeyondAscii(text);
            }
            bytes[at++] = (byte) c;
        }
        size = at;
        return TextFault.NONE;
    }

    private TextFault putBeyondAscii(String text) {
        if (text.indexOf(0) >= 0) {
            return TextFault.NUL;
        }
        ByteBuffer target = ByteBuffer.wrap(bytes, size, bytes.length - size);
        encoder.reset();
        if (encoder.encode(CharBuffer.wrap(text), target, true).isError()) {
            return TextFault.SURROGATE;
        }
        encoder.flush(target);
        size = target.position();
        return TextFault.NONE;
    }

    void flushWhenFull() throws SQLException {
        if (size >= FLUSH_AT) {
            flush();
        }
    }

    void flush() throws SQLException {
        Objects.requireNonNull(copy).writeToCopy(bytes, 0, size);
        size = 0;
    }

    private void setInt(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }
}
