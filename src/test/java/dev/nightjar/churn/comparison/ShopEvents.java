package dev.nightjar.churn.comparison;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the events of a shop in any order. */
final class ShopEvents {

    private final List<Order> orders = new ArrayList<>();
    private final List<Interaction> interactions = new ArrayList<>();
    private final Map<String, Profile> profiles = new TreeMap<>();

    /**
     * A completed order or a refund.
     *
     * @param micros instant; its day is taken in UTC
     * @param items {@link OrderBatch#MISSING_COUNT} where unknown
     */
    record Order(
            String customer,
            long micros,
            double amount,
            int items,
            @Nullable String channel) {}

    /** An interaction on the web. */
    record Interaction(String customer, long micros, String kind, double value) {}

    void add(Order order) {
        orders.add(order);
        profiles.putIfAbsent(order.customer(), Profile.unknown(order.customer()));
    }

    void add(Interaction interaction) {
        interactions.add(interaction);
        profiles.putIfAbsent(interaction.customer(), Profile.unknown(interaction.customer()));
    }

    void add(Profile profile) {
        profiles.put(profile.customerId(), profile);
    }

    /** Everything collected. */
    BucketHistory history() {
        orders.sort(Comparator.comparing(Order::customer).thenComparingLong(Order::micros));
        interactions.sort(Comparator.comparing(Interaction::customer).thenComparingLong(Interaction::micros));
        String[] ids = profiles.keySet().toArray(new String[0]);
        return new BucketHistory(
                ids,
                orderBatch(),
                offsets(ids, orders.stream().map(Order::customer).toArray(String[]::new)),
                interactionBatch(),
                offsets(ids, interactions.stream().map(Interaction::customer).toArray(String[]::new)),
                profiles.values().toArray(new Profile[0]));
    }

    private OrderBatch orderBatch() {
        int size = orders.size();
        byte[] statuses = new byte[size];
        Arrays.fill(statuses, OrderStatus.COMPLETED.code());
        long[] none = new long[size];
        Arrays.fill(none, Money.MISSING);
        return new OrderBatch(
                CodedKeys.of(orders.stream().map(Order::customer).toArray(String[]::new)),
                null,
                orders.stream().mapToInt(order -> day(order.micros())).toArray(),
                orders.stream().mapToLong(Order::micros).toArray(),
                orders.stream()
                        .mapToLong(order -> (long) Math.rint(order.amount() * Money.SCALE))
                        .toArray(),
                statuses,
                none,
                orders.stream().mapToInt(Order::items).toArray(),
                none,
                CodedText.of(orders.stream().map(Order::channel).toArray(String[]::new)));
    }

    private InteractionBatch interactionBatch() {
        int size = interactions.size();
        @Nullable String[] web = new @Nullable String[size];
        Arrays.fill(web, "web");
        return new InteractionBatch(
                CodedKeys.of(interactions.stream().map(Interaction::customer).toArray(String[]::new)),
                null,
                interactions.stream().mapToInt(event -> day(event.micros())).toArray(),
                interactions.stream().mapToLong(Interaction::micros).toArray(),
                CodedText.of(interactions.stream().map(Interaction::kind).toArray(String[]::new)),
                CodedText.of(web),
                interactions.stream().mapToDouble(Interaction::value).toArray(),
                CodedText.missing(size));
    }

    private static int day(long micros) {
        return (int) Math.floorDiv(micros, LongCycleShop.DAY_MICROS);
    }

    private static int[] offsets(String[] ids, String[] sorted) {
        int[] offsets = new int[ids.length + 1];
        int row = 0;
        for (int i = 0; i < ids.length; i++) {
            while (row < sorted.length && sorted[row].equals(ids[i])) {
                row++;
            }
            offsets[i + 1] = row;
        }
        return offsets;
    }
}
