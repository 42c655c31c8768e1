package dev.nightjar.source.batch;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.column.ByteDictionary;
import dev.nightjar.customer.column.TextBuilder;
import dev.nightjar.customer.column.TextColumn;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Interactions of one month as growing columns. */
public final class InteractionBatchBuilder implements RowOrder {

    private final ByteDictionary kinds = new ByteDictionary();
    private final ByteDictionary channels = new ByteDictionary();
    private final ByteDictionary campaigns = new ByteDictionary();
    private final TextBuilder customer = new TextBuilder();
    private final CodeBuilder kind = new CodeBuilder(kinds);
    private final CodeBuilder channel = new CodeBuilder(channels);
    private final CodeBuilder campaign = new CodeBuilder(campaigns);
    private final TextBuilder interactionIds = new TextBuilder();
    private int[] day = new int[1 << 10];
    private long[] atMicros = new long[1 << 10];
    private double[] value = new double[1 << 10];

    /** Where kinds, in lower case, get their numbers. */
    public ByteDictionary kinds() {
        return kinds;
    }

    /** Where channels get their numbers. */
    public ByteDictionary channels() {
        return channels;
    }

    /** Where campaigns get their numbers. */
    public ByteDictionary campaigns() {
        return campaigns;
    }

    /** Adds a row under this key; an empty key stands for a row without one. */
    public void add(InteractionRow row, byte[] key, int from, int to) {
        int at = interactionIds.size();
        if (at == day.length) {
            day = Arrays.copyOf(day, at * 2);
            atMicros = Arrays.copyOf(atMicros, at * 2);
            value = Arrays.copyOf(value, at * 2);
        }
        customer.add(row.customer, row.customerFrom, row.customerTo);
        kind.add(row.kind);
        channel.add(row.channel);
        campaign.add(row.campaign);
        day[at] = row.day;
        atMicros[at] = row.atMicros;
        value[at] = row.value;
        interactionIds.add(key, from, to);
    }

    /**
     * The interactions, each id once.
     *
     * @param withIds whether the source has ids at all
     * @param drop told the key and the reason of every row that does not count
     */
    public InteractionBatch build(boolean withIds, BiConsumer<String, String> drop) {
        int[] kept = RepeatedKeys.settle(
                interactionIds, this, (reason, row) -> drop.accept(interactionIds.get(row), reason));
        @Nullable TextColumn ids = withIds ? interactionIds.select(kept) : null;
        return new InteractionBatch(
                DistinctKeys.select(customer, kept),
                ids,
                IntStream.of(kept).map(row -> day[row]).toArray(),
                IntStream.of(kept).mapToLong(row -> atMicros[row]).toArray(),
                kind.select(kept),
                channel.select(kept),
                IntStream.of(kept).mapToDouble(row -> value[row]).toArray(),
                campaign.select(kept));
    }

    @Override
    public int compare(int a, int b) {
        int order = customer.compareRows(a, b);
        order = order != 0 ? order : Long.compare(atMicros[a], atMicros[b]);
        order = order != 0 ? order : Integer.compare(kind.get(a), kind.get(b));
        order = order != 0 ? order : Integer.compare(channel.get(a), channel.get(b));
        order = order != 0 ? order : Double.compare(value[a], value[b]);
        return order != 0 ? order : Integer.compare(campaign.get(a), campaign.get(b));
    }

    @Override
    public long updatedAt(int row) {
        return RepeatedKeys.NEVER;
    }
}
