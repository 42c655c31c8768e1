package dev.nightjar.source;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.RejectedRow;
import dev.nightjar.customer.column.CodedKeys;
import dev.nightjar.customer.column.TextColumn;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.SourceTable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A source made of SELECTs without tables, for tests of what one row becomes. */
final class SourceFixture {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();

    private final Map<SourceTable, String> selects = new EnumMap<>(SourceTable.class);
    private LocalDate asOfDate = LocalDate.of(2026, 3, 1);
    private ZoneId businessZone = ZoneId.of("Europe/London");
    private ZoneId sourceZone = ZoneId.of("Europe/London");

    /** Orders as rows of {@code order_id, customer_id, ordered_at, amount} and further columns. */
    static SourceFixture orders(String columns, String... rows) {
        return new SourceFixture().table(SourceTable.ORDERS, columns, rows);
    }

    /** A source whose only order is harmless. */
    static SourceFixture oneOrder() {
        return orders(
                "order_id, customer_id, ordered_at, amount", "1::bigint, 'a', timestamptz '2026-02-01 12:00Z', 1.0");
    }

    SourceFixture table(SourceTable table, String columns, String... rows) {
        String values = String.join("), (", rows);
        selects.put(table, "select * from (values (" + values + ")) as given (" + columns + ")");
        return this;
    }

    SourceFixture select(SourceTable table, String select) {
        selects.put(table, select);
        return this;
    }

    SourceFixture asOf(String date) {
        asOfDate = LocalDate.parse(date);
        return this;
    }

    SourceFixture zones(String business, String source) {
        businessZone = ZoneId.of(business);
        sourceZone = ZoneId.of(source);
        return this;
    }

    ShopSource open() {
        return new SourceSettings(asOfDate, businessZone, sourceZone, "GBP").open(DATABASE, sql());
    }

    ExtractSql sql() {
        return new ExtractSql("the test", selects);
    }

    static PostgresSettings database() {
        return DATABASE;
    }

    /** All batches of orders, read by one SELECT. */
    List<SourceBatch<OrderBatch>> readOrders() {
        try (ShopSource source = open()) {
            List<YearMonth> months = source.months(SourceTable.ORDERS);
            return months.isEmpty() ? List.of() : source.readOrders(months);
        }
    }

    /** All batches of interactions, read by one SELECT. */
    List<SourceBatch<InteractionBatch>> readInteractions() {
        try (ShopSource source = open()) {
            List<YearMonth> months = source.months(SourceTable.INTERACTIONS);
            return months.isEmpty() ? List.of() : source.readInteractions(months);
        }
    }

    /** Orders as {@code id customer day amount status}, sorted. */
    static List<String> orderLines(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream()
                .map(SourceBatch::rows)
                .flatMap(batch -> IntStream.range(0, batch.size()).mapToObj(row -> orderLine(batch, row)))
                .sorted()
                .toList();
    }

    private static String orderLine(OrderBatch batch, int row) {
        return java.util.Objects.requireNonNull(batch.orderId()).get(row)
                + " " + java.util.Objects.requireNonNull(batch.customerId()).get(row)
                + " " + LocalDate.ofEpochDay(batch.day()[row])
                + " " + batch.amount()[row]
                + " "
                + dev.nightjar.customer.OrderStatus.of(batch.status()[row]).text();
    }

    /** The distinct customers of a column. */
    static List<String> customers(@Nullable CodedKeys customers) {
        TextColumn values = java.util.Objects.requireNonNull(customers).values();
        return IntStream.range(0, values.size()).mapToObj(values::get).toList();
    }

    /** Rejected rows as {@code table key column reason}. */
    static <T> List<String> rejectLines(List<SourceBatch<T>> batches) {
        return batches.stream()
                .flatMap(batch -> batch.rejected().stream())
                .map(SourceFixture::rejectLine)
                .collect(Collectors.toList());
    }

    static String rejectLine(RejectedRow row) {
        return row.table() + " " + row.key() + " " + row.column() + " " + row.reason();
    }
}
