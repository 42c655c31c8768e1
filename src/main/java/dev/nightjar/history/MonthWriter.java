package dev.nightjar.history;

import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.OrderStatus;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes one month of a table, or all profiles, as one file: one row group per bucket, rows sorted by customer, business
 * day, instant and source id. The same rows in any order give the same file. Safe for use by several threads.
 */
public final class MonthWriter {

    static final String PROFILES = "all";
    private static final OrderStatus[] STATUSES = OrderStatus.values();

    private final Storage storage;
    private final Path directory;
    private final int buckets;
    private final String token;

    MonthWriter(Storage storage, Path directory, int buckets, String token) {
        this.storage = storage;
        this.directory = directory;
        this.buckets = buckets;
        this.token = token;
    }

    /**
     * Writes the orders of a month.
     *
     * @param orders all of that month, in any order, with their ids
     * @param rejected rows that were read for it and refused
     * @param cutAt the as-of date that ended the reading
     */
    public HistoryFile writeOrders(YearMonth month, OrderBatch orders, long rejected, LocalDate cutAt)
            throws IOException {
        TextColumn ids = orders.orderId();
        if (ids == null) {
            throw new IllegalArgumentException("orders of " + month + " must have order ids, had none");
        }
        RowSort sorted = RowSort.of(customers(orders.customerId()), buckets, (a, b) -> {
            int order = compareTimes(orders.day(), orders.atMicros(), a, b);
            return order != 0 ? order : ids.compare(a, b);
        });
        List<ColumnValues> values = List.of(
                new ColumnValues.Keys(sorted.customers()),
                new ColumnValues.Text(ids),
                new ColumnValues.Ints(orders.day()),
                new ColumnValues.Longs(orders.atMicros()),
                new ColumnValues.Longs(orders.amount()),
                new ColumnValues.Coded(statusText(orders.status())),
                new ColumnValues.Longs(orders.discount()),
                new ColumnValues.Ints(orders.itemCount()),
                new ColumnValues.Longs(orders.cost()),
                new ColumnValues.Coded(orders.channel()));
        String file = write(HistoryTable.ORDERS, month.toString(), HistoryTable.ORDERS.columns(), sorted, values);
        return new HistoryFile(HistoryTable.ORDERS, month, file, orders.size(), rejected, cutAt);
    }

    /** Writes the interactions of a month; parameters as in {@link #writeOrders}. Ids may be absent. */
    public HistoryFile writeInteractions(YearMonth month, InteractionBatch interactions, long rejected, LocalDate cutAt)
            throws IOException {
        TextColumn ids = interactions.interactionId();
        RowSort sorted = RowSort.of(
                customers(interactions.customerId()), buckets, (a, b) -> compareInteractions(interactions, ids, a, b));
        List<ColumnValues> values = new java.util.ArrayList<>(List.of(
                new ColumnValues.Keys(sorted.customers()),
                new ColumnValues.Ints(interactions.day()),
                new ColumnValues.Longs(interactions.atMicros()),
                new ColumnValues.Coded(interactions.kind()),
                new ColumnValues.Coded(interactions.channel()),
                new ColumnValues.Doubles(interactions.value()),
                new ColumnValues.Coded(interactions.campaignId())));
        List<Column> columns = HistoryTable.INTERACTIONS.columnsExcept("interaction_id");
        if (ids != null) {
            columns = HistoryTable.INTERACTIONS.columns();
            values.add(1, new ColumnValues.Text(ids));
        }
        String file = write(HistoryTable.INTERACTIONS, month.toString(), columns, sorted, values);
        return new HistoryFile(HistoryTable.INTERACTIONS, month, file, interactions.size(), rejected, cutAt);
    }

    /** Writes all profiles; parameters as in {@link #writeOrders}. */
    public HistoryFile writeProfiles(List<Profile> profiles, long rejected, LocalDate cutAt) throws IOException {
        String[] ids = profiles.stream().map(Profile::customerId).toArray(String[]::new);
        RowSort sorted = RowSort.of(CodedKeys.of(ids), buckets, Integer::compare);
        List<ColumnValues> values = ProfileColumns.toColumns(profiles);
        String file = write(HistoryTable.CUSTOMERS, PROFILES, HistoryTable.CUSTOMERS.columns(), sorted, values);
        return new HistoryFile(HistoryTable.CUSTOMERS, null, file, profiles.size(), rejected, cutAt);
    }

    private String write(
            HistoryTable table, String part, List<Column> columns, RowSort sorted, List<ColumnValues> values)
            throws IOException {
        String file = table.text() + "/" + part + "-" + token + ".parquet";
        try (ColumnFileWriter writer = ColumnFileWriter.create(storage, new Path(directory, file), columns)) {
            for (int bucket = 0; bucket < buckets; bucket++) {
                writer.writeRowGroup(bucket, sorted.bucket(bucket), values);
            }
            writer.commit(Map.of());
        }
        return file;
    }

    private static int compareInteractions(InteractionBatch rows, @Nullable TextColumn ids, int a, int b) {
        int order = compareTimes(rows.day(), rows.atMicros(), a, b);
        if (order == 0 && ids != null) {
            order = ids.compare(a, b);
        }
        // without ids, whatever else tells two interactions of one instant apart
        if (order == 0) {
            order = compareCodes(rows.kind(), a, b);
        }
        if (order == 0) {
            order = compareCodes(rows.channel(), a, b);
        }
        if (order == 0) {
            order = Double.compare(rows.value()[a], rows.value()[b]);
        }
        return order != 0 ? order : compareCodes(rows.campaignId(), a, b);
    }

    private static int compareTimes(int[] day, long[] atMicros, int a, int b) {
        // the day first: where clocks go back at midnight a later instant may have an earlier day
        return day[a] != day[b] ? Integer.compare(day[a], day[b]) : Long.compare(atMicros[a], atMicros[b]);
    }

    private static int compareCodes(CodedText text, int a, int b) {
        String left = text.get(a);
        String right = text.get(b);
        if (left == null || right == null) {
            return Boolean.compare(left != null, right != null);
        }
        return left.compareTo(right);
    }

    private static CodedKeys customers(@Nullable CodedKeys customers) {
        return Objects.requireNonNull(customers, "rows that are written must have customers");
    }

    private static CodedText statusText(byte[] status) {
        int[] codes = new int[status.length];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = status[row];
        }
        String[] texts = new String[STATUSES.length];
        for (OrderStatus each : STATUSES) {
            texts[each.code()] = each.text();
        }
        return new CodedText(codes, texts);
    }
}
