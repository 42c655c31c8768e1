package dev.nightjar.source.batch;

import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.TextBuilder;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Orders of one month as growing columns. */
public final class OrderBatchBuilder implements RowOrder {

    private final ByteDictionary channels = new ByteDictionary();
    private final TextBuilder customer = new TextBuilder();
    private final CodeBuilder channel = new CodeBuilder(channels);
    private final TextBuilder orderIds = new TextBuilder();
    private int[] day = new int[1 << 10];
    private long[] atMicros = new long[1 << 10];
    private long[] amount = new long[1 << 10];
    private byte[] status = new byte[1 << 10];
    private long[] discount = new long[1 << 10];
    private int[] itemCount = new int[1 << 10];
    private long[] cost = new long[1 << 10];
    private long[] updatedAt = new long[1 << 10];

    /** Where channels get their numbers. */
    public ByteDictionary channels() {
        return channels;
    }

    /** Adds a row under this key, which is not empty. */
    public void add(OrderRow row, byte[] key, int from, int to) {
        int at = orderIds.size();
        if (at == day.length) {
            grow();
        }
        customer.add(row.customer, row.customerFrom, row.customerTo);
        channel.add(row.channel);
        day[at] = row.day;
        atMicros[at] = row.atMicros;
        amount[at] = row.amount;
        status[at] = row.status;
        discount[at] = row.discount;
        itemCount[at] = row.itemCount;
        cost[at] = row.cost;
        updatedAt[at] = row.updatedAt;
        orderIds.add(key, from, to);
    }

    private void grow() {
        int size = day.length * 2;
        day = Arrays.copyOf(day, size);
        atMicros = Arrays.copyOf(atMicros, size);
        amount = Arrays.copyOf(amount, size);
        status = Arrays.copyOf(status, size);
        discount = Arrays.copyOf(discount, size);
        itemCount = Arrays.copyOf(itemCount, size);
        cost = Arrays.copyOf(cost, size);
        updatedAt = Arrays.copyOf(updatedAt, size);
    }

    /**
     * The orders, each id once.
     *
     * @param drop told the key and the reason of every row that does not count
     */
    public OrderBatch build(BiConsumer<String, String> drop) {
        int[] kept = RepeatedKeys.settle(orderIds, this, (reason, row) -> drop.accept(orderIds.get(row), reason));
        byte[] keptStatus = new byte[kept.length];
        for (int i = 0; i < kept.length; i++) {
            keptStatus[i] = status[kept[i]];
        }
        return new OrderBatch(
                DistinctKeys.select(customer, kept),
                orderIds.select(kept),
                select(day, kept),
                select(atMicros, kept),
                select(amount, kept),
                keptStatus,
                select(discount, kept),
                select(itemCount, kept),
                select(cost, kept),
                channel.select(kept));
    }

    private static int[] select(int[] values, int[] kept) {
        return IntStream.of(kept).map(row -> values[row]).toArray();
    }

    private static long[] select(long[] values, int[] kept) {
        return IntStream.of(kept).mapToLong(row -> values[row]).toArray();
    }

    @Override
    public int compare(int a, int b) {
        int order = Long.compare(updatedAt[a], updatedAt[b]);
        order = order != 0 ? order : customer.compareRows(a, b);
        order = order != 0 ? order : Long.compare(atMicros[a], atMicros[b]);
        order = order != 0 ? order : Long.compare(amount[a], amount[b]);
        order = order != 0 ? order : Byte.compare(status[a], status[b]);
        order = order != 0 ? order : Long.compare(discount[a], discount[b]);
        order = order != 0 ? order : Integer.compare(itemCount[a], itemCount[b]);
        order = order != 0 ? order : Long.compare(cost[a], cost[b]);
        return order != 0 ? order : Integer.compare(channel.get(a), channel.get(b));
    }

    @Override
    public long updatedAt(int row) {
        return updatedAt[row];
    }
}
