package dev.nightjar.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.TextColumn;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSortTests {

    /** Beyond U+FFFF the order of UTF-8 is not that of UTF-16; U+FFFD and U+E000 lie where the two differ. */
    private static final String[] UNITS = {"a", "b", "0", "é", "長", "\ud7ff", "\ue000", "\ufffd", "🛒", "\ud800\udc00"};

    @Test
    void idsAscendByTheirUtf16CodeUnits() {
        String[] ids =
                new Random(7).ints(5_000).mapToObj(RowSortTests::id).distinct().toArray(String[]::new);

        int[] positions = RowSort.ascending(TextColumn.of(ids));

        String[] expected = ids.clone();
        Arrays.sort(expected);
        assertThat(Arrays.stream(positions).mapToObj(position -> ids[position])).containsExactly(expected);
    }

    @Test
    void customersOfABucketLieBesideEachOther() {
        String[] rows = {"c", "a", "b", "a", "🛒", "c"};
        int buckets = 2;

        RowSort sorted = RowSort.of(CodedKeys.of(rows), buckets, Integer::compare);

        String[] expected = Arrays.stream(rows)
                .sorted(java.util.Comparator.comparingInt((String id) -> CustomerHash.bucket(id, buckets))
                        .thenComparing(id -> id))
                .toArray(String[]::new);
        assertThat(Arrays.stream(sorted.rows()).mapToObj(row -> rows[row])).containsExactly(expected);
        assertThat(Arrays.stream(sorted.rows()).map(row -> sorted.customers().codes()[row]))
                .isSorted();
        for (int row = 0; row < rows.length; row++) {
            assertThat(sorted.customers().get(row)).isEqualTo(rows[row]);
        }
    }

    /** Up to twelve units, many of them the same at the beginning. */
    private static String id(int seed) {
        Random random = new Random(seed);
        StringBuilder id = new StringBuilder("shop");
        int length = random.nextInt(9);
        for (int i = 0; i < length; i++) {
            id.append(UNITS[random.nextInt(UNITS.length)]);
        }
        return id.toString();
    }
}
