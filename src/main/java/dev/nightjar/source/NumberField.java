package dev.nightjar.source;

import dev.nightjar.postgres.CopyOutReader;
import dev.nightjar.postgres.NumericDecoder;
import dev.nightjar.postgres.PostgresType;
import dev.nightjar.source.extract.InspectedTable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A number of the source in any of its types, exact: a double means the shortest decimal that reads back as it. */
final class NumberField {

    private static final int SCALE = 4;
    private static final long TEN_THOUSAND = 10_000L;
    private static final double FAST_LIMIT = 1e11;
    private static final BigInteger LIMIT = BigInteger.valueOf(NumericDecoder.LIMIT);

    private final int field;
    private final @Nullable PostgresType type;

    NumberField(InspectedTable table, String column) {
        this.field = table.index(column);
        this.type = table.has(column) ? table.type(column) : null;
    }

    /** Whether the row has a value. */
    boolean isPresent(CopyOutReader row) {
        return field >= 0 && !row.isNull(field);
    }

    /**
     * The value in ten-thousandths, multiplied by a rate if there is one and rounded half-even once; or
     * {@link NumericDecoder#NOT_FINITE} or {@link NumericDecoder#OUT_OF_RANGE}.
     */
    long tenThousandths(CopyOutReader row, @Nullable BigDecimal rate) {
        if (rate != null || type == PostgresType.REAL) {
            BigDecimal value = decimal(row);
            return value == null ? NumericDecoder.NOT_FINITE : rounded(rate == null ? value : value.multiply(rate));
        }
        if (type == PostgresType.NUMERIC) {
            return row.tenThousandths(field);
        }
        if (type == PostgresType.DOUBLE_PRECISION) {
            return ofDouble(row.doubleValue(field));
        }
        long whole = integer(row);
        boolean fits = Math.abs(whole) < NumericDecoder.LIMIT / TEN_THOUSAND && whole != Long.MIN_VALUE;
        return fits ? whole * TEN_THOUSAND : NumericDecoder.OUT_OF_RANGE;
    }

    private static long ofDouble(double value) {
        if (!Double.isFinite(value)) {
            return NumericDecoder.NOT_FINITE;
        }
        if (Math.abs(value) < FAST_LIMIT) {
            long candidate = Math.round(value * TEN_THOUSAND);
            // of all decimals with at most 15 digits only one reads back as this double
            if (candidate / (double) TEN_THOUSAND == value) {
                return candidate;
            }
        }
        return rounded(BigDecimal.valueOf(value));
    }

    private static long rounded(BigDecimal value) {
        // numbers with thousands of digits are not unfolded
        if (value.signum() != 0 && (long) value.precision() - value.scale() > SCALE * SCALE) {
            return NumericDecoder.OUT_OF_RANGE;
        }
        BigInteger unscaled = value.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue();
        return unscaled.abs().compareTo(LIMIT) < 0 ? unscaled.longValueExact() : NumericDecoder.OUT_OF_RANGE;
    }

    /** The value if it is whole and fits an int; null otherwise. */
    @Nullable
    Integer count(CopyOutReader row) {
        long value = tenThousandths(row, null);
        boolean fits = value % TEN_THOUSAND == 0
                && Math.abs(value / TEN_THOUSAND) <= Integer.MAX_VALUE
                && value != NumericDecoder.NOT_FINITE;
        return fits ? Integer.valueOf((int) (value / TEN_THOUSAND)) : null;
    }

    /** The value, exact; null for NaN and infinities. */
    @Nullable
    BigDecimal decimal(CopyOutReader row) {
        if (type == PostgresType.NUMERIC) {
            return row.decimalValue(field);
        }
        if (type == PostgresType.DOUBLE_PRECISION) {
            double value = row.doubleValue(field);
            return Double.isFinite(value) ? BigDecimal.valueOf(value) : null;
        }
        if (type == PostgresType.REAL) {
            float value = row.floatValue(field);
            return Float.isFinite(value) ? new BigDecimal(Float.toString(value)) : null;
        }
        return BigDecimal.valueOf(integer(row));
    }

    /** The value as the nearest double; not finite for NaN and infinities. */
    double doubleValue(CopyOutReader row) {
        if (type == PostgresType.DOUBLE_PRECISION) {
            return row.doubleValue(field);
        }
        BigDecimal value = decimal(row);
        return value == null ? Double.NaN : value.doubleValue();
    }

    private long integer(CopyOutReader row) {
        if (type == PostgresType.SMALLINT) {
            return row.shortValue(field);
        }
        return type == PostgresType.INTEGER ? row.intValue(field) : row.longValue(field);
    }
}
