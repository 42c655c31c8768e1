package dev.nightjar.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of some consecutive customers.
 *
 * @param lastCustomerId the last of the customers
 * @param orders in ascending order of customers
 * @param interactions in ascending order of customers
 * @param profiles in ascending order of customers; a few customers have none
 */
record ShopChunk(
        long lastCustomerId, OrderColumns orders, InteractionColumns interactions, List<ShopProfile> profiles) {

    ShopChunk(long lastCustomerId) {
        this(lastCustomerId, new OrderColumns(), new InteractionColumns(), new ArrayList<>());
    }
}
