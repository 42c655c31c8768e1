/**
 * The nouns: orders, interactions and profiles as columns, and one customer's history as a view on them.
 * Read {@link dev.nightjar.customer.CustomerHistory} first.
 */
@NullMarked
package dev.nightjar.customer;

import org.jspecify.annotations.NullMarked;
