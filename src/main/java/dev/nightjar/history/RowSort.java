package dev.nightjar.history;

import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.RowOrder;
import java.util.Arrays;

/**
 * Rows in order of bucket, customer, then whatever a comparison of two rows of one customer says. Sorts row numbers;
 * customers by counting, because a month has few rows of each.
 *
 * @param rows row numbers, sorted
 * @param bucketOffsets length buckets + 1; rows of bucket b are at the positions from {@code bucketOffsets[b]} to
 *     {@code bucketOffsets[b + 1]}
 * @param customers the customer of each row, in the order the rows came; codes ascend with the order of the customers, so
 *     that those of a bucket lie beside each other
 */
record RowSort(int[] rows, int[] bucketOffsets, CodedKeys customers) {

    private static final int INSERTION_LIMIT = 12;

    /** Compares two numbers, as of rows. */
    @FunctionalInterface
    interface Comparison {
        int compare(int left, int right);
    }

    static RowSort of(CodedKeys customers, int buckets, Comparison rowsOfOneCustomer) {
        TextColumn ids = customers.values();
        int[] bucketOf = new int[ids.size()];
        for (int code = 0; code < bucketOf.length; code++) {
            bucketOf[code] = CustomerHash.bucket(ids.utf8(), ids.offsets()[code], ids.offsets()[code + 1], buckets);
        }
        int[] idOffsets = new int[buckets + 1];
        int[] codes = scatter(bucketOf, idOffsets);
        int[] scratch = new int[Math.max(ids.size(), customers.size())];
        Comparison byId = byId(ids);
        for (int bucket = 0; bucket < buckets; bucket++) {
            sort(codes, idOffsets[bucket], idOffsets[bucket + 1], scratch, byId);
        }
        int[] rankOf = new int[ids.size()];
        for (int rank = 0; rank < codes.length; rank++) {
            rankOf[codes[rank]] = rank;
        }
        int[] ranks = new int[customers.size()];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = rankOf[customers.codes()[row]];
        }
        int[] rowOffsets = new int[ids.size() + 1];
        int[] rows = scatter(ranks, rowOffsets);
        for (int rank = 0; rank < ids.size(); rank++) {
            sort(rows, rowOffsets[rank], rowOffsets[rank + 1], scratch, rowsOfOneCustomer);
        }
        int[] bucketOffsets = new int[buckets + 1];
        for (int bucket = 0; bucket <= buckets; bucket++) {
            bucketOffsets[bucket] = rowOffsets[idOffsets[bucket]];
        }
        return new RowSort(rows, bucketOffsets, new CodedKeys(ranks, sorted(ids, rankOf)));
    }

    /** Ids in the order of their ranks; read one after the other, for they lie in memory as they came. */
    private static TextColumn sorted(TextColumn ids, int[] rankOf) {
        int[] from = ids.offsets();
        int[] offsets = new int[from.length];
        for (int id = 0; id < rankOf.length; id++) {
            offsets[rankOf[id] + 1] = from[id + 1] - from[id];
        }
        for (int rank = 0; rank < rankOf.length; rank++) {
            offsets[rank + 1] += offsets[rank];
        }
        byte[] utf8 = new byte[ids.utf8().length];
        for (int id = 0; id < rankOf.length; id++) {
            System.arraycopy(ids.utf8(), from[id], utf8, offsets[rankOf[id]], from[id + 1] - from[id]);
        }
        return new TextColumn(utf8, offsets);
    }

    /** The positions of distinct ids in ascending order of their UTF-16 code units. */
    static int[] ascending(TextColumn ids) {
        int[] positions = RowOrder.asIs(ids.size()).rows();
        sort(positions, 0, ids.size(), new int[ids.size()], byId(ids));
        return positions;
    }

    RowOrder bucket(int bucket) {
        return new RowOrder(rows, bucketOffsets[bucket], bucketOffsets[bucket + 1]);
    }

    /** Ids in order of their UTF-16 code units; mostly told apart by a number made of the first bytes that differ at all. */
    private static Comparison byId(TextColumn ids) {
        int shared = sharedPrefix(ids);
        long[] heads = new long[ids.size()];
        for (int id = 0; id < heads.length; id++) {
            heads[id] = head(ids.utf8(), ids.offsets()[id] + shared, ids.offsets()[id + 1]);
        }
        return (a, b) -> heads[a] != heads[b] ? Long.compareUnsigned(heads[a], heads[b]) : compare(ids, a, b);
    }

    private static int sharedPrefix(TextColumn ids) {
        byte[] utf8 = ids.utf8();
        int[] offsets = ids.offsets();
        int shared = ids.size() == 0 ? 0 : offsets[1];
        for (int id = 0; id < ids.size(); id++) {
            int differs = Arrays.mismatch(utf8, 0, shared, utf8, offsets[id], offsets[id + 1]);
            shared = differs < 0 ? shared : differs;
        }
        return shared;
    }

    /** Eight bytes, in {@link #utf16Order}; none counts as 0. */
    private static long head(byte[] utf8, int from, int to) {
        long head = 0;
        for (int at = from; at < from + Long.BYTES; at++) {
            head = head << Byte.SIZE | (at < to ? utf16Order(utf8[at]) : 0);
        }
        return head;
    }

    private static int compare(TextColumn ids, int a, int b) {
        byte[] utf8 = ids.utf8();
        int fromA = ids.offsets()[a];
        int fromB = ids.offsets()[b];
        int toA = ids.offsets()[a + 1];
        int toB = ids.offsets()[b + 1];
        int same = Arrays.mismatch(utf8, fromA, toA, utf8, fromB, toB);
        if (same < 0 || fromA + same == toA || fromB + same == toB) {
            return Integer.compare(toA - fromA, toB - fromB);
        }
        return Integer.compare(utf16Order(utf8[fromA + same]), utf16Order(utf8[fromB + same]));
    }

    /**
     * A byte of UTF-8 as a number whose order is that of UTF-16: characters beyond the first 65,536, of which UTF-16 makes
     * two units, come before those from U+E000 on.
     */
    private static int utf16Order(byte unit) {
        int value = unit & 0xff;
        return value == 0xee || value == 0xef ? value + 0x10 : value;
    }

    /** Positions ordered by their group, keeping their order within it; fills in where each group starts. */
    private static int[] scatter(int[] groupOf, int[] offsets) {
        for (int group : groupOf) {
            offsets[group + 1]++;
        }
        for (int group = 1; group < offsets.length; group++) {
            offsets[group] += offsets[group - 1];
        }
        int[] next = offsets.clone();
        int[] ordered = new int[groupOf.length];
        for (int position = 0; position < groupOf.length; position++) {
            ordered[next[groupOf[position]]++] = position;
        }
        return ordered;
    }

    private static void sort(int[] values, int from, int to, int[] scratch, Comparison comparison) {
        if (to - from <= INSERTION_LIMIT) {
            insertionSort(values, from, to, comparison);
            return;
        }
        int middle = (from + to) >>> 1;
        sort(values, from, middle, scratch, comparison);
        sort(values, middle, to, scratch, comparison);
        if (comparison.compare(values[middle - 1], values[middle]) <= 0) {
            return;
        }
        System.arraycopy(values, from, scratch, from, middle - from);
        int left = from;
        int right = middle;
        for (int out = from; left < middle; out++) {
            boolean takeLeft = right == to || comparison.compare(scratch[left], values[right]) <= 0;
            values[out] = takeLeft ? scratch[left++] : values[right++];
        }
    }

    private static void insertionSort(int[] values, int from, int to, Comparison comparison) {
        for (int i = from + 1; i < to; i++) {
            int value = values[i];
            int slot = i;
            while (slot > from && comparison.compare(values[slot - 1], value) > 0) {
                values[slot] = values[slot - 1];
                slot--;
            }
            values[slot] = value;
        }
    }
}
