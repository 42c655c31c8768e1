package dev.nightjar.cltv.interval;

import org.jspecify.annotations.Nullable;

/**
 * The CLTV of the customers of one segment together.
 *
 * @param dimension what the segment is one of, such as {@code rfm_segment}
 * @param member the segment
 * @param customers in the segment whose CLTV is known
 * @param cents sum of their CLTV as published, in hundredths of the base currency
 * @param low lower end of a 90 % interval, units of the base currency, at most the sum but for rounding; null where the
 *     variation of values is not known
 * @param high upper end of it
 */
public record SegmentTotal(
        String dimension,
        String member,
        long customers,
        long cents,
        @Nullable Double low,
        @Nullable Double high) {}
