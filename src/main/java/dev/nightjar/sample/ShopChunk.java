package dev.nightjar.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of some consecutive customers.
 *
 * @param orders in ascending order of customers
 * @param interactions in ascending order of customers
 * @param profiles in ascending order of customers; a few customers have none
 */
record ShopChunk(OrderColumns orders, InteractionColumns interactions, List<ShopProfile> profiles) {

    ShopChunk() {
        this(new OrderColumns(), new InteractionColumns(), new ArrayList<>());
    }
}
