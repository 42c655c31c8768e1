package dev.nightjar.customer;

/** Money in columns: int64 ten-thousandths of the base currency; {@link #MISSING} stands for no value. */
public final class Money {

    /** An absent amount. */
    public static final long MISSING = Long.MIN_VALUE;

    /** Ten-thousandths in one unit of the base currency. */
    public static final long SCALE = 10_000;

    private Money() {}

    /** Units of the base currency; NaN where the amount is missing. */
    public static double units(long tenThousandths) {
        return tenThousandths == MISSING ? Double.NaN : tenThousandths / (double) SCALE;
    }
}
