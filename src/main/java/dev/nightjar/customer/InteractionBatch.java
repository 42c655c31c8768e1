package dev.nightjar.customer;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Interactions as columns, one array element per interaction in each.
 *
 * @param customerId the customer of each interaction, or null where the rows are those of one customer after the other
 * @param interactionId key in the source, or null where there is none or a reader did not ask for it
 * @param day business date, days since 1970-01-01, in the business time zone
 * @param atMicros instant, microseconds since 1970-01-01T00:00Z
 * @param kind what happened, open text in lower case such as {@code visit}; never missing
 * @param channel where it happened
 * @param value a number that belongs to the kind, such as a rating; NaN where absent
 * @param campaignId campaign it belongs to
 */
public record InteractionBatch(
        @Nullable CodedKeys customerId,
        @Nullable TextColumn interactionId,
        int[] day,
        long[] atMicros,
        CodedText kind,
        CodedText channel,
        double[] value,
        CodedText campaignId)
        implements Serializable {

    /** The number of interactions. */
    public int size() {
        return day.length;
    }
}
