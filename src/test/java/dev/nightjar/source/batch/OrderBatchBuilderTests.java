package dev.nightjar.source.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.column.CodedKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBatchBuilderTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void idsAreSettledAsASlowComparisonOfAllRowsSays(long seed) {
        Random random = new Random(seed);
        OrderBatchBuilder builder = new OrderBatchBuilder();
        Map<String, List<long[]>> rowsOfId = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String id = "id-" + random.nextInt(15_000);
            long amount = random.nextInt(2);
            long updatedAt = random.nextInt(3);
            add(builder, id, "customer-" + amount, amount, updatedAt);
            rowsOfId.computeIfAbsent(id, key -> new ArrayList<>()).add(new long[] {amount, updatedAt});
        }

        Map<String, Integer> dropped = new HashMap<>();
        OrderBatch batch = builder.build((key, reason) -> dropped.merge(key + " " + reason, 1, Integer::sum));

        Map<String, Integer> expected = new HashMap<>();
        Map<String, Long> kept = new HashMap<>();
        rowsOfId.forEach((id, rows) -> settleSlowly(id, rows, expected, kept));
        assertThat(dropped).as("seed " + seed).isEqualTo(expected);
        Map<String, Long> found = new HashMap<>();
        for (int row = 0; row < batch.size(); row++) {
            String id = Objects.requireNonNull(batch.orderId()).get(row);
            found.put(id, batch.amount()[row]);
            assertThat(Objects.requireNonNull(batch.customerId()).get(row))
                    .isEqualTo("customer-" + batch.amount()[row]);
        }
        assertThat(found).isEqualTo(kept).hasSize(batch.size());
    }

    private static void settleSlowly(
            String id, List<long[]> rows, Map<String, Integer> dropped, Map<String, Long> kept) {
        Set<List<Long>> distinct = new HashSet<>();
        for (long[] row : rows) {
            if (!distinct.add(List.of(row[0], row[1]))) {
                dropped.merge(id + " duplicate", 1, Integer::sum);
            }
        }
        long newest = distinct.stream().mapToLong(row -> row.get(1)).max().orElseThrow();
        List<List<Long>> claims =
                distinct.stream().filter(row -> row.get(1) == newest).toList();
        if (claims.size() == 1) {
            kept.put(id, claims.get(0).get(0));
            if (distinct.size() > 1) {
                dropped.put(id + " superseded", distinct.size() - 1);
            }
        } else {
            dropped.put(id + " conflict", distinct.size());
        }
    }

    @Test
    void oneIdInEveryRowTakesNoQuadraticTime() {
        OrderBatchBuilder builder = new OrderBatchBuilder();
        for (int i = 0; i < 300_000; i++) {
            add(builder, "same", "customer", i, i);
        }

        OrderBatch batch = builder.build((key, reason) -> assertThat(reason).isEqualTo("superseded"));

        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.amount()).containsExactly(299_999);
    }

    @Test
    void customersOfDroppedRowsAreNotAmongTheValues() {
        OrderBatchBuilder builder = new OrderBatchBuilder();
        add(builder, "1", "dropped", 1, 1);
        add(builder, "1", "kept", 2, 2);

        OrderBatch batch = builder.build((key, reason) -> {});

        CodedKeys customers = Objects.requireNonNull(batch.customerId());
        assertThat(customers.values().size()).isEqualTo(1);
        assertThat(customers.get(0)).isEqualTo("kept");
    }

    private static void add(OrderBatchBuilder builder, String id, String customer, long amount, long updatedAt) {
        OrderRow row = new OrderRow();
        row.clear();
        byte[] name = customer.getBytes(StandardCharsets.UTF_8);
        row.customer = name;
        row.customerTo = name.length;
        row.amount = amount;
        row.updatedAt = updatedAt;
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        builder.add(row, key, 0, key.length);
    }
}
