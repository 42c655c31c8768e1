package dev.nightjar.customer;

/**
 * One customer's orders, interactions and profile: a view on the columns of a batch. Rows are in ascending order of
 * their instant. It may hold events at or after an as-of date; whoever computes something as of a date leaves them out.
 *
 * @param customerId key in the source, as text
 * @param profile {@link Profile#unknown} where the source has none
 * @param orders columns that hold this customer's orders
 * @param orderFrom first row of this customer
 * @param orderTo row after the last
 * @param interactions columns that hold this customer's interactions
 * @param interactionFrom first row of this customer
 * @param interactionTo row after the last
 */
public record CustomerHistory(
        String customerId,
        Profile profile,
        OrderBatch orders,
        int orderFrom,
        int orderTo,
        InteractionBatch interactions,
        int interactionFrom,
        int interactionTo) {

    /** The row after the last order whose business day is before {@code asOfDay} (days since 1970-01-01). */
    public int orderEndBefore(int asOfDay) {
        return endBefore(orders.day(), orderFrom, orderTo, asOfDay);
    }

    /** The row after the last interaction whose business day is before {@code asOfDay} (days since 1970-01-01). */
    public int interactionEndBefore(int asOfDay) {
        return endBefore(interactions.day(), interactionFrom, interactionTo, asOfDay);
    }

    private static int endBefore(int[] days, int from, int to, int asOfDay) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (days[middle] < asOfDay) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
