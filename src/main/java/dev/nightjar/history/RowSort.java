package dev.nightjar.history;

import dev.nightjar.customer.CodedText;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.parquet.RowOrder;

/**
 * Rows in order of bucket, customer, then whatever a comparison of two rows of one customer says. Sorts row numbers;
 * customers by counting, because a month has few rows of each.
 *
 * @param rows row numbers, sorted
 * @param bucketOffsets length buckets + 1; rows of bucket b are at the positions from {@code bucketOffsets[b]} to
 *     {@code bucketOffsets[b + 1]}
 */
record RowSort(int[] rows, int[] bucketOffsets) {

    private static final int INSERTION_LIMIT = 12;

    /** Compares two numbers, as of rows. */
    @FunctionalInterface
    interface Comparison {
        int compare(int left, int right);
    }

    static RowSort of(CodedText customers, int buckets, Comparison rowsOfOneCustomer) {
        String[] ids = customers.values();
        int[] bucketOf = new int[ids.length];
        for (int code = 0; code < ids.length; code++) {
            bucketOf[code] = CustomerHash.bucket(ids[code], buckets);
        }
        int[] idOffsets = new int[buckets + 1];
        int[] codes = scatter(bucketOf, idOffsets);
        int[] scratch = new int[Math.max(ids.length, customers.size())];
        Comparison byId = byId(ids);
        for (int bucket = 0; bucket < buckets; bucket++) {
            sort(codes, idOffsets[bucket], idOffsets[bucket + 1], scratch, byId);
        }
        int[] rankOf = new int[ids.length];
        for (int rank = 0; rank < codes.length; rank++) {
            rankOf[codes[rank]] = rank;
        }
        int[] ranks = new int[customers.size()];
        for (int row = 0; row < ranks.length; row++) {
            ranks[row] = rankOf[customers.codes()[row]];
        }
        int[] rowOffsets = new int[ids.length + 1];
        int[] rows = scatter(ranks, rowOffsets);
        for (int rank = 0; rank < ids.length; rank++) {
            sort(rows, rowOffsets[rank], rowOffsets[rank + 1], scratch, rowsOfOneCustomer);
        }
        int[] bucketOffsets = new int[buckets + 1];
        for (int bucket = 0; bucket <= buckets; bucket++) {
            bucketOffsets[bucket] = rowOffsets[idOffsets[bucket]];
        }
        return new RowSort(rows, bucketOffsets);
    }

    /** The positions of distinct ids in ascending order of their UTF-16 code units. */
    static int[] ascending(String[] ids) {
        int[] positions = RowOrder.asIs(ids.length).rows();
        sort(positions, 0, ids.length, new int[ids.length], byId(ids));
        return positions;
    }

    RowOrder bucket(int bucket) {
        return new RowOrder(rows, bucketOffsets[bucket], bucketOffsets[bucket + 1]);
    }

    /** Ids in order of their UTF-16 code units; mostly told apart by a number made of the first that differ at all. */
    private static Comparison byId(String[] ids) {
        int shared = sharedPrefix(ids);
        long[] heads = new long[ids.length];
        for (int i = 0; i < ids.length; i++) {
            heads[i] = head(ids[i], shared);
        }
        return (a, b) -> heads[a] != heads[b] ? Long.compareUnsigned(heads[a], heads[b]) : ids[a].compareTo(ids[b]);
    }

    private static int sharedPrefix(String[] ids) {
        int shared = ids.length == 0 ? 0 : ids[0].length();
        for (String id : ids) {
            shared = Math.min(shared, id.length());
            int i = 0;
            while (i < shared && id.charAt(i) == ids[0].charAt(i)) {
                i++;
            }
            shared = i;
        }
        return shared;
    }

    /** Eight code units from {@code from} on, each capped to a byte so that ids of any script keep their order. */
    private static long head(String id, int from) {
        long head = 0;
        boolean isExact = true;
        for (int i = from; i < from + Long.BYTES; i++) {
            int unit = isExact && i < id.length() ? id.charAt(i) : 0;
            isExact = isExact && unit < 0xff;
            head = head << 8 | Math.min(unit, 0xff);
        }
        return head;
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
