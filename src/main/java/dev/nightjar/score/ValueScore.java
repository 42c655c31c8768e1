package dev.nightjar.score;

import org.jspecify.annotations.Nullable;

/**
 * What a customer is worth. Money is in units of the base currency, not rounded.
 *
 * @param probabilityAlive of the purchase model, 0 to 1; null where no model could be fitted
 * @param expectedOrders purchase days in the CLTV horizon, undiscounted; null where no model could be fitted
 * @param expectedOrderValue before margin and refunds
 * @param cltv discounted future margin over the CLTV horizon
 * @param cltvLow lower end of a 90 % interval around it; null where there is none
 * @param cltvHigh upper end of a 90 % interval around it; null where there is none
 * @param cltvFormula the guides' formula; null where it is not defined
 * @param cltvNet {@code cltv} minus acquisition cost not yet earned back
 * @param nextOrderDueDay days since 1970-01-01; null where the rhythm is unknown
 */
public record ValueScore(
        @Nullable Double probabilityAlive,
        @Nullable Double expectedOrders,
        @Nullable Double expectedOrderValue,
        @Nullable Double cltv,
        @Nullable Double cltvLow,
        @Nullable Double cltvHigh,
        @Nullable Double cltvFormula,
        @Nullable Double cltvNet,
        @Nullable Integer nextOrderDueDay) {}
