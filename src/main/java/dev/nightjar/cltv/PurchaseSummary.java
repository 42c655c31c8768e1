package dev.nightjar.cltv;

import java.io.Serializable;

/**
 * Purchases of one customer as BG/NBD needs them, the triple (x, t_x, T). Orders of one business day are one purchase.
 *
 * @param repeatPurchases x, purchase days after the first; 0 for a one-time buyer
 * @param recencyWeeks t_x, first to last purchase, in days / 7; 0 when x is 0. Not the time since the last order
 * @param ageWeeks T, first purchase day to the day before the as-of date, in days / 7; at least {@code recencyWeeks}
 */
public record PurchaseSummary(int repeatPurchases, double recencyWeeks, double ageWeeks) implements Serializable {

    /**
     * @throws IllegalArgumentException showing all three values, if x is negative, t_x is not within 0 and T, or t_x is
     *     not 0 although x is 0
     */
    public PurchaseSummary {
        boolean isOrdered = recencyWeeks >= 0 && ageWeeks >= recencyWeeks && ageWeeks < Double.POSITIVE_INFINITY;
        if (repeatPurchases < 0 || !isOrdered || (repeatPurchases == 0 && recencyWeeks != 0)) {
            throw new IllegalArgumentException("purchase summary must have x >= 0, 0 <= t_x <= T and t_x = 0 when x = 0"
                    + ", was x=" + repeatPurchases + " t_x=" + recencyWeeks + " T=" + ageWeeks);
        }
    }
}
