package dev.nightjar.customer;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Money in columns: int64 ten-thousandths of the base currency; {@link #MISSING} stands for no value. */
public final class Money {

    /** An absent amount. */
    public static final long MISSING = Long.MIN_VALUE;

    /** Ten-thousandths in one unit of the base currency. */
    public static final long SCALE = 10_000;

    private static final int HUNDREDTHS = 100;
    private static final int PUBLISHED_DECIMALS = 2;

    /** Hundredths below this are exact to well within {@link #NEAR_A_TIE} when a double is multiplied. */
    private static final double SURELY_EXACT = 1e12;

    private static final double NEAR_A_TIE = 1e-3;

    private Money() {}

    /**
     * Hundredths of a unit, rounded half-even from the shortest decimal form of a number of units.
     *
     * @throws ArithmeticException if they do not fit a long
     * @throws NumberFormatException if {@code units} is not finite
     */
    public static long hundredths(double units) {
        double scaled = Math.abs(units) * HUNDREDTHS;
        double whole = Math.floor(scaled);
        double rest = scaled - whole;
        if (!(scaled < SURELY_EXACT) || Math.abs(rest - 0.5) < NEAR_A_TIE) {
            return BigDecimal.valueOf(units)
                    .setScale(PUBLISHED_DECIMALS, RoundingMode.HALF_EVEN)
                    .unscaledValue()
                    .longValueExact();
        }
        long rounded = (long) whole + (rest > 0.5 ? 1 : 0);
        return units < 0 ? -rounded : rounded;
    }

    /** Units of the base currency; NaN where the amount is missing. */
    public static double units(long tenThousandths) {
        return tenThousandths == MISSING ? Double.NaN : tenThousandths / (double) SCALE;
    }
}
