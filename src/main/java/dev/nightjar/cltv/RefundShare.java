package dev.nightjar.cltv;

import dev.nightjar.customer.Money;
import java.io.Serializable;

/**
 * The share of completed value that is given back: pooled over the population, and a customer's own share shrunk
 * towards it as if the customer had placed ten more average orders of average refunds.
 *
 * @param pooled refunds over completed value, 0 to 1
 * @param priorValue value of the ten average orders, in units of the base currency
 */
public record RefundShare(double pooled, double priorValue) implements Serializable {

    private static final double PRIOR_ORDERS = 10;

    /**
     * @throws IllegalArgumentException showing both, unless the share is within 0 to 1 and the value 0 or more and finite
     */
    public RefundShare {
        if (!(pooled >= 0 && pooled <= 1 && priorValue >= 0 && priorValue < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "refund share must be 0 to 1 with a prior value of 0 or more, was pooled=" + pooled + " priorValue="
                            + priorValue);
        }
    }

    /**
     * Pools a population. Refunds above the completed value (of sales before the history began) count as a share of 1;
     * without completed value the share is 0.
     *
     * @param completedValue ten-thousandths of the base currency, 0 or more
     * @param refundedValue ten-thousandths of the base currency, 0 or more
     * @param orders completed orders
     */
    public static RefundShare fit(long completedValue, long refundedValue, long orders) {
        double share = completedValue == 0 ? 0 : Math.min(1, (double) refundedValue / completedValue);
        double meanOrder = orders == 0 ? 0 : Money.units(completedValue) / orders;
        return new RefundShare(share, PRIOR_ORDERS * meanOrder);
    }

    /**
     * (refunds + priorValue × pooled) / (completed + priorValue), at most 1: the pooled share for a customer without
     * completed value or refunds.
     *
     * @param completedValue of the customer, units of the base currency, 0 or more
     * @param refundedValue of the customer, units of the base currency, 0 or more
     */
    public double of(double completedValue, double refundedValue) {
        double value = completedValue + priorValue;
        return value == 0 ? pooled : Math.min(1, (refundedValue + priorValue * pooled) / value);
    }
}
