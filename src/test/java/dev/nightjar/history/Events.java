package dev.nightjar.history;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Orders and interactions for tests: midday of their business day in UTC unless an instant is given. */
final class Events {

    private static final long MICROS_OF_DAY = 86_400_000_000L;

    private Events() {}

    /** An order of 10.0000 by default. */
    record Order(String customer, String id, LocalDate day, long atMicros, long amount) {

        static Order of(String customer, String id, String day) {
            LocalDate date = LocalDate.parse(day);
            return new Order(customer, id, date, date.toEpochDay() * MICROS_OF_DAY + MICROS_OF_DAY / 2, 100_000);
        }

        Order withAmount(long newAmount) {
            return new Order(customer, id, day, atMicros, newAmount);
        }

        Order withMicrosLater(long micros) {
            return new Order(customer, id, day, atMicros + micros, amount);
        }
    }

    static OrderBatch orders(Order... orders) {
        long[] discount = new long[orders.length];
        int[] itemCount = new int[orders.length];
        long[] cost = new long[orders.length];
        byte[] status = new byte[orders.length];
        for (int row = 0; row < orders.length; row++) {
            boolean isSecond = row % 2 == 1;
            discount[row] = isSecond ? Money.MISSING : 5_000;
            itemCount[row] = isSecond ? OrderBatch.MISSING_COUNT : 3;
            cost[row] = isSecond ? 40_000 : Money.MISSING;
            status[row] = (byte) (row % 4);
        }
        return new OrderBatch(
                CodedKeys.of(Arrays.stream(orders).map(Order::customer).toArray(String[]::new)),
                TextColumn.of(Arrays.stream(orders).map(Order::id).toArray(String[]::new)),
                Arrays.stream(orders)
                        .mapToInt(order -> (int) order.day().toEpochDay())
                        .toArray(),
                Arrays.stream(orders).mapToLong(Order::atMicros).toArray(),
                Arrays.stream(orders).mapToLong(Order::amount).toArray(),
                status,
                discount,
                itemCount,
                cost,
                CodedText.missing(orders.length));
    }

    /** Interactions without ids at midday, each given as {@code customer kind day}. */
    static InteractionBatch interactions(String... rows) {
        String[][] parts = Arrays.stream(rows).map(row -> row.split(" ")).toArray(String[][]::new);
        double[] value = new double[rows.length];
        Arrays.fill(value, Double.NaN);
        int[] day = Arrays.stream(parts)
                .mapToInt(part -> (int) LocalDate.parse(part[2]).toEpochDay())
                .toArray();
        return new InteractionBatch(
                CodedKeys.of(Arrays.stream(parts).map(part -> part[0]).toArray(String[]::new)),
                null,
                day,
                Arrays.stream(day).mapToLong(d -> d * MICROS_OF_DAY).toArray(),
                CodedText.of(Arrays.stream(parts).map(part -> part[1]).toArray(String[]::new)),
                CodedText.missing(rows.length),
                value,
                CodedText.missing(rows.length));
    }

    /** The same orders in another order. */
    static Order[] shuffled(long seed, Order... orders) {
        List<Order> list = new ArrayList<>(List.of(orders));
        Collections.shuffle(list, new Random(seed));
        return list.toArray(new Order[0]);
    }
}
