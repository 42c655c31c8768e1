package dev.nightjar.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.RejectedRow;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.source.extract.CustomerKeyType;
import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.SourceTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The real data sets, accounted for row by row; the totals are those counted on the files. */
class SharedShopsIT {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final long TEN_THOUSANDTHS = 10_000;

    @Test
    void cdnowSampleIsAllThere() {
        PostgresSettings database = TestPostgres.freshDatabase();
        Path folder = SharedShops.cdnowSample(database);

        try (ShopSource source = open(database, folder, "1998-07-01")) {
            List<SourceBatch<OrderBatch>> batches = orders(source);

            assertThat(source.customerKeyType()).isEqualTo(CustomerKeyType.BIGINT);
            assertThat(batches).hasSize(18);
            assertThat(read(batches)).isEqualTo(6_919);
            assertThat(staged(batches)).isEqualTo(6_919);
            assertThat(customers(batches)).hasSize(2_357);
            assertThat(amount(batches)).isEqualTo(24_409_194 * TEN_THOUSANDTHS / 100);
        }
    }

    @Test
    void cdnowMasterIsAllThere() {
        PostgresSettings database = TestPostgres.freshDatabase();
        Path folder = SharedShops.cdnowMaster(database);

        try (ShopSource source = open(database, folder, "1998-07-01")) {
            List<SourceBatch<OrderBatch>> batches = orders(source);

            assertThat(staged(batches)).isEqualTo(read(batches)).isEqualTo(69_659);
            assertThat(customers(batches)).hasSize(23_570);
            assertThat(amount(batches)).isEqualTo(250_031_563L * TEN_THOUSANDTHS / 100);
        }
    }

    @Test
    void cdnowRowsAfterTheAsOfDateAreNeitherReadNorRejected() {
        PostgresSettings database = TestPostgres.freshDatabase();
        Path folder = SharedShops.cdnowSample(database);

        try (ShopSource source = open(database, folder, "1997-10-01")) {
            List<SourceBatch<OrderBatch>> batches = orders(source);

            assertThat(source.months(SourceTable.ORDERS))
                    .startsWith(YearMonth.of(1997, 1))
                    .endsWith(YearMonth.of(1997, 9))
                    .hasSize(9);
            assertThat(read(batches)).isEqualTo(staged(batches)).isLessThan(6_919);
            assertThat(source.readUnusableTimes(SourceTable.ORDERS).rowsRead()).isZero();
        }
    }

    @Test
    void onlineRetailInvoicesAreStagedOrRejected() {
        PostgresSettings database = TestPostgres.freshDatabase();
        Path folder = SharedShops.onlineRetail(database);

        try (ShopSource source = open(database, folder, "2011-12-10")) {
            List<SourceBatch<OrderBatch>> batches = orders(source);
            SourceBatch<List<Profile>> profiles = source.readProfiles();

            assertThat(source.customerKeyType()).isEqualTo(CustomerKeyType.TEXT);
            assertThat(read(batches)).isEqualTo(25_900);
            assertThat(staged(batches) + rejected(batches)).isEqualTo(25_900);
            assertThat(reasons(batches)).containsExactly(Map.entry("customer_id missing", rejected(batches)));
            assertThat(customers(batches)).hasSize(4_372).contains("17850.0");
            assertThat(profiles.rows()).hasSize(4_372);
            assertThat(profiles.rowsRead()).isEqualTo(4_372);
        }
    }

    @Test
    void contosoKeepsBothShopsReviewsAndAttributes() {
        PostgresSettings database = TestPostgres.freshDatabase();
        Path folder = SharedShops.contoso(database);

        try (ShopSource source = open(database, folder, "2019-06-01")) {
            List<SourceBatch<OrderBatch>> orders = orders(source);
            List<SourceBatch<InteractionBatch>> reviews =
                    batches(source, SourceTable.INTERACTIONS, source::readInteractions);
            SourceBatch<List<Profile>> profiles = source.readProfiles();

            assertThat(read(orders)).isEqualTo(12_369 + 20_024);
            assertThat(staged(orders) + rejected(orders)).isEqualTo(read(orders));
            assertThat(reviews.stream().mapToLong(SourceBatch::rowsRead).sum()).isEqualTo(20_020);
            assertThat(reviews.stream().mapToLong(batch -> batch.rows().size()).sum())
                    .isEqualTo(20_020);
            assertThat(profiles.rows()).hasSize(5_000);
            assertThat(profiles.rows().get(0).attributes())
                    .containsKeys("gender", "income", "loyalty_tier", "occupation", "satisfaction");
            assertThat(source.shape().hasColumn("customers.attributes")).isTrue();
            assertThat(source.shape().hasColumn("orders.status")).isFalse();
        }
    }

    private static ShopSource open(PostgresSettings database, Path folder, String asOf) {
        return new SourceSettings(LocalDate.parse(asOf), LONDON, LONDON, "GBP").open(database, ExtractSql.read(folder));
    }

    private static List<SourceBatch<OrderBatch>> orders(ShopSource source) {
        return batches(source, SourceTable.ORDERS, source::readOrders);
    }

    private static <T> List<SourceBatch<T>> batches(
            ShopSource source, SourceTable table, Function<List<YearMonth>, List<SourceBatch<T>>> read) {
        return read.apply(source.months(table));
    }

    private static long read(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream().mapToLong(SourceBatch::rowsRead).sum();
    }

    private static long rejected(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream().mapToLong(SourceBatch::rowsRejected).sum();
    }

    private static long staged(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream().mapToLong(batch -> batch.rows().size()).sum();
    }

    private static long amount(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream()
                .flatMapToLong(batch -> LongStream.of(batch.rows().amount()))
                .sum();
    }

    private static Set<String> customers(List<SourceBatch<OrderBatch>> batches) {
        Set<String> customers = new HashSet<>();
        batches.forEach(
                batch -> customers.addAll(SourceFixture.customers(batch.rows().customerId())));
        return customers;
    }

    private static Map<String, Long> reasons(List<SourceBatch<OrderBatch>> batches) {
        return batches.stream()
                .flatMap(batch -> batch.rejected().stream())
                .collect(Collectors.groupingBy(
                        (RejectedRow row) -> row.column() + " " + row.reason(), Collectors.counting()));
    }
}
