package dev.nightjar.feature.tally;

import dev.nightjar.customer.column.CodedText;
import java.util.Locale;

/** The kinds of interaction with a meaning of their own; every other text is {@link #OTHER}. */
// Counters are arrays in the order of the constants, which is never stored.
@SuppressWarnings("EnumOrdinal")
public enum InteractionKind {
    VISIT,
    PRODUCT_VIEW,
    CART_ADD,
    CART_ABANDON,
    LOGIN,
    FEATURE_USE,
    EMAIL_SENT,
    EMAIL_OPEN,
    EMAIL_CLICK,
    UNSUBSCRIBE,
    TICKET_OPENED,
    TICKET_CLOSED,
    COMPLAINT,
    NPS,
    CSAT,
    REVIEW,
    SURVEY,
    REFERRAL,
    SOCIAL,
    CANCEL,
    OTHER;

    /** The text in sources and files. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of this text. */
    public static InteractionKind of(String text) {
        for (InteractionKind kind : values()) {
            if (kind != OTHER && kind.text().equals(text)) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The ordinal of the kind of each distinct value of a column. */
    static int[] ordinals(CodedText kinds) {
        int[] ordinals = new int[kinds.values().length];
        for (int code = 0; code < ordinals.length; code++) {
            ordinals[code] = of(kinds.values()[code]).ordinal();
        }
        return ordinals;
    }
}
