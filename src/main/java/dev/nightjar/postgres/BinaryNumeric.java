package dev.nightjar.postgres;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * PostgreSQL's binary {@code numeric}: a count of groups, the weight of the first, the sign, the decimals to show, then
 * groups of four decimal digits, the decimal point between two groups.
 */
final class BinaryNumeric {

    static final int HEADER_BYTES = 8;
    static final int MAX_LONG_SCALE = 4;
    static final int POSITIVE = 0x0000;
    static final int NEGATIVE = 0x4000;
    static final int NAN = 0xC000;
    static final int POSITIVE_INFINITY = 0xD000;
    static final int NEGATIVE_INFINITY = 0xF000;

    static final int GROUP = 10_000;
    private static final int GROUP_DIGITS = 4;
    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000};
    private static final BigInteger BIG_GROUP = BigInteger.valueOf(GROUP);

    private BinaryNumeric() {}

    /** Bytes of a number given as unscaled value and 0 to 4 decimals. */
    static int length(long unscaled, int scale) {
        long magnitude = magnitude(unscaled);
        int integerGroups = integerGroups(Long.divideUnsigned(magnitude, POWERS[scale]));
        int fraction = Long.remainderUnsigned(magnitude, POWERS[scale]) == 0 ? 0 : 1;
        return HEADER_BYTES + (integerGroups + fraction) * Short.BYTES;
    }

    /** Writes what {@link #length} measured. */
    static void put(CopyBuffer buffer, long unscaled, int scale) {
        long magnitude = magnitude(unscaled);
        long integer = Long.divideUnsigned(magnitude, POWERS[scale]);
        int fraction = (int) Long.remainderUnsigned(magnitude, POWERS[scale]) * POWERS[MAX_LONG_SCALE - scale];
        int integerGroups = integerGroups(integer);
        buffer.putShort(integerGroups + (fraction == 0 ? 0 : 1));
        buffer.putShort(magnitude == 0 ? 0 : integerGroups - 1);
        buffer.putShort(unscaled < 0 ? NEGATIVE : POSITIVE);
        buffer.putShort(scale);
        long divisor = 1;
        for (int group = 1; group < integerGroups; group++) {
            divisor *= GROUP;
        }
        for (int group = 0; group < integerGroups; group++) {
            buffer.putShort((int) Long.remainderUnsigned(Long.divideUnsigned(integer, divisor), GROUP));
            divisor /= GROUP;
        }
        if (fraction != 0) {
            buffer.putShort(fraction);
        }
    }

    private static long magnitude(long unscaled) {
        return unscaled < 0 ? -unscaled : unscaled;
    }

    private static int integerGroups(long integer) {
        int groups = 0;
        for (long rest = integer; rest != 0; rest = Long.divideUnsigned(rest, GROUP)) {
            groups++;
        }
        return groups;
    }

    /** All groups of any number, the first the most significant; scaled up so that its last digit ends a group. */
    static short[] groups(BigDecimal value) {
        int fractionGroups = fractionGroups(value);
        BigInteger rest = value.setScale(fractionGroups * GROUP_DIGITS, RoundingMode.UNNECESSARY)
                .unscaledValue()
                .abs();
        Deque<Short> groups = new ArrayDeque<>();
        while (rest.signum() != 0) {
            BigInteger[] parts = rest.divideAndRemainder(BIG_GROUP);
            groups.addFirst(parts[1].shortValueExact());
            rest = parts[0];
        }
        short[] result = new short[groups.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = groups.removeFirst();
        }
        return result;
    }

    static void put(CopyBuffer buffer, BigDecimal value, short[] groups) {
        buffer.putShort(groups.length);
        buffer.putShort(groups.length == 0 ? 0 : groups.length - fractionGroups(value) - 1);
        buffer.putShort(value.signum() < 0 ? NEGATIVE : POSITIVE);
        buffer.putShort(Math.max(0, value.scale()));
        for (short group : groups) {
            buffer.putShort(group);
        }
    }

    private static int fractionGroups(BigDecimal value) {
        return (Math.max(0, value.scale()) + GROUP_DIGITS - 1) / GROUP_DIGITS;
    }
}
