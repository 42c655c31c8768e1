package dev.nightjar.postgres;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.copy.CopyIn;

/** Bytes on their way into a COPY, in network order; grows for a long value and is sent in large pieces. */
final class CopyBuffer {

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

    private final CopyIn copy;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] bytes = new byte[FLUSH_AT + (FLUSH_AT >> 2)];
    private int size;

    CopyBuffer(CopyIn copy) {
        this.copy = copy;
    }

    void putHeader() {
        putBytes(SIGNATURE);
        putInt(0);
        putInt(0);
    }

    void putByte(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    void putShort(int value) {
        ensure(Short.BYTES);
        bytes[size++] = (byte) (value >>> 8);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        ensure(Integer.BYTES);
        setInt(size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        putInt((int) (value >>> Integer.SIZE));
        putInt((int) value);
    }

    void putBytes(byte[] value) {
        ensure(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
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
        copy.writeToCopy(bytes, 0, size);
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
