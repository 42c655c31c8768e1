package dev.nightjar.score;

import dev.nightjar.cltv.choice.HoldOutCounts;
import dev.nightjar.cltv.purchase.HoldOutPeriod;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FactsCalculator;

/** What was known of customers before a hold-out period, and how often they bought in it. */
public final class LaterPurchases {

    private LaterPurchases() {}

    /** Adds the customers of a bucket who bought before the period, but those who refuse profiling. */
    public static void add(BucketHistory bucket, HoldOutPeriod period, HoldOutCounts.Builder counts) {
        FactsCalculator calculator = new FactsCalculator();
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
}
