package dev.nightjar.customer;

import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Orders as columns, one array element per order in each.
 *
 * @param customerId the customer of each order, or null where the rows are those of one customer after the other
 * @param orderId key in the source, or null where a reader did not ask for it
 * @param day business date of the order, days since 1970-01-01, in the business time zone
 * @param atMicros instant of the order, microseconds since 1970-01-01T00:00Z
 * @param amount ten-thousandths of the base currency; negative for a refund, whatever its status
 * @param status {@link OrderStatus#code()}
 * @param discount ten-thousandths of the base currency; {@link Money#MISSING} where absent
 * @param itemCount pieces; {@link #MISSING_COUNT} where absent
 * @param cost ten-thousandths of the base currency; {@link Money#MISSING} where absent
 * @param channel where the order was placed
 */
public record OrderBatch(
        @Nullable CodedKeys customerId,
        @Nullable TextColumn orderId,
        int[] day,
        long[] atMicros,
        long[] amount,
        byte[] status,
        long[] discount,
        int[] itemCount,
        long[] cost,
        CodedText channel)
        implements Serializable {

    /** An absent item count. */
    public static final int MISSING_COUNT = Integer.MIN_VALUE;

    /** The number of orders. */
    public int size() {
        return day.length;
    }

    /** Whether the row is a completed order of amount 0 or more: a purchase. */
    public boolean isPurchase(int row) {
        return amount[row] >= 0 && status[row] == OrderStatus.COMPLETED.code();
    }

    /** Whether the row is a refund: an amount below 0, whatever its status. */
    public boolean isRefund(int row) {
        return amount[row] < 0;
    }

    /** Whether the row is a sale given back: status returned and an amount of 0 or more. It has no value. */
    public boolean isReturn(int row) {
        return amount[row] >= 0 && status[row] == OrderStatus.RETURNED.code();
    }
}
