package dev.nightjar.source.batch;

import dev.nightjar.customer.column.CodedText;

/** One interaction on its way into the columns; reused for every row. */
public final class InteractionRow {

    /** The bytes among which the id of the customer is; never empty. */
    public byte[] customer = new byte[0];

    public int customerFrom;
    public int customerTo;

    public int day;
    public long atMicros;

    /** Number of the kind in {@link InteractionBatchBuilder#kinds()}. */
    public int kind;

    /** Number of the channel in {@link InteractionBatchBuilder#channels()}, or {@link CodedText#MISSING}. */
    public int channel;

    /** NaN where absent. */
    public double value;

    /** Number of the campaign in {@link InteractionBatchBuilder#campaigns()}, or {@link CodedText#MISSING}. */
    public int campaign;

    /** Forgets the optional values of the row before. */
    public void clear() {
        channel = CodedText.MISSING;
        value = Double.NaN;
        campaign = CodedText.MISSING;
    }
}
