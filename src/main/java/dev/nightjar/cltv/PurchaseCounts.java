package dev.nightjar.cltv;

import java.io.Serializable;

/**
 * Customers grouped by identical (x, t_x, T): the sufficient statistics of the purchase models. Days are whole; weeks
 * are days / 7.
 *
 * @param repeatPurchases x of each group
 * @param recencyDays t_x of each group, in days
 * @param ageDays T of each group, in days
 * @param customers customers in each group
 */
public record PurchaseCounts(int[] repeatPurchases, int[] recencyDays, int[] ageDays, long[] customers)
        implements Serializable {

    /** The number of groups. */
    public int size() {
        return customers.length;
    }
}
