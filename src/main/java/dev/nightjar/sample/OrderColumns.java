package dev.nightjar.sample;

import java.util.Arrays;

/** Orders of a chunk, column by column; row r is element r of each array, for r below {@link #rows}. */
final class OrderColumns {

    /** No amount, discount or cost. */
    static final long NO_MONEY = Long.MIN_VALUE;

    /** Values of {@link #status}. */
    static final String[] STATUSES = {"completed", "returned", "cancelled", "pending"};

    /** Values of {@link #channel}. */
    static final String[] CHANNELS = {"web", "app", "store", "phone"};

    /** Values of {@link #currency}; the last is no currency at all. */
    static final String[] CURRENCIES = {"GBP", "EUR", "USD", "XXX"};

    int rows;
    long[] orderId = new long[64];
    long[] customerId = new long[64];
    long[] orderedAt = new long[64];
    int[] day = new int[64];
    long[] amountCents = new long[64];
    byte[] currency = new byte[64];
    byte[] status = new byte[64];
    long[] discountCents = new long[64];
    int[] itemCount = new int[64];
    long[] costCents = new long[64];
    byte[] channel = new byte[64];
    long[] updatedAt = new long[64];

    /** Makes room for one more row and returns its index. */
    int next() {
        if (rows == orderId.length) {
            grow(2 * rows);
        }
        return rows++;
    }

    /** Adds a copy of a row and returns its index. */
    int copy(int row) {
        int to = next();
        orderId[to] = orderId[row];
        customerId[to] = customerId[row];
        orderedAt[to] = orderedAt[row];
        day[to] = day[row];
        amountCents[to] = amountCents[row];
        currency[to] = currency[row];
        status[to] = status[row];
        discountCents[to] = discountCents[row];
        itemCount[to] = itemCount[row];
        costCents[to] = costCents[row];
        channel[to] = channel[row];
        updatedAt[to] = updatedAt[row];
        return to;
    }

    private void grow(int size) {
        orderId = Arrays.copyOf(orderId, size);
        customerId = Arrays.copyOf(customerId, size);
        orderedAt = Arrays.copyOf(orderedAt, size);
        day = Arrays.copyOf(day, size);
        amountCents = Arrays.copyOf(amountCents, size);
        currency = Arrays.copyOf(currency, size);
        status = Arrays.copyOf(status, size);
        discountCents = Arrays.copyOf(discountCents, size);
        itemCount = Arrays.copyOf(itemCount, size);
        costCents = Arrays.copyOf(costCents, size);
        channel = Arrays.copyOf(channel, size);
        updatedAt = Arrays.copyOf(updatedAt, size);
    }
}
