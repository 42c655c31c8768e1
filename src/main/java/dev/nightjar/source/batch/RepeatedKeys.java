package dev.nightjar.source.batch;

import dev.nightjar.customer.column.TextBuilder;
import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * Settles keys that occur more than once. Identical rows count once; of different ones the last updated counts; if that
 * does not single one out, none does. The order of the rows does not matter.
 */
final class RepeatedKeys {

    /** The change time of a row that has none. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int NONE = -1;

    private final TextBuilder keys;
    private final RowOrder order;
    private final ObjIntConsumer<String> drop;
    private int[] next = new int[0];
    private final boolean[] dropped;

    private RepeatedKeys(TextBuilder keys, RowOrder order, ObjIntConsumer<String> drop) {
        this.keys = keys;
        this.order = order;
        this.drop = drop;
        this.dropped = new boolean[keys.size()];
    }

    /**
     * The rows that count, ascending.
     *
     * @param keys one per row; rows with a missing key always count
     * @param drop told the reason and the number of every other row
     */
    static int[] settle(TextBuilder keys, RowOrder order, ObjIntConsumer<String> drop) {
        RepeatedKeys repeated = new RepeatedKeys(keys, order, drop);
        repeated.findGroups();
        return IntStream.range(0, keys.size())
                .filter(row -> !repeated.dropped[row])
                .toArray();
    }

    private void findGroups() {
        int[] present = IntStream.range(0, keys.size())
                .filter(row -> !keys.isMissing(row))
                .toArray();
        DistinctKeys distinct = DistinctKeys.of(keys, present);
        if (!distinct.hasRepeated()) {
            return;
        }
        for (int i = 0; i < present.length; i++) {
            int first = distinct.firstRows()[distinct.codes()[i]];
            if (first != present[i]) {
                link(first, present[i]);
            }
        }
        settleGroups();
    }

    private void link(int head, int row) {
        if (next.length == 0) {
            next = new int[keys.size()];
            Arrays.fill(next, NONE);
        }
        next[row] = next[head];
        next[head] = row;
    }

    private void settleGroups() {
        boolean[] seen = new boolean[next.length];
        for (int head = 0; head < next.length; head++) {
            if (next[head] != NONE && !seen[head]) {
                int first = head;
                int[] group = IntStream.iterate(first, row -> row != NONE, row -> next[row])
                        .toArray();
                for (int row : group) {
                    seen[row] = true;
                }
                settle(group);
            }
        }
    }

    private void settle(int[] group) {
        int[] sorted = IntStream.of(group)
                .boxed()
                .sorted(order::compare)
                .mapToInt(Integer::intValue)
                .toArray();
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (order.compare(sorted[distinct - 1], sorted[i]) == 0) {
                drop(sorted[i], "duplicate");
            } else {
                sorted[distinct++] = sorted[i];
            }
        }
        if (distinct > 1) {
            settleDifferent(Arrays.copyOf(sorted, distinct));
        }
    }

    private void settleDifferent(int[] rows) {
        long newest = IntStream.of(rows).mapToLong(order::updatedAt).max().orElse(NEVER);
        long claims =
                IntStream.of(rows).filter(row -> order.updatedAt(row) == newest).count();
        boolean decided = newest != NEVER && claims == 1;
        for (int row : rows) {
            if (!decided) {
                drop(row, "conflict");
            } else if (order.updatedAt(row) != newest) {
                drop(row, "superseded");
            }
        }
    }

    private void drop(int row, String reason) {
        dropped[row] = true;
        drop.accept(reason, row);
    }
}
