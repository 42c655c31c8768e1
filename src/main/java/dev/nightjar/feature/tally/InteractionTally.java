package dev.nightjar.feature.tally;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.column.CodedText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One customer's interactions by kind and channel, over all windows, and the ratings among them. */
// Counters are arrays in the order of the constants, which is never stored.
@SuppressWarnings("EnumOrdinal")
public final class InteractionTally {

    private static final InteractionKind[] KINDS = InteractionKind.values();

    private final WindowCounts all = new WindowCounts();
    private final WindowCounts activeDays = new WindowCounts();
    private final WindowCounts[] byKind = windowCounts(KINDS.length);
    private final WindowCounts[] byChannel = windowCounts(ChannelGroup.values().length);
    private final int[] lastDay = new int[KINDS.length];
    private final int[] sinceLastOrder = new int[KINDS.length];
    private final ValueSeries[] ratings = {new ValueSeries(), new ValueSeries(), new ValueSeries()};
    private final ChannelTally channels = new ChannelTally();
    private int[] kindOfCode = new int[0];
    private int[] channelOfCode = new int[0];
    private @Nullable InteractionBatch prepared;

    /** Resolves the kinds and channels of a batch once, for all its customers. */
    @SuppressWarnings("ReferenceEquality") // the same batch, not an equal one, whose comparison would read it all
    void prepare(InteractionBatch batch) {
        if (batch != prepared) {
            kindOfCode = InteractionKind.ordinals(batch.kind());
            channelOfCode = ChannelGroup.ordinals(batch.channel());
            prepared = batch;
        }
    }

    void tally(CustomerHistory history, int asOfDay, long lastOrderAt) {
        InteractionBatch batch = history.interactions();
        prepare(batch);
        clear(batch);
        int end = history.interactionEndBefore(asOfDay);
        int previousDay = CustomerTally.NO_DAY;
        for (int row = history.interactionFrom(); row < end; row++) {
            int day = batch.day()[row];
            int band = WindowCounts.band(asOfDay - day);
            all.add(band, 1);
            if (day != previousDay) {
                activeDays.add(band, 1);
                previousDay = day;
            }
            addChannel(batch, row, asOfDay, band);
            addKind(batch, row, band, lastOrderAt);
        }
    }

    private void clear(InteractionBatch batch) {
        all.clear();
        activeDays.clear();
        for (WindowCounts counts : byKind) {
            counts.clear();
        }
        for (WindowCounts counts : byChannel) {
            counts.clear();
        }
        for (ValueSeries series : ratings) {
            series.clear();
        }
        Arrays.fill(lastDay, CustomerTally.NO_DAY);
        Arrays.fill(sinceLastOrder, 0);
        channels.begin(batch.channel());
    }

    private void addChannel(InteractionBatch batch, int row, int asOfDay, int band) {
        int code = batch.channel().codes()[row];
        int group = code == CodedText.MISSING ? ChannelGroup.OTHER.ordinal() : channelOfCode[code];
        byChannel[group].add(band, 1);
        if (asOfDay - batch.day()[row] <= Window.DAYS_365.days()) {
            channels.add(code, batch.atMicros()[row]);
        }
    }

    private void addKind(InteractionBatch batch, int row, int band, long lastOrderAt) {
        int kind = kindOfCode[batch.kind().codes()[row]];
        byKind[kind].add(band, 1);
        lastDay[kind] = batch.day()[row];
        long at = batch.atMicros()[row];
        if (at > lastOrderAt) {
            sinceLastOrder[kind]++;
        }
        int rating = kind - InteractionKind.NPS.ordinal();
        if (rating >= 0 && rating < ratings.length && Double.isFinite(batch.value()[row])) {
            ratings[rating].add(batch.day()[row], at, batch.value()[row]);
        }
    }

    /** Interactions of every kind. */
    public WindowCounts all() {
        return all;
    }

    /** Days with an interaction. */
    public WindowCounts activeDays() {
        return activeDays;
    }

    /** Interactions of one kind. */
    public WindowCounts of(InteractionKind kind) {
        return byKind[kind.ordinal()];
    }

    /** Interactions on the channels of one group. */
    public WindowCounts of(ChannelGroup group) {
        return byChannel[group.ordinal()];
    }

    /** Numbers given with {@link InteractionKind#NPS}, {@code CSAT} or {@code REVIEW}; those that are not finite are left out. */
    public ValueSeries ratings(InteractionKind kind) {
        return ratings[kind.ordinal() - InteractionKind.NPS.ordinal()];
    }

    /** Day of the last interaction of a kind; {@link CustomerTally#NO_DAY} where there is none. */
    public int lastDay(InteractionKind kind) {
        return lastDay[kind.ordinal()];
    }

    /** Day of the last interaction of any kind; {@link CustomerTally#NO_DAY} where there is none. */
    public int lastDay() {
        int last = CustomerTally.NO_DAY;
        for (int day : lastDay) {
            last = Math.max(last, day);
        }
        return last;
    }

    /** Interactions of a kind after the instant of the last completed order, or all where there is none. */
    public int sinceLastOrder(InteractionKind kind) {
        return sinceLastOrder[kind.ordinal()];
    }

    /** Interactions of every kind after the instant of the last completed order, or all where there is none. */
    public int sinceLastOrder() {
        int since = 0;
        for (int count : sinceLastOrder) {
            since += count;
        }
        return since;
    }

    /** Different known kinds within a window. */
    public int distinctKinds(Window window) {
        int distinct = 0;
        for (InteractionKind kind : KINDS) {
            if (kind != InteractionKind.OTHER && of(kind).within(window) > 0) {
                distinct++;
            }
        }
        return distinct;
    }

    /** Channels used in the last 365 days, whatever their names. */
    public ChannelTally channels() {
        return channels;
    }

    private static WindowCounts[] windowCounts(int size) {
        WindowCounts[] counts = new WindowCounts[size];
        Arrays.setAll(counts, i -> new WindowCounts());
        return counts;
    }
}
