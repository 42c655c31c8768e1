package dev.nightjar.source.lake.column;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.postgres.CopyBuffer;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.SourceSettings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a column of a file becomes a field of the type that its canonical column has in this source. */
public final class FieldWriters {

    private static final int NULL_LENGTH = -1;
    private static final int MAX_LONG_SCALE = 4;
    private static final int FLOAT_BYTES = Float.BYTES;

    private FieldWriters() {}

    /** No value in any row. */
    public static FieldWriter missing() {
        return (target, row) -> target.putInt(NULL_LENGTH);
    }

    /**
     * The same value in every row.
     *
     * @param text as a folder or the configuration writes it; null for none
     * @throws DataContractException if the text is no value of that type
     */
    public static FieldWriter constant(
            PostgresType type, @Nullable String text, String prefix, SourceSettings settings) {
        if (text == null) {
            return missing();
        }
        CopyBuffer field = new CopyBuffer();
        try {
            switch (type) {
                case BIGINT -> putLong(field, Long.parseLong(text));
                case NUMERIC -> field.putNumericField(new BigDecimal(text));
                case DATE -> field.putDateField(LocalDate.parse(text).toEpochDay());
                case TIMESTAMPTZ ->
                    field.putTimestampField(
                            new dev.nightjar.source.SourceClock(PostgresType.DATE, settings.sourceZone())
                                    .instant(LocalDate.parse(text).toEpochDay()));
                case BOOLEAN -> putBoolean(field, parseBoolean(text));
                case UUID -> putUuid(field, UUID.fromString(text));
                default -> putText(field, prefix + text);
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new DataContractException("expected a " + type.sqlName() + ", was '" + text + "'", e);
        }
        byte[] bytes = Arrays.copyOf(field.bytes(), field.size());
        return (target, row) -> target.putBytes(bytes, 0, bytes.length);
    }

    /** The values of a column. */
    public static FieldWriter of(
            PostgresType target, LakeType type, ColumnBatch column, String prefix, SourceSettings settings) {
        FieldWriter present = switch (target) {
            case TIMESTAMPTZ, DATE -> time(target, new LakeTime(type, settings.sourceZone()), column, settings);
            case NUMERIC -> numeric(type, column);
            case BIGINT -> (out, row) -> putLong(out, whole(type, column, row));
            case REAL ->
                (out, row) -> {
                    out.putInt(FLOAT_BYTES);
                    out.putInt((int) column.longAt(row));
                };
            case DOUBLE_PRECISION -> (out, row) -> putLong(out, column.longAt(row));
            case BOOLEAN -> (out, row) -> putBoolean(out, column.longAt(row) != 0);
            case UUID -> (out, row) -> putBytes(out, column, row);
            default -> text(type, column, prefix);
        };
        return (out, row) -> {
            if (column.isMissing(row)) {
                out.putInt(NULL_LENGTH);
            } else {
                present.put(out, row);
            }
        };
    }

    private static FieldWriter time(PostgresType target, LakeTime time, ColumnBatch column, SourceSettings settings) {
        return target == PostgresType.DATE
                ? (out, row) -> out.putDateField(time.day(column, row, settings.businessZone()))
                : (out, row) -> out.putTimestampField(time.micros(column, row));
    }

    private static FieldWriter text(LakeType type, ColumnBatch column, String prefix) {
        if (type.meaning() == PostgresType.BIGINT) {
            return (out, row) -> putText(out, prefix + whole(type, column, row));
        }
        if (type.meaning() == PostgresType.UUID) {
            return (out, row) -> {
                java.nio.ByteBuffer bits = java.nio.ByteBuffer.wrap(column.bytes(), column.from(row), 2 * Long.BYTES);
                putText(out, prefix + new UUID(bits.getLong(), bits.getLong()));
            };
        }
        if (prefix.isEmpty()) {
            return (out, row) -> {
                if (column.holdsNul(row)) {
                    putText(out, text(column, row));
                } else {
                    putBytes(out, column, row);
                }
            };
        }
        byte[] before = prefix.getBytes(StandardCharsets.UTF_8);
        return (out, row) -> {
            String text = text(column, row);
            // a prefix alone is no id
            if (text.isBlank()) {
                out.putInt(NULL_LENGTH);
            } else if (column.holdsNul(row)) {
                putText(out, prefix + text);
            } else {
                out.putInt(before.length + column.to(row) - column.from(row));
                out.putBytes(before, 0, before.length);
                out.putBytes(column.bytes(), column.from(row), column.to(row));
            }
        };
    }

    private static String text(ColumnBatch column, int row) {
        int length = column.to(row) - column.from(row);
        return new String(column.bytes(), column.from(row), length, StandardCharsets.UTF_8);
    }

    private static FieldWriter numeric(LakeType type, ColumnBatch column) {
        return switch (type.meaning()) {
            case BIGINT -> (out, row) -> out.putNumericField(BigDecimal.valueOf(whole(type, column, row)));
            case REAL ->
                (out, row) -> {
                    float value = Float.intBitsToFloat((int) column.longAt(row));
                    putDecimal(out, Float.isFinite(value) ? new BigDecimal(Float.toString(value)) : null);
                };
            case DOUBLE_PRECISION ->
                (out, row) -> {
                    double value = Double.longBitsToDouble(column.longAt(row));
                    putDecimal(out, Double.isFinite(value) ? BigDecimal.valueOf(value) : null);
                };
            default -> decimal(type, column);
        };
    }

    private static FieldWriter decimal(LakeType type, ColumnBatch column) {
        int scale = type.scale();
        return switch (type.stored()) {
            case INT32, INT64 -> (out, row) -> putUnscaled(out, column.longAt(row), scale);
            default ->
                (out, row) -> {
                    int from = column.from(row);
                    int to = column.to(row);
                    if (to - from <= Long.BYTES) {
                        putUnscaled(out, bigEndian(column.bytes(), from, to), scale);
                    } else {
                        BigInteger unscaled = new BigInteger(column.bytes(), from, to - from);
                        out.putNumericField(new BigDecimal(unscaled, scale));
                    }
                };
        };
    }

    private static long bigEndian(byte[] bytes, int from, int to) {
        long value = from == to ? 0 : bytes[from];
        for (int i = from + 1; i < to; i++) {
            value = (value << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return value;
    }

    private static void putUnscaled(CopyBuffer out, long unscaled, int scale) {
        if (scale <= MAX_LONG_SCALE) {
            out.putNumericField(unscaled, scale);
        } else {
            out.putNumericField(BigDecimal.valueOf(unscaled, scale));
        }
    }

    private static void putDecimal(CopyBuffer out, @Nullable BigDecimal value) {
        if (value == null) {
            out.putNotFiniteNumericField();
        } else {
            out.putNumericField(value);
        }
    }

    private static long whole(LakeType type, ColumnBatch column, int row) {
        long value = column.longAt(row);
        return type.isUnsigned() ? value & 0xffff_ffffL : value;
    }

    private static void putLong(CopyBuffer out, long value) {
        out.putInt(Long.BYTES);
        out.putLong(value);
    }

    private static void putBoolean(CopyBuffer out, boolean value) {
        out.putInt(1);
        out.putByte(value ? 1 : 0);
    }

    private static void putUuid(CopyBuffer out, UUID value) {
        out.putInt(2 * Long.BYTES);
        out.putLong(value.getMostSignificantBits());
        out.putLong(value.getLeastSignificantBits());
    }

    /** A database holds no U+0000: others stand for those of a text, before which one tells readers of ids that it had some. */
    private static void putText(CopyBuffer out, String text) {
        String storable = text.indexOf('\0') < 0 ? text : '\0' + text.replace('\0', '\uFFFD');
        byte[] utf8 = storable.getBytes(StandardCharsets.UTF_8);
        out.putInt(utf8.length);
        out.putBytes(utf8, 0, utf8.length);
    }

    private static void putBytes(CopyBuffer out, ColumnBatch column, int row) {
        out.putInt(column.to(row) - column.from(row));
        out.putBytes(column.bytes(), column.from(row), column.to(row));
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("no boolean: " + text);
        };
    }
}
