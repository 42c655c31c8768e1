package dev.nightjar.feature;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Writes down a small shop, event by event, in any order. Days are days since 1970-01-01, money is in units. */
final class ShopBuilder {

    static final long DAY_MICROS = 86_400_000_000L;

    final List<Order> orders = new ArrayList<>();
    final List<Interaction> interactions = new ArrayList<>();
    private final Map<String, Profile> profiles = new HashMap<>();

    /** An order; optional columns null where absent. */
    record Order(
            String customer,
            int day,
            long atMicros,
            long amount,
            OrderStatus status,
            @Nullable Double discount,
            @Nullable Integer items,
            @Nullable Double cost,
            @Nullable String channel) {

        static Order of(String customer, int day, double amount) {
            return new Order(
                    customer,
                    day,
                    day * DAY_MICROS,
                    tenThousandths(amount),
                    OrderStatus.COMPLETED,
                    null,
                    null,
                    null,
                    null);
        }

        Order at(long secondOfDay) {
            long micros = day * DAY_MICROS + secondOfDay * 1_000_000;
            return new Order(customer, day, micros, amount, status, discount, items, cost, channel);
        }

        Order amount(long tenThousandths) {
            return new Order(customer, day, atMicros, tenThousandths, status, discount, items, cost, channel);
        }

        Order status(OrderStatus other) {
            return new Order(customer, day, atMicros, amount, other, discount, items, cost, channel);
        }

        Order with(@Nullable Double newDiscount, @Nullable Integer newItems, @Nullable Double newCost) {
            return new Order(customer, day, atMicros, amount, status, newDiscount, newItems, newCost, channel);
        }

        Order channel(@Nullable String other) {
            return new Order(customer, day, atMicros, amount, status, discount, items, cost, other);
        }
    }

    /** An interaction; optional columns null or NaN where absent. */
    record Interaction(
            String customer,
            int day,
            long atMicros,
            String kind,
            @Nullable String channel,
            double value) {}

    ShopBuilder order(Order order) {
        orders.add(order);
        return this;
    }

    ShopBuilder order(String customer, int day, double amount) {
        return order(Order.of(customer, day, amount));
    }

    ShopBuilder interaction(String customer, int day, String kind, @Nullable String channel, double value) {
        interactions.add(new Interaction(customer, day, day * DAY_MICROS, kind, channel, value));
        return this;
    }

    ShopBuilder interaction(String customer, int day, String kind) {
        return interaction(customer, day, kind, null, Double.NaN);
    }

    ShopBuilder profile(Profile profile) {
        profiles.put(profile.customerId(), profile);
        return this;
    }

    /** The bucket that holds everybody. */
    BucketHistory build() {
        TreeSet<String> customers = new TreeSet<>(profiles.keySet());
        orders.forEach(order -> customers.add(order.customer()));
        interactions.forEach(interaction -> customers.add(interaction.customer()));
        String[] ids = customers.toArray(new String[0]);
        List<Order> sortedOrders = new ArrayList<>(orders);
        sortedOrders.sort(Comparator.comparing(Order::customer).thenComparingLong(Order::atMicros));
        List<Interaction> sortedInteractions = new ArrayList<>(interactions);
        sortedInteractions.sort(Comparator.comparing(Interaction::customer).thenComparingLong(Interaction::atMicros));
        Profile[] profileOfRow = new Profile[ids.length];
        for (int i = 0; i < ids.length; i++) {
            profileOfRow[i] = profiles.getOrDefault(ids[i], Profile.unknown(ids[i]));
        }
        return new BucketHistory(
                ids,
                orderBatch(sortedOrders),
                offsets(ids, texts(sortedOrders, Order::customer)),
                interactionBatch(sortedInteractions),
                offsets(ids, texts(sortedInteractions, Interaction::customer)),
                profileOfRow);
    }

    /** The history of one customer. */
    CustomerHistory customer(String id) {
        BucketHistory bucket = build();
        return bucket.customer(List.of(bucket.customerIds()).indexOf(id));
    }

    static long tenThousandths(double units) {
        return Math.round(units * Money.SCALE);
    }

    private static OrderBatch orderBatch(List<Order> rows) {
        byte[] status = new byte[rows.size()];
        for (int i = 0; i < status.length; i++) {
            status[i] = rows.get(i).status().code();
        }
        return new OrderBatch(
                null,
                null,
                ints(rows, Order::day),
                rows.stream().mapToLong(Order::atMicros).toArray(),
                rows.stream().mapToLong(Order::amount).toArray(),
                status,
                rows.stream().mapToLong(row -> money(row.discount())).toArray(),
                ints(rows, row -> row.items() == null ? OrderBatch.MISSING_COUNT : row.items()),
                rows.stream().mapToLong(row -> money(row.cost())).toArray(),
                texts(rows, Order::channel));
    }

    private static InteractionBatch interactionBatch(List<Interaction> rows) {
        return new InteractionBatch(
                null,
                null,
                ints(rows, Interaction::day),
                rows.stream().mapToLong(Interaction::atMicros).toArray(),
                texts(rows, Interaction::kind),
                texts(rows, Interaction::channel),
                rows.stream().mapToDouble(Interaction::value).toArray(),
                CodedText.missing(rows.size()));
    }

    private static int[] offsets(String[] ids, CodedText customers) {
        int[] offsets = new int[ids.length + 1];
        int row = 0;
        for (int i = 0; i < ids.length; i++) {
            while (row < customers.size() && ids[i].equals(customers.get(row))) {
                row++;
            }
            offsets[i + 1] = row;
        }
        return offsets;
    }

    private static long money(@Nullable Double units) {
        return units == null ? Money.MISSING : tenThousandths(units);
    }

    private static <T> int[] ints(List<T> rows, ToIntFunction<T> column) {
        return rows.stream().mapToInt(column).toArray();
    }

    private static <T> CodedText texts(List<T> rows, Function<T, @Nullable String> column) {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        return CodedText.of(values);
    }
}
