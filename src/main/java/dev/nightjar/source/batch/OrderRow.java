package dev.nightjar.source.batch;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.column.CodedText;

/** One order on its way into the columns; reused for every row. Fields are as in {@link OrderBatch}. */
public final class OrderRow {

    /** The bytes among which the id of the customer is; never empty. */
    public byte[] customer = new byte[0];

    public int customerFrom;
    public int customerTo;

    public int day;
    public long atMicros;
    public long amount;
    public byte status;
    public long discount;
    public int itemCount;
    public long cost;

    /** Number of the channel in {@link OrderBatchBuilder#channels()}, or {@link CodedText#MISSING}. */
    public int channel;

    /** When the row was last changed, in microseconds; {@link RepeatedKeys#NEVER} where that is not known. */
    public long updatedAt;

    /** Forgets the optional values of the row before. */
    public void clear() {
        status = OrderStatus.COMPLETED.code();
        discount = Money.MISSING;
        itemCount = OrderBatch.MISSING_COUNT;
        cost = Money.MISSING;
        channel = CodedText.MISSING;
        updatedAt = RepeatedKeys.NEVER;
    }
}
