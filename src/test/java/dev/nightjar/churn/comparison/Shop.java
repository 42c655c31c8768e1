package dev.nightjar.churn.comparison;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.SourceShape;

/**
 * A shop whole in memory, as the history of a night would hold it.
 *
 * @param name what the table calls it
 * @param history everybody in one bucket
 * @param shape the columns it has
 */
record Shop(String name, BucketHistory history, SourceShape shape) {

    /** The day of the first completed order. */
    int firstOrderDay() {
        int first = Integer.MAX_VALUE;
        for (int row = 0; row < history.orders().size(); row++) {
            first = history.orders().isPurchase(row)
                    ? Math.min(first, history.orders().day()[row])
                    : first;
        }
        return first;
    }
}
