/**
 * Where a customer stands among the others: RFM, lifecycle stage, value tier and declared segments.
 * Read {@link dev.nightjar.segment.RfmSegment} first.
 */
@NullMarked
package dev.nightjar.segment;

import org.jspecify.annotations.NullMarked;
