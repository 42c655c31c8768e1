package dev.nightjar.customer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status of an order as its shop reports it; a negative amount makes any of them a refund. */
public enum OrderStatus {
    COMPLETED((byte) 0),
    RETURNED((byte) 1),
    CANCELLED((byte) 2),
    PENDING((byte) 3);

    private static final OrderStatus[] BY_CODE = values();

    private final byte code;

    OrderStatus(byte code) {
        this.code = code;
    }

    /** The status of this name in lower case, or null if there is none. Absent text is {@link #COMPLETED}. */
    public static @Nullable OrderStatus of(@Nullable String text) {
        if (text == null) {
            return COMPLETED;
        }
        for (OrderStatus status : BY_CODE) {
            if (status.text().equals(text)) {
                return status;
            }
        }
        return null;
    }

    /** The status with this code, as {@link OrderBatch#status()} holds it. */
    public static OrderStatus of(byte code) {
        return BY_CODE[code];
    }

    /** The code kept in columns. */
    public byte code() {
        return code;
    }

    /** The name in sources and files, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
