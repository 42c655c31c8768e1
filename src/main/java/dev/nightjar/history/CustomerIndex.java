package dev.nightjar.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Numbers for customers in order of their first mention, and their ranks once all are known. */
final class CustomerIndex {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> ids = new ArrayList<>();

    int numberOf(String id) {
        Integer known = numbers.putIfAbsent(id, ids.size());
        if (known == null) {
            ids.add(id);
            return ids.size() - 1;
        }
        return known;
    }

    /** Ids in ascending order of their UTF-16 code units. */
    String[] sortedIds() {
        String[] sorted = ids.toArray(new String[0]);
        Arrays.sort(sorted);
        return sorted;
    }

    /** By number, the place in {@link #sortedIds}. */
    int[] ranks() {
        String[] sorted = sortedIds();
        int[] ranks = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            ranks[Objects.requireNonNull(numbers.get(sorted[rank]))] = rank;
        }
        return ranks;
    }
}
