package dev.nightjar.segment;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;

/** A customer's tier by CLTV: the best one in a hundred, the best five, and so on, each without the tiers above it. */
public enum ValueTier {
    TOP_1(1),
    TOP_5(5),
    TOP_10(10),
    TOP_25(25),
    TOP_50(50),
    REST(100);

    private static final ValueTier[] TIERS = values();

    private final int percent;

    ValueTier(int percent) {
        this.percent = percent;
    }

    /** The most, in percent of all valued customers, that this tier and those above it hold together. */
    public int percent() {
        return percent;
    }

    /** The name in the warehouse, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Where the tiers of a population begin.
     *
     * <p>Equal values are always in the same tier, and a tier never promises more than its name: where equal values
     * reach across the border of a tier, all of them are below it. So among fewer than 100 customers nobody is in
     * {@link #TOP_1}, and where everybody is worth the same, everybody is in {@link #REST}.
     *
     * @param from least CLTV of each tier but the last, in units of the base currency, descending; infinite for a tier
     *     that nobody is in
     */
    public record CutPoints(double[] from) implements Serializable {

        /** @throws IllegalArgumentException if there are not five numbers in descending order */
        public CutPoints {
            boolean isDescending = from.length == TIERS.length - 1 && !Double.isNaN(from[0]);
            for (int tier = 1; isDescending && tier < from.length; tier++) {
                isDescending = from[tier] <= from[tier - 1];
            }
            if (!isDescending) {
                throw new IllegalArgumentException(
                        "value tiers must have 5 descending cut points, were " + Arrays.toString(from));
            }
        }

        /**
         * Cut points of a population; the array is left as it is.
         *
         * @param cltv of every customer that has one, in any order, none NaN; may be empty
         */
        public static CutPoints fit(double[] cltv) {
            double[] ascending = cltv.clone();
            Arrays.sort(ascending);
            double[] from = new double[TIERS.length - 1];
            for (int tier = 0; tier < from.length; tier++) {
                from[tier] = least(ascending, TIERS[tier].percent);
            }
            return new CutPoints(from);
        }

        /** The tier of this CLTV. */
        public ValueTier tier(double cltv) {
            for (int tier = 0; tier < from.length; tier++) {
                if (cltv >= from[tier]) {
                    return TIERS[tier];
                }
            }
            return REST;
        }

        /** The least value that is, with all values equal to it, among the top {@code percent} of customers. */
        private static double least(double[] ascending, int percent) {
            int customers = ascending.length;
            int first = customers - (int) ((long) customers * percent / 100);
            if (first > 0 && first < customers) {
                double below = ascending[first - 1];
                while (first < customers && ascending[first] == below) {
                    first++;
                }
            }
            return first < customers ? ascending[first] : Double.POSITIVE_INFINITY;
        }
    }
}
