package dev.nightjar.score;

import dev.nightjar.feature.CustomerFacts;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is published about one customer as of one date, but for provenance.
 *
 * @param customerId key in the source, as text
 * @param facts orders as of the date
 * @param churn how likely the customer is to leave, and why
 * @param value what the customer is worth
 * @param segments where the customer stands among the others; null until segments are assigned
 */
public record CustomerScore(
        String customerId,
        CustomerFacts facts,
        ChurnScore churn,
        ValueScore value,
        @Nullable SegmentScore segments) {}
