package dev.nightjar.history.erasure;

import dev.nightjar.customer.CustomerHash;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnBlock;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Customers who are to be forgotten. Finds them in files of Nightjar, and copies files without them. */
public final class ErasedCustomers {

    /** The column of their ids, the same in every file. */
    public static final String CUSTOMER_ID = "customer_id";

    private final Set<String> ids;
    private final SortedSet<Integer> buckets = new TreeSet<>();

    /**
     * @param ids of the customers
     * @param buckets number of buckets of the history
     */
    public ErasedCustomers(Set<String> ids, int buckets) {
        this.ids = Set.copyOf(ids);
        ids.forEach(id -> this.buckets.add(CustomerHash.bucket(id, buckets)));
    }

    /** Whether nobody is to be forgotten. */
    public boolean isEmpty() {
        return ids.isEmpty();
    }

    /** The buckets that they are in; no other holds one of them. */
    public SortedSet<Integer> buckets() {
        return buckets;
    }

    /** Whether one of them has rows in a row group; reads the ids and nothing else. */
    public boolean isIn(ColumnFile file, int rowGroup) throws IOException {
        ColumnBlock block = file.read(rowGroup, List.of(Column.required(CUSTOMER_ID, ColumnKind.CODED_TEXT)));
        return block.rows() > 0
                && Arrays.stream(block.coded(CUSTOMER_ID).values()).anyMatch(ids::contains);
    }

    /** Whether one of them has rows in a file whose row groups are the buckets. */
    public boolean isInAnyBucket(ColumnFile file) throws IOException {
        for (int bucket : buckets) {
            if (isIn(file, bucket)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a file without their rows; the other rows keep their order, row groups and metadata.
     *
     * @param target may be the file itself, which is then replaced
     * @param columns of the file, {@code customer_id} among them
     * @return the rows left
     */
    public long copyWithout(ColumnFile file, Storage storage, Path target, List<Column> columns) throws IOException {
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, target, columns)) {
            for (int rowGroup : file.rowGroups()) {
                ColumnBlock block = file.read(rowGroup, columns);
                List<ColumnValues> values = columns.stream()
                        .map(column -> block.values().get(column.name()))
                        .toList();
                int[] kept = rowsWithout(block);
                writer.writeRowGroup(rowGroup, new RowOrder(kept, 0, kept.length), values);
            }
            return writer.commit(file.metadata());
        }
    }

    /** The indices of the ids that stay. */
    public int[] indicesWithout(String[] customerIds) {
        return IntStream.range(0, customerIds.length)
                .filter(row -> !ids.contains(customerIds[row]))
                .toArray();
    }

    private int[] rowsWithout(ColumnBlock block) {
        String[] customerIds = new String[block.rows()];
        Arrays.setAll(customerIds, row -> id(block, row));
        return indicesWithout(customerIds);
    }

    private static @Nullable String id(ColumnBlock block, int row) {
        return block.values().get(CUSTOMER_ID) instanceof ColumnValues.Text text
                ? text.values().get(row)
                : block.coded(CUSTOMER_ID).get(row);
    }
}
