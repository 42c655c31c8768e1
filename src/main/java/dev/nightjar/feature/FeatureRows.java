package dev.nightjar.feature;

import dev.nightjar.customer.CodedText;
import java.util.Map;

/**
 * Features of many customers as of one date, before anything fitted on the population is joined: numbers with NaN
 * where missing, categories as text, and facts.
 *
 * @param customerIds one per row
 * @param numbers numeric features
 * @param categories feature code to one text per row, in a fixed order of codes
 * @param facts one per row
 */
public record FeatureRows(
        String[] customerIds, FeatureMatrix numbers, Map<String, CodedText> categories, CustomerFacts[] facts) {

    /** The number of customers. */
    public int size() {
        return customerIds.length;
    }
}
