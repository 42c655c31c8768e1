package dev.nightjar.source.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Rows of a table that is read whole, one object each. Identical rows of a key count once; where rows of a key differ,
 * none counts.
 *
 * @param <K> the key
 * @param <V> the row; {@code equals} says whether two are identical
 */
public final class KeyedRows<K, V> {

    private final Map<K, V> first = new HashMap<>();
    private final Map<K, List<V>> repeated = new HashMap<>();

    /** Adds a row. */
    public void add(K key, V row) {
        V before = first.putIfAbsent(key, row);
        if (before != null) {
            repeated.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
    }

    /**
     * The rows that count.
     *
     * @param drop told the key and the reason of every other row
     */
    public Map<K, V> settle(BiConsumer<K, String> drop) {
        Map<K, V> settled = new HashMap<>(first);
        repeated.forEach((key, others) -> {
            Set<V> distinct = new HashSet<>();
            V one = first.get(key);
            if (one != null) {
                distinct.add(one);
            }
            for (V other : others) {
                if (!distinct.add(other)) {
                    drop.accept(key, "duplicate");
                }
            }
            if (distinct.size() > 1) {
                settled.remove(key);
                distinct.forEach(row -> drop.accept(key, "conflict"));
            }
        });
        return settled;
    }
}
