package dev.nightjar.postgres;

import java.io.EOFException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * The rows of a SELECT read with binary COPY. Fields are read in place from the bytes the driver received: a row costs no
 * object of ours. Values are valid until the next call of {@link #next}; the caller knows the type of each field and
 * asks {@link #isNull} first.
 */
public final class CopyOutReader implements AutoCloseable {

    /** The date or timestamp {@code infinity}, also for one too late for a long. */
    public static final long INFINITY = Long.MAX_VALUE;

    /** The date or timestamp {@code -infinity}. */
    public static final long NEGATIVE_INFINITY = Long.MIN_VALUE;

    /** Days from 1970-01-01, where Java counts from, to 2000-01-01, where PostgreSQL does. */
    static final int EPOCH_DAYS = 10_957;

    static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    private static final int SIGNATURE_BYTES = 11;
    private static final int TRAILER = -1;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final @Nullable Connection connection;
    private final String where;
    private final Messages messages;
    private byte[] row = new byte[0];
    private int at;
    private int[] offsets = new int[0];
    private int[] lengths = new int[0];
    private boolean headerRead;
    private boolean ended;

    /** Where the bytes of a COPY come from. */
    @FunctionalInterface
    public interface Messages {

        /** The next bytes, best whole rows; null after the last. */
        byte @Nullable [] next() throws SQLException;
    }

    private CopyOutReader(@Nullable Connection connection, String where, Messages messages) {
        this.connection = connection;
        this.where = where;
        this.messages = messages;
    }

    /**
     * Starts reading in the transaction of this connection, which can do nothing else until the reader is closed.
     *
     * @param where place for error messages, such as {@code orders.sql}
     * @param select one SELECT without a semicolon
     */
    public static CopyOutReader open(Connection connection, String where, String select) {
        try {
            CopyOut copy = new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyOut("copy (" + select + ") to stdout (format binary)");
            return new CopyOutReader(connection, where, () -> copy.isActive() ? copy.readFromCopy() : null);
        } catch (SQLException e) {
            throw PostgresFailures.running(where, e);
        }
    }

    /** Reads what {@link CopyBuffer} wrote, from header to trailer, without a server. */
    public static CopyOutReader of(String where, Messages messages) {
        return new CopyOutReader(null, where, messages);
    }

    /** Moves to the next row; false after the last. */
    public boolean next() {
        if (ended) {
            return false;
        }
        try {
            if (at == row.length && !receive()) {
                throw truncated();
            }
            if (!headerRead) {
                readHeader();
            }
            int fields = (short) readShort();
            if (fields == TRAILER) {
                finish();
                return false;
            }
            readFields(fields);
            return true;
        } catch (SQLException e) {
            ended = true;
            throw PostgresFailures.running(where, e);
        }
    }

    private void readHeader() throws SQLException {
        need(SIGNATURE_BYTES + 2 * Integer.BYTES);
        int extension = intAt(at + SIGNATURE_BYTES + Integer.BYTES);
        need(SIGNATURE_BYTES + 2 * Integer.BYTES + extension);
        at += SIGNATURE_BYTES + 2 * Integer.BYTES + extension;
        headerRead = true;
    }

    private void readFields(int fields) throws SQLException {
        if (offsets.length != fields) {
            offsets = new int[fields];
            lengths = new int[fields];
        }
        for (int field = 0; field < fields; field++) {
            need(Integer.BYTES);
            int length = intAt(at);
            at += Integer.BYTES;
            if (length > 0) {
                need(length);
            }
            offsets[field] = at;
            lengths[field] = length;
            at += Math.max(0, length);
        }
    }

    private int readShort() throws SQLException {
        need(Short.BYTES);
        int value = shortAt(at);
        at += Short.BYTES;
        return value;
    }

    /** Makes sure that so many bytes follow; servers send whole rows, so this rarely has to append. */
    private void need(int bytes) throws SQLException {
        while (row.length - at < bytes) {
            byte @Nullable [] more = messages.next();
            if (more == null) {
                throw truncated();
            }
            byte[] joined = Arrays.copyOf(row, row.length + more.length);
            System.arraycopy(more, 0, joined, row.length, more.length);
            row = joined;
        }
    }

    private boolean receive() throws SQLException {
        byte @Nullable [] message = messages.next();
        at = 0;
        row = message == null ? new byte[0] : message;
        return message != null;
    }

    private void finish() throws SQLException {
        ended = true;
        while (messages.next() != null) {
            at = 0;
        }
    }

    private PostgresUnavailableException truncated() {
        ended = true;
        return new PostgresUnavailableException(
                "[" + where + "] the rows ended without an end mark. Nothing was kept; a retry may help.",
                new EOFException(where));
    }

    /** The bytes the fields lie in; read only. */
    public byte[] bytes() {
        return row;
    }

    /** Where the bytes of a field begin. */
    public int offset(int field) {
        return offsets[field];
    }

    /** How many bytes a field has; negative for null. */
    public int length(int field) {
        return lengths[field];
    }

    /** Whether the field has no value. */
    public boolean isNull(int field) {
        return lengths[field] < 0;
    }

    /** A {@code smallint}. */
    public int shortValue(int field) {
        return (short) shortAt(offsets[field]);
    }

    /** An {@code integer}. */
    public int intValue(int field) {
        return intAt(offsets[field]);
    }

    /** A {@code bigint}. */
    public long longValue(int field) {
        return longAt(offsets[field]);
    }

    /** A {@code real}. */
    public float floatValue(int field) {
        return Float.intBitsToFloat(intValue(field));
    }

    /** A {@code double precision}. */
    public double doubleValue(int field) {
        return Double.longBitsToDouble(longValue(field));
    }

    /** A {@code boolean}. */
    public boolean booleanValue(int field) {
        return row[offsets[field]] != 0;
    }

    /** A {@code date} in days since 1970-01-01, {@link #INFINITY} or {@link #NEGATIVE_INFINITY}. */
    public long dateValue(int field) {
        int days = intValue(field);
        if (days == Integer.MAX_VALUE) {
            return INFINITY;
        }
        return days == Integer.MIN_VALUE ? NEGATIVE_INFINITY : (long) days + EPOCH_DAYS;
    }

    /**
     * A {@code timestamptz} in microseconds since 1970-01-01T00:00Z, or a {@code timestamp} as if its clock were UTC;
     * {@link #INFINITY} or {@link #NEGATIVE_INFINITY}.
     */
    public long timestampValue(int field) {
        long micros = longValue(field);
        if (micros > Long.MAX_VALUE - EPOCH_MICROS) {
            return INFINITY;
        }
        return micros == Long.MIN_VALUE ? NEGATIVE_INFINITY : micros + EPOCH_MICROS;
    }

    /**
     * A {@code numeric} in ten-thousandths, rounded half-even, or {@link NumericDecoder#NOT_FINITE} or
     * {@link NumericDecoder#OUT_OF_RANGE}.
     */
    public long tenThousandths(int field) {
        return NumericDecoder.tenThousandths(row, offsets[field]);
    }

    /** A {@code numeric}, exact; null for NaN and infinities. */
    public @Nullable BigDecimal decimalValue(int field) {
        return NumericDecoder.decimal(row, offsets[field]);
    }

    /** A {@code text}, {@code varchar}, {@code json} or enum value. */
    public String text(int field) {
        return new String(row, offsets[field], lengths[field], StandardCharsets.UTF_8);
    }

    /** Writes a {@code uuid} in lower-case text of 36 ASCII characters. */
    public int putUuid(int field, byte[] target) {
        int to = 0;
        for (int i = 0; i < 2 * Long.BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                target[to++] = '-';
            }
            int value = row[offsets[field] + i] & 0xff;
            target[to++] = HEX[value >>> 4];
            target[to++] = HEX[value & 0xf];
        }
        return to;
    }

    /** Ends the COPY. Before the last row that also ends the connection: the driver cannot stop a COPY half-way. */
    @Override
    public void close() {
        if (!ended && connection != null) {
            ended = true;
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                throw PostgresFailures.running(where, e);
            }
        }
    }

    private int shortAt(int index) {
        return ((row[index] & 0xff) << Byte.SIZE) | (row[index + 1] & 0xff);
    }

    private int intAt(int index) {
        return (shortAt(index) << Short.SIZE) | shortAt(index + Short.BYTES);
    }

    private long longAt(int index) {
        return ((long) intAt(index) << Integer.SIZE) | (intAt(index + Integer.BYTES) & 0xffff_ffffL);
    }
}
