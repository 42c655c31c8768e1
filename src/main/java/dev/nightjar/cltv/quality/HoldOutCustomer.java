package dev.nightjar.cltv.quality;

import dev.nightjar.cltv.ValueInput;

/**
 * One customer with a completed order before a hold-out period, and what happened in it.
 *
 * @param past what was known before the period
 * @param lastOrderDayYearAgo last order day a year before the period; any earlier number where there was none
 * @param purchases purchase days in the period
 * @param keptValue completed amounts less refunds in the period, each discounted from its day to the first of the period,
 *     in units of the base currency; negative when more came back
 */
public record HoldOutCustomer(ValueInput past, int lastOrderDayYearAgo, int purchases, double keptValue) {}
