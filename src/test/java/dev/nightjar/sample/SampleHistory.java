package dev.nightjar.sample;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A sample shop as histories in memory, as the history of a night would hold it, so without its dirt. */
public final class SampleHistory {

    private SampleHistory() {}

    /** All customers of a shop as one bucket. */
    public static BucketHistory of(SampleShop shop) {
        ShopCalendar calendar = shop.calendar();
        ShopChunk chunk = shop.chunk(calendar, 1, shop.customers());
        OrderColumns orders = chunk.orders();
        InteractionColumns interactions = chunk.interactions();
        String[] ids = IntStream.rangeClosed(1, (int) shop.customers())
                .mapToObj(String::valueOf)
                .sorted()
                .toArray(String[]::new);
        Map<Long, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            indexOf.put(Long.valueOf(ids[i]), i);
        }
        int[] orderRows = cleanOrders(orders, indexOf);
        int[] interactionRows = sorted(
                IntStream.range(0, interactions.rows),
                Comparator.<Integer>comparingInt(row -> indexOf.get(interactions.customerId[row]))
                        .thenComparingLong(row -> interactions.occurredAt[row])
                        .thenComparing(row -> String.valueOf(interactions.interactionId[row])));
        return new BucketHistory(
                ids,
                orderBatch(orders, orderRows, calendar),
                offsets(ids, Arrays.stream(orderRows).mapToLong(row -> orders.customerId[row])),
                interactionBatch(interactions, interactionRows),
                offsets(ids, Arrays.stream(interactionRows).mapToLong(row -> interactions.customerId[row])),
                profiles(ids, chunk.profiles()));
    }

    private static int[] cleanOrders(OrderColumns orders, Map<Long, Integer> indexOf) {
        Map<Long, Integer> newest = new HashMap<>();
        for (int row = 0; row < orders.rows; row++) {
            boolean isReadable = orders.amountCents[row] != OrderColumns.NO_MONEY
                    && orders.currency[row] < ShopCalendar.CURRENCIES.length;
            Integer known = newest.get(orders.orderId[row]);
            if (isReadable && (known == null || orders.updatedAt[row] > orders.updatedAt[known])) {
                newest.put(orders.orderId[row], row);
            }
        }
        return sorted(
                newest.values().stream().mapToInt(Integer::intValue),
                Comparator.<Integer>comparingInt(row -> indexOf.get(orders.customerId[row]))
                        .thenComparingLong(row -> orders.orderedAt[row])
                        .thenComparing(row -> String.valueOf(orders.orderId[row])));
    }

    private static int[] sorted(IntStream rows, Comparator<Integer> order) {
        return rows.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
    }

    private static int[] offsets(String[] ids, java.util.stream.LongStream customerOfRow) {
        Map<String, Integer> rows = new HashMap<>();
        customerOfRow.forEach(customer -> rows.merge(String.valueOf(customer), 1, Integer::sum));
        int[] offsets = new int[ids.length + 1];
        for (int i = 0; i < ids.length; i++) {
            offsets[i + 1] = offsets[i] + rows.getOrDefault(ids[i], 0);
        }
        return offsets;
    }

    private static OrderBatch orderBatch(OrderColumns orders, int[] rows, ShopCalendar calendar) {
        return new OrderBatch(
                CodedKeys.of(Arrays.stream(rows)
                        .mapToObj(row -> String.valueOf(orders.customerId[row]))
                        .toArray(String[]::new)),
                TextColumn.of(Arrays.stream(rows)
                        .mapToObj(row -> String.valueOf(orders.orderId[row]))
                        .toArray(String[]::new)),
                Arrays.stream(rows).map(row -> orders.day[row]).toArray(),
                Arrays.stream(rows).mapToLong(row -> orders.orderedAt[row]).toArray(),
                money(orders, orders.amountCents, rows, calendar),
                statuses(orders, rows),
                money(orders, orders.discountCents, rows, calendar),
                Arrays.stream(rows).map(row -> orders.itemCount[row]).toArray(),
                money(orders, orders.costCents, rows, calendar),
                text(rows, row -> OrderColumns.CHANNELS[orders.channel[row]]));
    }

    private static byte[] statuses(OrderColumns orders, int[] rows) {
        byte[] statuses = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            statuses[i] = orders.status[rows[i]];
        }
        return statuses;
    }

    private static long[] money(OrderColumns orders, long[] cents, int[] rows, ShopCalendar calendar) {
        return Arrays.stream(rows)
                .mapToLong(row -> {
                    double rate = calendar.rate(orders.currency[row], orders.day[row]);
                    return cents[row] == OrderColumns.NO_MONEY
                            ? Money.MISSING
                            : (long) Math.rint(cents[row] / 100.0 * rate * Money.SCALE);
                })
                .toArray();
    }

    private static InteractionBatch interactionBatch(InteractionColumns interactions, int[] rows) {
        return new InteractionBatch(
                CodedKeys.of(Arrays.stream(rows)
                        .mapToObj(row -> String.valueOf(interactions.customerId[row]))
                        .toArray(String[]::new)),
                TextColumn.of(Arrays.stream(rows)
                        .mapToObj(row -> String.valueOf(interactions.interactionId[row]))
                        .toArray(String[]::new)),
                Arrays.stream(rows).map(row -> interactions.day[row]).toArray(),
                Arrays.stream(rows)
                        .mapToLong(row -> interactions.occurredAt[row])
                        .toArray(),
                text(rows, row -> InteractionColumns.KINDS[interactions.kind[row]]),
                text(rows, row -> InteractionColumns.CHANNELS[interactions.channel[row]]),
                Arrays.stream(rows).mapToDouble(row -> interactions.value[row]).toArray(),
                text(
                        rows,
                        row -> interactions.campaign[row] == InteractionColumns.NO_CAMPAIGN
                                ? null
                                : InteractionColumns.campaignId(interactions.campaign[row])));
    }

    private static CodedText text(int[] rows, RowText value) {
        @Nullable String[] values = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            values[i] = value.of(rows[i]);
        }
        return CodedText.of(values);
    }

    private static Profile[] profiles(String[] ids, List<ShopProfile> rows) {
        Map<String, Profile> known = new HashMap<>();
        for (ShopProfile row : rows) {
            Profile profile = profile(row);
            known.put(profile.customerId(), profile);
        }
        List<Profile> profiles = new ArrayList<>();
        for (String id : ids) {
            profiles.add(known.getOrDefault(id, Profile.unknown(id)));
        }
        return profiles.toArray(new Profile[0]);
    }

    private static Profile profile(ShopProfile row) {
        Long cost = row.acquisitionCostCents();
        Map<String, String> attributes = new HashMap<>();
        java.util.regex.Matcher scalars = java.util.regex.Pattern.compile("\"(age_band|stable_tier)\": \"([^\"]*)\"")
                .matcher(row.attributes());
        while (scalars.find()) {
            attributes.put(scalars.group(1), scalars.group(2));
        }
        return new Profile(
                String.valueOf(row.customerId()),
                row.signedUpDay(),
                row.country(),
                row.language(),
                row.timeZone(),
                row.acquisitionChannel(),
                cost == null ? Money.MISSING : cost * (Money.SCALE / 100),
                row.profilingConsent(),
                row.marketingConsent(),
                attributes);
    }

    @FunctionalInterface
    private interface RowText {
        @Nullable
        String of(int row);
    }
}
