package dev.nightjar.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Reads PostgreSQL's binary {@code numeric} where it lies; {@link BinaryNumeric} has the format. */
public final class NumericDecoder {

    /** NaN or an infinity. */
    public static final long NOT_FINITE = Long.MIN_VALUE;

    /** A number of 10<sup>14</sup> or more, which {@code decimal(18,4)} cannot hold. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE + 1;

    /** The first number of ten-thousandths that {@code decimal(18,4)} cannot hold. */
    public static final long LIMIT = 1_000_000_000_000_000_000L;

    private static final int MAX_WEIGHT = 3;
    private static final int GROUP_DIGITS = 4;
    /** So many groups of four digits are surely below the greatest long. */
    private static final int GROUPS_OF_A_LONG = 4;

    private static final int HALF_GROUP = BinaryNumeric.GROUP / 2;

    private NumericDecoder() {}

    /** The number at this place in ten-thousandths, rounded half-even; {@link #NOT_FINITE} or {@link #OUT_OF_RANGE}. */
    public static long tenThousandths(byte[] bytes, int at) {
        int groups = unsigned(bytes, at);
        int weight = (short) unsigned(bytes, at + 2);
        int sign = unsigned(bytes, at + 4);
        if (sign != BinaryNumeric.POSITIVE && sign != BinaryNumeric.NEGATIVE) {
            return NOT_FINITE;
        }
        if (groups == 0 || weight < -2) {
            return 0;
        }
        if (weight > MAX_WEIGHT) {
            return OUT_OF_RANGE;
        }
        long value = 0;
        for (int group = 0; group <= weight + 1; group++) {
            if (value >= LIMIT / BinaryNumeric.GROUP) {
                return OUT_OF_RANGE;
            }
            value = value * BinaryNumeric.GROUP + (group < groups ? group(bytes, at, group) : 0);
        }
        long rounded = value + roundUp(bytes, at, groups, weight + 2, value);
        if (rounded >= LIMIT) {
            return OUT_OF_RANGE;
        }
        return sign == BinaryNumeric.NEGATIVE ? -rounded : rounded;
    }

    /** 1 if what follows from this group on is more than half, or half and the value before is odd. */
    private static int roundUp(byte[] bytes, int at, int groups, int first, long value) {
        if (first >= groups) {
            return 0;
        }
        int next = group(bytes, at, first);
        if (next != HALF_GROUP) {
            return next > HALF_GROUP ? 1 : 0;
        }
        for (int group = first + 1; group < groups; group++) {
            if (group(bytes, at, group) != 0) {
                return 1;
            }
        }
        return (int) (value & 1);
    }

    /** The number at this place, exact; null for NaN and infinities. */
    public static @Nullable BigDecimal decimal(byte[] bytes, int at) {
        int groups = unsigned(bytes, at);
        int weight = (short) unsigned(bytes, at + 2);
        int sign = unsigned(bytes, at + 4);
        if (sign != BinaryNumeric.POSITIVE && sign != BinaryNumeric.NEGATIVE) {
            return null;
        }
        int scale = (groups - 1 - weight) * GROUP_DIGITS;
        BigDecimal value = groups <= GROUPS_OF_A_LONG
                ? BigDecimal.valueOf(small(bytes, at, groups), scale)
                : new BigDecimal(large(bytes, at, groups), scale);
        return sign == BinaryNumeric.NEGATIVE ? value.negate() : value;
    }

    private static long small(byte[] bytes, int at, int groups) {
        long unscaled = 0;
        for (int group = 0; group < groups; group++) {
            unscaled = unscaled * BinaryNumeric.GROUP + group(bytes, at, group);
        }
        return unscaled;
    }

    private static BigInteger large(byte[] bytes, int at, int groups) {
        BigInteger unscaled = BigInteger.ZERO;
        for (int group = 0; group < groups; group++) {
            unscaled = unscaled.multiply(BigInteger.valueOf(BinaryNumeric.GROUP))
                    .add(BigInteger.valueOf(group(bytes, at, group)));
        }
        return unscaled;
    }

    private static int group(byte[] bytes, int at, int group) {
        return unsigned(bytes, at + BinaryNumeric.HEADER_BYTES + group * Short.BYTES);
    }

    private static int unsigned(byte[] bytes, int at) {
        return ((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff);
    }
}
