package dev.nightjar.source;

import static dev.nightjar.source.SourceFixture.orderLines;
import static dev.nightjar.source.SourceFixture.rejectLine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.OrderBatch;
import dev.nightjar.source.extract.SourceTable;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which instant and which business day a time of the source is, also on nights when clocks change. */
class SourceTimeIT {

    private static final String COLUMNS = "order_id, customer_id, ordered_at, amount";

    @ParameterizedTest
    @CsvSource({
        // the clocks of London go from 01:00 to 02:00; of what is skipped, 01:30 is 02:30
        "Europe/London, 2011-03-27 00:59:59, 2011-03-27T00:59:59Z",
        "Europe/London, 2011-03-27 01:30:00, 2011-03-27T01:30:00Z",
        "Europe/London, 2011-03-27 02:00:00, 2011-03-27T01:00:00Z",
        // and back from 02:00 to 01:00: 01:30 occurs twice and is the first
        "Europe/London, 2011-10-30 00:30:00, 2011-10-29T23:30:00Z",
        "Europe/London, 2011-10-30 01:30:00, 2011-10-30T00:30:00Z",
        "Europe/London, 2011-10-30 02:00:00, 2011-10-30T02:00:00Z",
        "America/New_York, 2011-03-13 02:30:00, 2011-03-13T07:30:00Z",
        "America/New_York, 2011-11-06 01:30:00, 2011-11-06T05:30:00Z",
        "Asia/Kolkata, 2011-01-01 05:29:59.999999, 2010-12-31T23:59:59.999999Z",
        "+03:00, 2011-01-01 02:00:00, 2010-12-31T23:00:00Z"
    })
    void clockTimesAreReadInTheSourceZone(String zone, String clock, String instant) {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(COLUMNS, "1, 2, timestamp '" + clock + "', 1")
                .zones("UTC", zone)
                .asOf("2011-12-01")
                .readOrders();

        assertThat(batches.stream().filter(batch -> batch.rowsRead() > 0))
                .singleElement()
                .satisfies(batch -> assertThat(Instant.EPOCH.plus(batch.rows().atMicros()[0], ChronoUnit.MICROS))
                        .isEqualTo(Instant.parse(instant)));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/London, UTC, 2011-03-27T23:00:00Z, 2011-03-28",
        "Europe/London, UTC, 2011-03-26T23:59:59Z, 2011-03-26",
        "Europe/London, UTC, 2011-10-29T23:00:00Z, 2011-10-30",
        "Europe/London, UTC, 2011-10-30T23:59:59Z, 2011-10-30",
        "America/New_York, UTC, 2011-03-13T04:59:59Z, 2011-03-12",
        "America/New_York, UTC, 2011-03-14T03:59:59Z, 2011-03-13",
        "America/New_York, UTC, 2011-11-07T04:59:59Z, 2011-11-06",
        "Pacific/Apia, UTC, 2011-12-30T10:00:00Z, 2011-12-31"
    })
    void instantsBelongToTheirDayInTheBusinessZone(String business, String source, String instant, String day) {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(COLUMNS, "1, 2, timestamptz '" + instant + "', 1")
                .zones(business, source)
                .asOf("2012-01-01")
                .readOrders();

        assertThat(orderLines(batches)).containsExactly("1 2 " + day + " 10000 completed");
    }

    @Test
    void datesBeginWithTheirDayInTheSourceZone() {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(COLUMNS, "1, 2, date '2026-02-01', 1")
                .zones("America/New_York", "Europe/London")
                .readOrders();

        assertThat(orderLines(batches)).containsExactly("1 2 2026-01-31 10000 completed");
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp", "date"})
    void everyRowIsInExactlyOneMonthOrAmongTheUnusable(String type) {
        SourceFixture shop = new SourceFixture()
                .select(
                        SourceTable.ORDERS,
                        "select n as order_id, 1 as customer_id, (timestamp '1969-12-20' + n * interval '7 hours')::"
                                + type + " as ordered_at, 1 as amount from generate_series(1, 200) as n")
                .asOf("1970-02-10")
                .zones("America/New_York", "Asia/Kolkata");

        try (ShopSource source = shop.open()) {
            long read = 0;
            for (YearMonth month : source.months(SourceTable.ORDERS)) {
                SourceBatch<OrderBatch> batch =
                        source.readOrders(List.of(month)).get(0);
                assertThat(batch.rows().size()).isEqualTo((int) batch.rowsRead());
                read += batch.rowsRead();
            }
            SourceBatch<Integer> unusable = source.readUnusableTimes(SourceTable.ORDERS);

            assertThat(source.months(SourceTable.ORDERS)).containsExactly(YearMonth.of(1970, 1), YearMonth.of(1970, 2));
            // rows 178 and later are at or after the as-of midnight, by some hours more or less for the types without
            // zone
            assertThat(read + unusable.rowsRead()).isBetween(174L, 183L);
            assertThat(unusable.rowsRead()).isEqualTo(unusable.rowsRejected()).isBetween(41L, 47L);
        }
    }

    @Test
    void rowsAtTheAsOfMidnightAreNotRead() {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        COLUMNS,
                        "1, 2, timestamptz '2011-10-30 22:59:59.999999Z', 1.0",
                        "2, 2, timestamptz '2011-10-30 23:59:59.999999Z', 1",
                        "3, 2, timestamptz '2011-10-31 00:00Z', 'NaN'",
                        "4, 2, timestamptz '2012-01-01 00:00Z', 1")
                .asOf("2011-10-31")
                .readOrders();

        assertThat(orderLines(batches))
                .containsExactly("1 2 2011-10-30 10000 completed", "2 2 2011-10-30 10000 completed");
        assertThat(batches.stream().mapToLong(SourceBatch::rowsRead).sum()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"timestamptz", "timestamp", "date"})
    void timesThatAreNoneAreRejected(String type) {
        SourceFixture shop = SourceFixture.orders(
                        COLUMNS,
                        "1, 2, null::" + type + ", 1",
                        "2, 2, '-infinity', 1",
                        "3, 2, 'infinity', 1",
                        "4, 2, '1969-12-31', 1",
                        "5, 2, '0044-03-15 BC', 1",
                        "6, 2, '1970-01-01', 1",
                        "7, 2, '2026-02-28', 1",
                        "8, 2, '2999-01-01', 1")
                .zones("UTC", "UTC");

        try (ShopSource source = shop.open()) {
            assertThat(source.readUnusableTimes(SourceTable.ORDERS).rejected().stream()
                            .map(SourceFixture::rejectLine))
                    .containsExactly(
                            "orders 1 ordered_at missing",
                            "orders 2 ordered_at infinite",
                            "orders 3 ordered_at infinite",
                            "orders 4 ordered_at before_1970",
                            "orders 5 ordered_at before_1970");
            assertThat(source.months(SourceTable.ORDERS)).hasSize(56 * 12 + 2).startsWith(YearMonth.of(1970, 1));
        }
    }

    @Test
    void interactionsWithoutIdAreRejectedWithoutKey() {
        SourceFixture shop = SourceFixture.oneOrder()
                .table(SourceTable.INTERACTIONS, "customer_id, occurred_at, kind", "'a', null::timestamptz, 'visit'");

        try (ShopSource source = shop.open()) {
            assertThat(rejectLine(source.readUnusableTimes(SourceTable.INTERACTIONS)
                            .rejected()
                            .get(0)))
                    .isEqualTo("interactions null occurred_at missing");
        }
    }
}
