/**
 * One pass over a customer's events, kept in counters that are used again for the next customer.
 * Read {@link dev.nightjar.feature.tally.CustomerTally} first.
 */
@NullMarked
package dev.nightjar.feature.tally;

import org.jspecify.annotations.NullMarked;
