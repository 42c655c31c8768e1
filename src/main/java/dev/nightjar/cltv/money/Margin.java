package dev.nightjar.cltv.money;

import dev.nightjar.customer.Money;
import java.io.Serializable;

/**
 * The share of an order's value that is earned. Where orders state their cost, it is (value − cost) / value, pooled over
 * all such orders, and a customer's own share shrunk towards it as if the customer had placed ten more average orders at
 * the pooled margin. Where none does, it is the share that the configuration states, for everybody.
 *
 * <p>A margin below 0 counts as 0: what is sold below its cost earns nothing, and is not assumed to go on for ever.
 *
 * @param pooled 0 to 1
 * @param priorValue value of the ten average orders, in units of the base currency; 0 where no cost is known
 * @param isFromCost whether {@code pooled} comes from the cost of orders; else it was stated
 */
public record Margin(double pooled, double priorValue, boolean isFromCost) implements Serializable {

    private static final double PRIOR_ORDERS = 10;

    /**
     * @throws IllegalArgumentException showing both, unless the share is within 0 to 1 and the value 0 or more and finite
     */
    public Margin {
        if (!(pooled >= 0 && pooled <= 1 && priorValue >= 0 && priorValue < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("margin must be 0 to 1 with a prior value of 0 or more, was pooled="
                    + pooled + " priorValue=" + priorValue);
        }
    }

    /** The same share for everybody, 0 to 1. */
    public static Margin stated(double share) {
        return new Margin(share, 0, false);
    }

    /**
     * Pools a population.
     *
     * @param orders completed orders of all whose cost is known
     * @param value their amounts, ten-thousandths of the base currency, 0 or more
     * @param cost their cost, ten-thousandths of the base currency
     * @param statedShare margin where no order of value has a known cost, 0 to 1
     */
    public static Margin fit(long orders, long value, long cost, double statedShare) {
        if (orders == 0 || value == 0) {
            return stated(statedShare);
        }
        return new Margin(
                share((double) value - (double) cost, (double) value),
                PRIOR_ORDERS * Money.units(value) / orders,
                true);
    }

    /** (own margin + priorValue × pooled) / (own value + priorValue), 0 to 1: the pooled share without own costs. */
    public double of(CostedSales own) {
        if (!isFromCost || own.orders() == 0) {
            return pooled;
        }
        double value = Money.units(own.value());
        return share(value - Money.units(own.cost()) + priorValue * pooled, value + priorValue);
    }

    private static double share(double margin, double value) {
        return Math.max(0, Math.min(1, margin / value));
    }
}
