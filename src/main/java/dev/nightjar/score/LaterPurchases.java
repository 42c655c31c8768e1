package dev.nightjar.score;

import dev.nightjar.cltv.CltvFit;
import dev.nightjar.cltv.CltvOptions;
import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FactsCalculator;
import org.jspecify.annotations.Nullable;

/**
 * What was known of customers before the hold-out period that {@code auto} chooses by, and how often they bought in it.
 * Collects nothing where a model is named or the shop is too young.
 */
public final class LaterPurchases {

    private final @Nullable HoldOutPeriod period;
    private final HoldOutCounts.Builder counts = HoldOutCounts.builder();
    private final FactsCalculator calculator = new FactsCalculator();

    private LaterPurchases(@Nullable HoldOutPeriod period) {
        this.period = period;
    }

    /**
     * Of a fit as of a date.
     *
     * @param shopFirstOrderDay day of the first completed order of all, days since 1970-01-01
     * @param asOfDay days since 1970-01-01
     */
    public static LaterPurchases of(CltvOptions options, int shopFirstOrderDay, int asOfDay) {
        return new LaterPurchases(
                options.isAuto() ? HoldOutPeriod.latest(shopFirstOrderDay, asOfDay, options.horizonDays()) : null);
    }

    /** Adds the customers of a bucket who bought before the period, but those who refuse profiling. */
    public void add(BucketHistory bucket) {
        if (period == null) {
            return;
        }
        for (int i = 0; i < bucket.size(); i++) {
            CustomerHistory customer = bucket.customer(i);
            CustomerFacts past =
                    customer.profile().refusesProfiling() ? null : calculator.facts(customer, period.firstDay());
            CustomerFacts end = past == null ? null : calculator.facts(customer, period.endDay());
            if (past != null && end != null) {
                int later = end.purchases().repeatPurchases() - past.purchases().repeatPurchases();
                counts.add(past.purchases(), later);
            }
        }
    }

    /** Hands what was collected to the fit that chooses by it. */
    public void giveTo(CltvFit fit) {
        if (period != null) {
            fit.holdOut(period, counts.build());
        }
    }
}
