package dev.nightjar.cltv;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What one customer is worth as of a date. Money is in units of the base currency, not rounded. No component is NaN.
 *
 * @param probabilityAlive of the purchase model, 0 to 1; null without one
 * @param expectedOrders purchase days in the horizon, undiscounted, 0 or more; null without a purchase model
 * @param expectedOrderValue of one purchase day, before margin and refunds, 0 or more
 * @param cltv discounted expected orders × expected order value × margin × (1 − refund share), 0 or more; null without a
 *     purchase model
 * @param cltvFormula the guides' formula, negative when refunds or acquisition cost outweigh; null where it is not defined
 * @param cltvNet {@code cltv} minus acquisition cost not yet earned back, possibly negative; null without a purchase model
 * @param nextOrderDueDay days since 1970-01-01, before the as-of date when overdue; null where the rhythm is unknown
 */
public record CustomerValue(
        @Nullable Double probabilityAlive,
        @Nullable Double expectedOrders,
        double expectedOrderValue,
        @Nullable Double cltv,
        @Nullable Double cltvFormula,
        @Nullable Double cltvNet,
        @Nullable Integer nextOrderDueDay)
        implements Serializable {}
