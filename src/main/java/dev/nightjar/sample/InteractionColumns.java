package dev.nightjar.sample;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Interactions of a chunk, column by column; row r is element r of each array, for r below {@link #rows}. */
final class InteractionColumns {

    /** Values of {@link #kind}. */
    static final String[] KINDS = {
        "visit",
        "product_view",
        "cart_add",
        "cart_abandon",
        "login",
        "email_sent",
        "email_open",
        "email_click",
        "unsubscribe",
        "ticket_opened",
        "ticket_closed",
        "complaint",
        "nps",
        "csat",
        "review",
        "referral",
        "cancel"
    };

    static final byte VISIT = 0;
    static final byte PRODUCT_VIEW = 1;
    static final byte CART_ADD = 2;
    static final byte CART_ABANDON = 3;
    static final byte LOGIN = 4;
    static final byte EMAIL_SENT = 5;
    static final byte EMAIL_OPEN = 6;
    static final byte EMAIL_CLICK = 7;
    static final byte UNSUBSCRIBE = 8;
    static final byte TICKET_OPENED = 9;
    static final byte TICKET_CLOSED = 10;
    static final byte COMPLAINT = 11;
    static final byte NPS = 12;
    static final byte CSAT = 13;
    static final byte REVIEW = 14;
    static final byte REFERRAL = 15;
    static final byte CANCEL = 16;

    /** Values of {@link #channel}. */
    static final String[] CHANNELS = {"web", "app", "email", "phone"};

    static final byte WEB = 0;
    static final byte APP = 1;
    static final byte EMAIL = 2;
    static final byte PHONE = 3;

    /** No campaign. */
    static final int NO_CAMPAIGN = -1;

    int rows;
    long[] interactionId = new long[256];
    long[] customerId = new long[256];
    long[] occurredAt = new long[256];
    int[] day = new int[256];
    byte[] kind = new byte[256];
    byte[] channel = new byte[256];
    /** A rating; NaN where there is none. */
    double[] value = new double[256];
    /** Number of the campaign, from 0; {@link #NO_CAMPAIGN} where there is none. */
    int[] campaign = new int[256];

    /** Makes room for one more row and returns its index. */
    int next() {
        if (rows == interactionId.length) {
            grow(2 * rows);
        }
        return rows++;
    }

    /** The id of a campaign as the table shows it, or null for none. */
    static @Nullable String campaignId(int campaign) {
        return campaign == NO_CAMPAIGN ? null : "newsletter-" + (campaign + 1);
    }

    private void grow(int size) {
        interactionId = Arrays.copyOf(interactionId, size);
        customerId = Arrays.copyOf(customerId, size);
        occurredAt = Arrays.copyOf(occurredAt, size);
        day = Arrays.copyOf(day, size);
        kind = Arrays.copyOf(kind, size);
        channel = Arrays.copyOf(channel, size);
        value = Arrays.copyOf(value, size);
        campaign = Arrays.copyOf(campaign, size);
    }
}
