package dev.nightjar.cltv.money;

import java.io.Serializable;

/**
 * Completed orders whose cost is known, of one customer or of all. Money is in ten-thousandths of the base currency.
 *
 * @param orders how many there are
 * @param value their amounts, 0 or more
 * @param cost what they cost, of either sign
 */
public record CostedSales(int orders, long value, long cost) implements Serializable {

    /** No order with a cost. */
    public static final CostedSales NONE = new CostedSales(0, 0, 0);

    /**
     * @throws IllegalArgumentException showing all three, if orders or value are negative or there is value without orders
     */
    public CostedSales {
        if (orders < 0 || value < 0 || (orders == 0 && (value != 0 || cost != 0))) {
            throw new IllegalArgumentException("sales with a known cost must have orders and a value of 0 or more, was"
                    + " orders=" + orders + " value=" + value + " cost=" + cost);
        }
    }
}
