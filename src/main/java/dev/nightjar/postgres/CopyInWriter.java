package dev.nightjar.postgres;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Rows written into a table with binary COPY, field by field from primitive values into one reused buffer. Each row is
 * {@link #startRow} and then one write per column, in the order of the columns; the types must be the table's own.
 * Nothing is in the table before {@link #finish}; closing without it takes back all rows.
 */
public final class CopyInWriter implements AutoCloseable {

    private static final int NULL_LENGTH = -1;
    private static final int TEXT_OID = 25;
    private static final byte JSONB_VERSION = 1;
    private static final int HUNDREDTHS_SCALE = 2;
    private static final double MOST_UNITS_AS_LONG = 1e16;

    private final String table;
    private final List<String> columns;
    private final CopyBuffer buffer;
    private final CopyIn copy;
    private long rows;
    private int fieldsLeft;

    private CopyInWriter(String table, List<String> columns, CopyIn copy) {
        this.table = table;
        this.columns = columns;
        this.copy = copy;
        this.buffer = new CopyBuffer(copy);
        buffer.putHeader();
    }

    /**
     * Starts writing in the transaction of this connection, which can do nothing else until the writer is closed.
     *
     * @param table name as SQL writes it, with its schema
     * @param columns names without quotes, in the order in which rows give them
     */
    public static CopyInWriter open(Connection connection, String table, String... columns) {
        String sql = "copy " + table + " (\"" + String.join("\", \"", columns) + "\") from stdin (format binary)";
        try {
            CopyIn copy = new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(sql);
            return new CopyInWriter(table, List.of(columns), copy);
        } catch (SQLException e) {
            throw PostgresFailures.running("copy into " + table, e);
        }
    }

    /** Starts the next row. */
    public void startRow() {
        requireCompleteRow();
        try {
            buffer.flushWhenFull();
        } catch (SQLException e) {
            throw PostgresFailures.running("copy into " + table, e);
        }
        buffer.putShort(columns.size());
        fieldsLeft = columns.size();
        rows++;
    }

    /** No value. */
    public void writeNull() {
        field(NULL_LENGTH);
    }

    /** A {@code smallint}. */
    public void writeShort(int value) {
        if (value != (short) value) {
            throw new IllegalArgumentException(place() + " is no smallint: " + value);
        }
        field(Short.BYTES);
        buffer.putShort(value);
    }

    /** An {@code integer}. */
    public void writeInt(int value) {
        field(Integer.BYTES);
        buffer.putInt(value);
    }

    /** A {@code bigint}. */
    public void writeLong(long value) {
        field(Long.BYTES);
        buffer.putLong(value);
    }

    /** A {@code double precision}; NaN and infinities are written as such. */
    public void writeDouble(double value) {
        field(Double.BYTES);
        buffer.putLong(Double.doubleToLongBits(value));
    }

    /** A {@code double precision}, or null for NaN. */
    public void writeDoubleOrNull(double value) {
        if (Double.isNaN(value)) {
            writeNull();
        } else {
            writeDouble(value);
        }
    }

    /** A {@code boolean}. */
    public void writeBoolean(boolean value) {
        field(1);
        buffer.putByte(value ? 1 : 0);
    }

    /** A {@code numeric} of two decimals, given in hundredths. */
    public void writeHundredths(long hundredths) {
        writeNumeric(hundredths, HUNDREDTHS_SCALE);
    }

    /**
     * A {@code numeric}, exact.
     *
     * @param unscaled the number times ten to the power of {@code scale}
     * @param scale decimals, 0 to 4
     */
    public void writeNumeric(long unscaled, int scale) {
        field(BinaryNumeric.length(unscaled, scale));
        BinaryNumeric.put(buffer, unscaled, scale);
    }

    /** A {@code numeric} of two decimals, rounded half-even from the shortest decimal form of a finite double. */
    public void writeMoney(double units) {
        if (!Double.isFinite(units)) {
            throw new IllegalArgumentException(place() + " is not finite: " + units);
        }
        if (Math.abs(units) < MOST_UNITS_AS_LONG) {
            writeHundredths(Money.hundredths(units));
        } else {
            writeNumeric(BigDecimal.valueOf(units).setScale(HUNDREDTHS_SCALE, RoundingMode.HALF_EVEN));
        }
    }

    /** A {@code numeric} with the scale it has. */
    public void writeNumeric(BigDecimal value) {
        if (value.scale() >= 0 && value.scale() <= BinaryNumeric.MAX_LONG_SCALE && value.precision() <= 18) {
            writeNumeric(value.unscaledValue().longValueExact(), value.scale());
            return;
        }
        short[] groups = BinaryNumeric.groups(value);
        field(BinaryNumeric.HEADER_BYTES + groups.length * Short.BYTES);
        BinaryNumeric.put(buffer, value, groups);
    }

    /**
     * A {@code text} or {@code varchar}.
     *
     * @throws DataContractException if it holds U+0000, which PostgreSQL cannot keep, or half a surrogate pair
     */
    public void writeText(String value) {
        int start = startSized();
        putText(value);
        buffer.patchLength(start);
    }

    /** A {@code text}, or null. */
    public void writeTextOrNull(@Nullable String value) {
        if (value == null) {
            writeNull();
        } else {
            writeText(value);
        }
    }

    /** A {@code text[]} without nulls. */
    public void writeTextArray(List<String> values) {
        int start = startSized();
        buffer.putInt(values.isEmpty() ? 0 : 1);
        buffer.putInt(0);
        buffer.putInt(TEXT_OID);
        if (!values.isEmpty()) {
            buffer.putInt(values.size());
            buffer.putInt(1);
        }
        for (String value : values) {
            int element = buffer.reserveLength();
            putText(value);
            buffer.patchLength(element);
        }
        buffer.patchLength(start);
    }

    /** A JSON value in its binary form, given as text that the server checks. */
    public void writeJsonb(String json) {
        int start = startSized();
        buffer.putByte(JSONB_VERSION);
        putText(json);
        buffer.patchLength(start);
    }

    /** A {@code bytea}. */
    public void writeBytes(byte[] value) {
        field(value.length);
        buffer.putBytes(value);
    }

    /** A {@code uuid}. */
    public void writeUuid(UUID value) {
        field(2 * Long.BYTES);
        buffer.putLong(value.getMostSignificantBits());
        buffer.putLong(value.getLeastSignificantBits());
    }

    /** A {@code date}, given in days since 1970-01-01. */
    public void writeDate(int epochDay) {
        writeInt(Math.subtractExact(epochDay, CopyOutReader.EPOCH_DAYS));
    }

    /** A {@code timestamptz}, given in microseconds since 1970-01-01T00:00Z; also a {@code timestamp}, of that zone's clock. */
    public void writeTimestamp(long epochMicros) {
        writeLong(Math.subtractExact(epochMicros, CopyOutReader.EPOCH_MICROS));
    }

    /** Ends the COPY and returns the number of rows written. The transaction is the caller's to commit. */
    public long finish() {
        requireCompleteRow();
        try {
            buffer.putShort(-1);
            buffer.flush();
            long written = copy.endCopy();
            if (written != rows) {
                throw new DataContractException("[copy into " + table + "] rows lost: expected " + rows + ", was "
                        + written + ". Roll back and report it.");
            }
            return written;
        } catch (SQLException e) {
            throw PostgresFailures.running("copy into " + table, e);
        }
    }

    /** Takes back everything unless {@link #finish} was called. */
    @Override
    public void close() {
        if (copy.isActive()) {
            try {
                copy.cancelCopy();
            } catch (SQLException e) {
                throw PostgresFailures.running("copy into " + table, e);
            }
        }
    }

    private void putText(String value) {
        CopyBuffer.TextFault fault = buffer.putUtf8(value);
        if (fault != CopyBuffer.TextFault.NONE) {
            throw new DataContractException(
                    "[" + place() + "] not storable as text: " + fault.problem() + ". Remove it from the value.");
        }
    }

    private int startSized() {
        takeField();
        return buffer.reserveLength();
    }

    private void field(int length) {
        takeField();
        buffer.putInt(length);
    }

    private void takeField() {
        if (fieldsLeft == 0) {
            throw new IllegalStateException(
                    table + " has " + columns.size() + " columns in this COPY, row " + rows + " gave more");
        }
        fieldsLeft--;
    }

    private void requireCompleteRow() {
        if (fieldsLeft != 0) {
            throw new IllegalStateException(
                    table + ", row " + rows + ": " + fieldsLeft + " of " + columns.size() + " fields were not written");
        }
    }

    private String place() {
        int index = Math.min(columns.size() - 1, Math.max(0, columns.size() - fieldsLeft - 1));
        return table + ", row " + rows + ", column '" + columns.get(index) + "'";
    }
}
