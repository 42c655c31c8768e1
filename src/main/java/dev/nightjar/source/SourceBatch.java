package dev.nightjar.source;

import dev.nightjar.customer.RejectedRow;
import java.util.List;
import java.util.Map;

/**
 * What reading a part of the source gave: {@code rowsRead} is always the rows taken plus {@code rowsRejected}.
 *
 * @param rows the rows taken, as columns
 * @param rejected rows not taken, in order of key, column and reason; at most {@link Rejects#MAX_KEPT} of them, the first in
 *     that order
 * @param rowsRead rows read, without those of erased customers
 * @param rowsRejected rows not taken, exact
 * @param rowsErased rows of customers who are to be forgotten; they are nowhere else
 * @param unusable optional values that could not be kept, such as an infinite discount, by column; they count as missing
 */
public record SourceBatch<T>(
        T rows,
        List<RejectedRow> rejected,
        long rowsRead,
        long rowsRejected,
        long rowsErased,
        Map<String, Long> unusable) {

    public SourceBatch {
        rejected = List.copyOf(rejected);
        unusable = Map.copyOf(unusable);
    }
}
