/**
 * How far the value of a customer, and of a segment, may be from what is expected. Read
 * {@link dev.nightjar.cltv.interval.ValueIntervals} first.
 */
@NullMarked
package dev.nightjar.cltv.interval;

import org.jspecify.annotations.NullMarked;
