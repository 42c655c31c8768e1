package dev.nightjar.customer;

/**
 * Everything known about the customers of one bucket.
 *
 * <p>{@code customerIds} holds every customer with an order, an interaction or a profile, in ascending order of their
 * UTF-16 code units. Orders and interactions are sorted by customer, then instant, then id in the source; those of customer i are
 * the rows from {@code orderOffsets[i]} to {@code orderOffsets[i + 1]}.
 *
 * @param customerIds distinct, ascending
 * @param orders all orders of the bucket
 * @param orderOffsets length customers + 1
 * @param interactions all interactions of the bucket
 * @param interactionOffsets length customers + 1
 * @param profiles one per customer; {@link Profile#unknown} where the source has none
 */
public record BucketHistory(
        String[] customerIds,
        OrderBatch orders,
        int[] orderOffsets,
        InteractionBatch interactions,
        int[] interactionOffsets,
        Profile[] profiles) {

    /** The number of customers. */
    public int size() {
        return customerIds.length;
    }

    /** The history of the customer at this index. */
    public CustomerHistory customer(int index) {
        return new CustomerHistory(
                customerIds[index],
                profiles[index],
                orders,
                orderOffsets[index],
                orderOffsets[index + 1],
                interactions,
                interactionOffsets[index],
                interactionOffsets[index + 1]);
    }
}
