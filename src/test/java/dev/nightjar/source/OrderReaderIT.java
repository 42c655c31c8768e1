package dev.nightjar.source;

import static dev.nightjar.source.SourceFixture.orderLines;
import static dev.nightjar.source.SourceFixture.rejectLines;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.source.extract.SourceTable;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderReaderIT {

    private static final String REQUIRED = "order_id, customer_id, ordered_at, amount";
    private static final String NOON = "timestamptz '2026-02-01 12:00Z'";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "10::numeric | 100000",
                "-3.5::numeric | -35000",
                "0::numeric | 0",
                "12345678.90125::numeric | 123456789012",
                "12345678.90135::numeric | 123456789014",
                "0.00005::numeric | 0",
                "0.000050001::numeric | 1",
                "99999999999999.9999::numeric | 999999999999999999",
                "7::smallint | 70000",
                "7::integer | 70000",
                "7000000000::bigint | 70000000000000",
                "0.1::double precision | 1000",
                "1e13::double precision | 100000000000000000",
                "0.00005::double precision | 0",
                "0.1::real | 1000",
                "1234.5678::numeric(12,4) | 12345678"
            })
    void amountsOfEveryTypeAreExact(String amount, long tenThousandths) {
        List<SourceBatch<OrderBatch>> batches =
                SourceFixture.orders(REQUIRED, "1, 2, " + NOON + ", " + amount).readOrders();

        assertThat(batches.get(0).rows().amount()).containsExactly(tenThousandths);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "null::numeric | missing",
                "'NaN'::numeric | not_finite",
                "'NaN'::double precision | not_finite",
                "'Infinity'::double precision | not_finite",
                "'-Infinity'::real | not_finite",
                "100000000000000::numeric | out_of_range",
                "-1e200::numeric | out_of_range",
                "1e300::double precision | out_of_range",
                "9000000000000000000::bigint | out_of_range"
            })
    void amountsThatCannotBeAreRejected(String amount, String reason) {
        List<SourceBatch<OrderBatch>> batches =
                SourceFixture.orders(REQUIRED, "1, 2, " + NOON + ", " + amount).readOrders();

        assertThat(rejectLines(batches)).containsExactly("orders 1 amount " + reason);
        assertThat(batches.get(0).rows().size()).isZero();
        assertThat(batches.get(0).rowsRead()).isEqualTo(1);
    }

    @Test
    void missingAndBlankIdsAreRejected() {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        REQUIRED,
                        "null, 'a', " + NOON + ", 1",
                        "'o1', null, " + NOON + ", 1",
                        "'o2', '', " + NOON + ", 1",
                        "'o3', e' \\t', " + NOON + ", 1",
                        "' ', 'a', " + NOON + ", 1",
                        "'o4', 'a', " + NOON + ", 1")
                .readOrders();

        assertThat(rejectLines(batches))
                .containsExactly(
                        "orders null order_id missing",
                        "orders null order_id missing",
                        "orders o1 customer_id missing",
                        "orders o2 customer_id missing",
                        "orders o3 customer_id missing");
        assertThat(orderLines(batches)).containsExactly("o4 a 2026-02-01 10000 completed");
    }

    @Test
    void strangeIdsStayWhatTheyAre() {
        String longId = "x".repeat(1_000);

        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        REQUIRED,
                        "'o''1\"', e'tab\\there', " + NOON + ", 1",
                        "'o2', e'new\\nline', " + NOON + ", 1",
                        "'🛒', 'naïve 🙂', " + NOON + ", 1",
                        "'" + longId + "', '" + longId + "', " + NOON + ", 1",
                        "'o 3', ' padded ', " + NOON + ", 1")
                .readOrders();

        assertThat(orderLines(batches))
                .containsExactlyInAnyOrder(
                        "o'1\" tab\there 2026-02-01 10000 completed",
                        "o2 new\nline 2026-02-01 10000 completed",
                        "🛒 naïve 🙂 2026-02-01 10000 completed",
                        longId + " " + longId + " 2026-02-01 10000 completed",
                        "o 3  padded  2026-02-01 10000 completed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7::smallint | 7",
                "-2147483648 | -2147483648",
                "9223372036854775807 | 9223372036854775807",
                "'-9223372036854775808'::bigint | -9223372036854775808",
                "0 | 0",
                "'6BA7B810-9dad-11d1-80b4-00c04fd430c8'::uuid | 6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                "'ab'::char(10) | ab",
                "'ab'::varchar(10) | ab"
            })
    void idsOfEveryTypeBecomeText(String id, String text) {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(REQUIRED, id + ", " + id + ", " + NOON + ", 1")
                .readOrders();

        assertThat(orderLines(batches)).containsExactly(text + " " + text + " 2026-02-01 10000 completed");
    }

    @Test
    void statusIsKnownOrTheRowIsRejected() {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        REQUIRED + ", status",
                        "1, 2, " + NOON + ", 1, null",
                        "2, 2, " + NOON + ", 1, 'returned'",
                        "3, 2, " + NOON + ", 1, 'cancelled'",
                        "4, 2, " + NOON + ", 1, 'pending'",
                        "5, 2, " + NOON + ", 1, 'Completed'",
                        "6, 2, " + NOON + ", 1, ''",
                        "7, 2, " + NOON + ", -1, 'shipped'")
                .readOrders();

        assertThat(orderLines(batches))
                .containsExactly(
                        "1 2 2026-02-01 10000 completed",
                        "2 2 2026-02-01 10000 returned",
                        "3 2 2026-02-01 10000 cancelled",
                        "4 2 2026-02-01 10000 pending");
        assertThat(rejectLines(batches))
                .containsExactly(
                        "orders 5 status unknown_status",
                        "orders 6 status unknown_status",
                        "orders 7 status unknown_status");
    }

    @Test
    void foreignAmountsTakeTheLastRateOnOrBeforeTheOrderDayAndAreRoundedOnce() {
        SourceFixture shop = SourceFixture.orders(
                        REQUIRED + ", currency, discount, cost",
                        "1, 2, timestamptz '2026-02-01 23:30Z', 100.005, 'EUR', 10, 'NaN'::numeric",
                        "2, 2, timestamptz '2026-02-02 00:00Z', 0.05, 'EUR', null, 50",
                        "3, 2, " + NOON + ", 10, 'GBP', 1, 2",
                        "4, 2, " + NOON + ", 10, null, 1, 2",
                        "5, 2, " + NOON + ", 10, 'USD', 1, 2",
                        "6, 2, timestamptz '2026-01-30 12:00Z', 10, 'EUR', 1, 2",
                        "7, 2, " + NOON + ", 10, 'gbp', 1, 2",
                        "8, 2, " + NOON + ", 10, '', 1, 2")
                .table(
                        SourceTable.FX_RATES,
                        "rate_date, currency, rate_to_base",
                        "date '2026-01-31', 'EUR', 0.86795",
                        "date '2026-02-02', 'EUR', 0.5",
                        "date '2026-02-05', 'USD', 0.75");

        List<SourceBatch<OrderBatch>> batches = shop.readOrders();

        assertThat(orderLines(batches))
                // 100.005 * 0.86795 = 86.79933975; 0.05 * 0.5 = 0.025
                .containsExactly(
                        "1 2 2026-02-01 867993 completed",
                        "2 2 2026-02-02 250 completed",
                        "3 2 2026-02-01 100000 completed",
                        "4 2 2026-02-01 100000 completed");
        assertThat(rejectLines(batches))
                .containsExactlyInAnyOrder(
                        "orders 5 currency no_rate",
                        "orders 6 currency no_rate",
                        "orders 7 currency no_rate",
                        "orders 8 currency no_rate");
        assertThat(batches.get(1).unusable()).containsExactly(java.util.Map.entry("orders.cost", 1L));
    }

    @Test
    void monthsWithTooManyRowsAreReadOneByOne() {
        SourceFixture shop = SourceFixture.orders(
                REQUIRED,
                "1, 2, timestamptz '2026-01-30 12:00Z', 10",
                "2, 2, timestamptz '2026-01-31 12:00Z', 10",
                "3, 2, " + NOON + ", 10",
                "3, 2, timestamptz '2026-01-31 12:00Z', 10");
        try (ShopSource source = shop.open()) {
            List<YearMonth> months = source.months(SourceTable.ORDERS);

            List<SourceBatch<OrderBatch>> batches = source.readOrders(months, 2);

            assertThat(months).containsExactly(YearMonth.of(2026, 1), YearMonth.of(2026, 2));
            assertThat(batches).extracting(SourceBatch::rowsRead).containsExactly(3L, 1L);
            assertThat(orderLines(batches)).isEqualTo(orderLines(source.readOrders(months)));
            assertThat(source.expectedRows(SourceTable.ORDERS, months)).isPositive();
        }
    }

    @Test
    void optionalNumbersAreConvertedOrMissing() {
        OrderBatch batch = SourceFixture.orders(
                        REQUIRED + ", discount, item_count, cost, channel",
                        "1, 2, " + NOON + ", 1, 0.5::numeric, 3::numeric, 2.25::float8, 'web'",
                        "2, 2, " + NOON + ", 1, 'NaN', 1.5, 'Infinity', ' '",
                        "3, 2, " + NOON + ", 1, null, null, null, null",
                        "4, 2, " + NOON + ", 1, 0, 3000000000, 0, 'shop'")
                .readOrders()
                .get(0)
                .rows();

        assertThat(batch.discount()).containsExactly(5_000, Money.MISSING, Money.MISSING, 0);
        assertThat(batch.itemCount())
                .containsExactly(3, OrderBatch.MISSING_COUNT, OrderBatch.MISSING_COUNT, OrderBatch.MISSING_COUNT);
        assertThat(batch.cost()).containsExactly(22_500, Money.MISSING, Money.MISSING, 0);
        assertThat(batch.channel().get(0)).isEqualTo("web");
        assertThat(batch.channel().get(1)).isNull();
        assertThat(batch.channel().get(3)).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void repeatedIdsAreSettledWhateverTheOrderOfRows(long seed) {
        List<String> rows = new ArrayList<>(List.of(
                "'same', 2, " + NOON + ", 1, null",
                "'same', 2, " + NOON + ", 1.00, null",
                "'same', 2, " + NOON + ", 1, null",
                "'newer', 2, " + NOON + ", 1, timestamptz '2026-02-02Z'",
                "'newer', 2, " + NOON + ", 2, timestamptz '2026-02-03Z'",
                "'newer', 2, " + NOON + ", 2, timestamptz '2026-02-03Z'",
                "'newer', 2, " + NOON + ", 3, null",
                "'differ', 2, " + NOON + ", 1, null",
                "'differ', 3, " + NOON + ", 1, null",
                "'tie', 2, " + NOON + ", 1, timestamptz '2026-02-03Z'",
                "'tie', 2, " + NOON + ", 2, timestamptz '2026-02-03Z'",
                "'once', 2, " + NOON + ", 1, null"));
        Collections.shuffle(rows, new Random(seed));

        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        REQUIRED + ", updated_at", rows.toArray(new String[0]))
                .readOrders();

        assertThat(orderLines(batches))
                .containsExactly(
                        "newer 2 2026-02-01 20000 completed",
                        "once 2 2026-02-01 10000 completed",
                        "same 2 2026-02-01 10000 completed");
        assertThat(rejectLines(batches))
                .containsExactly(
                        "orders differ null conflict",
                        "orders differ null conflict",
                        "orders newer null duplicate",
                        "orders newer null superseded",
                        "orders newer null superseded",
                        "orders same null duplicate",
                        "orders same null duplicate",
                        "orders tie null conflict",
                        "orders tie null conflict");
        assertThat(batches.get(0).rowsRead()).isEqualTo(12);
        assertThat(batches.get(0).rowsRejected()).isEqualTo(9);
    }

    @Test
    void theSameIdInTwoMonthsIsNoRepetition() {
        List<SourceBatch<OrderBatch>> batches = SourceFixture.orders(
                        REQUIRED, "1, 2, timestamptz '2026-01-31 12:00Z', 1", "1, 2, " + NOON + ", 1")
                .readOrders();

        assertThat(orderLines(batches)).hasSize(2);
    }

    @Test
    void erasedCustomersAreNowhereButCounted() {
        SourceFixture shop = SourceFixture.orders(
                        REQUIRED,
                        "1, 'gone', " + NOON + ", 1.0",
                        "2, 'gone', " + NOON + ", 'NaN'",
                        "3, 'stays', " + NOON + ", 1",
                        "4, 'gone', null, 1")
                .table(SourceTable.ERASURES, "customer_id", "'gone'", "'never seen'", "null");

        try (ShopSource source = shop.open()) {
            SourceBatch<OrderBatch> batch =
                    source.readOrders(List.of(java.time.YearMonth.of(2026, 2))).get(0);
            SourceBatch<Integer> unusable = source.readUnusableTimes(SourceTable.ORDERS);

            assertThat(SourceFixture.customers(batch.rows().customerId())).containsExactly("stays");
            assertThat(batch.rejected()).isEmpty();
            assertThat(batch.rowsRead()).isEqualTo(1);
            assertThat(batch.rowsErased()).isEqualTo(2);
            assertThat(unusable.rejected()).isEmpty();
            assertThat(unusable.rowsErased()).isEqualTo(1);
            assertThat(source.erasures()).containsExactlyInAnyOrder("gone", "never seen");
            assertThat(source.erasureRows().rowsRejected()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyTableHasNoMonths() {
        SourceFixture shop = new SourceFixture()
                .select(
                        SourceTable.ORDERS,
                        "select 1 as order_id, 2 as customer_id, timestamptz '2026-02-01' as ordered_at, 1 as amount where false");

        try (ShopSource source = shop.open()) {
            assertThat(source.months(SourceTable.ORDERS)).isEmpty();
            assertThat(source.months(SourceTable.INTERACTIONS)).isEmpty();
            assertThat(source.readOrders(List.of(java.time.YearMonth.of(2026, 2)))
                            .get(0)
                            .rows()
                            .size())
                    .isZero();
            assertThat(source.readProfiles().rows()).isEmpty();
            assertThat(source.readUnusableTimes(SourceTable.INTERACTIONS).rowsRead())
                    .isZero();
            assertThat(source.shape().hasTable("interactions")).isFalse();
        }
    }

    @Test
    void anAsOfDateBeforeAllDataHasNoMonths() {
        try (ShopSource source = SourceFixture.oneOrder().asOf("2020-01-01").open()) {
            assertThat(source.months(SourceTable.ORDERS)).isEmpty();
        }
    }

    @Test
    void moreRejectsThanAreKeptAreCounted() {
        SourceFixture shop = new SourceFixture()
                .select(
                        SourceTable.ORDERS,
                        "select n as order_id, null::text as customer_id, " + NOON + " as ordered_at, 1 as amount"
                                + " from generate_series(1, 100200) as n");

        SourceBatch<OrderBatch> batch = shop.readOrders().get(0);

        assertThat(batch.rowsRead()).isEqualTo(100_200);
        assertThat(batch.rowsRejected()).isEqualTo(100_200);
        assertThat(batch.rejected()).hasSize(Rejects.MAX_KEPT);
    }
}
