package dev.nightjar.history;

import static dev.nightjar.history.Events.interactions;
import static dev.nightjar.history.Events.orders;
import static dev.nightjar.history.HistoryFixture.CUT;
import static dev.nightjar.history.HistoryFixture.day;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.history.Events.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketReaderTests {

    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final YearMonth APRIL = YearMonth.of(2011, 4);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private HistoryFixture fixture;

    @BeforeEach
    void openHome() throws IOException {
        fixture = new HistoryFixture(directory);
    }

    @AfterEach
    void closeHome() throws IOException {
        fixture.close();
    }

    @Test
    void monthsOfACustomerFollowEachOther() throws IOException {
        HistoryStore store = fixture.open(1);
        MonthWriter writer = store.writer("t");
        Order early = Order.of("b", "1", "2011-03-01");
        Order late = Order.of("b", "3", "2011-03-31").withAmount(-70_000);
        fixture.commit(
                store,
                writer.writeOrders(
                        APRIL, orders(Order.of("b", "4", "2011-04-01"), Order.of("a", "5", "2011-04-02")), 0, CUT),
                writer.writeOrders(MARCH, orders(late, early, Order.of("c", "2", "2011-03-02")), 0, CUT));

        BucketHistory bucket = store.reader().read(0, BucketReader.ALL_DAYS);

        assertThat(bucket.customerIds()).containsExactly("a", "b", "c");
        assertThat(bucket.orderOffsets()).containsExactly(0, 1, 4, 5);
        assertThat(bucket.orders().day())
                .containsExactly(
                        day("2011-04-02"), day("2011-03-01"), day("2011-03-31"), day("2011-04-01"), day("2011-03-02"));
        assertThat(bucket.orders().amount()).containsExactly(100_000, 100_000, -70_000, 100_000, 100_000);
        assertThat(bucket.orders().customerId()).isNull();
        assertThat(bucket.orders().orderId()).isNull();
        assertThat(bucket.interactions().size()).isZero();
    }

    @Test
    void optionalValuesKeepTheirPlaces() throws IOException {
        HistoryStore store = fixture.open(1);
        // of the four rows of Events the second lacks what the first has, and statuses go round
        OrderBatch written = orders(
                Order.of("a", "1", "2011-03-01"),
                Order.of("a", "2", "2011-03-02"),
                Order.of("a", "3", "2011-03-03"),
                Order.of("a", "4", "2011-03-04"));
        fixture.commit(store, store.writer("t").writeOrders(MARCH, written, 0, CUT));

        OrderBatch read = store.reader().read(0, BucketReader.ALL_DAYS).orders();

        assertThat(read.discount()).containsExactly(5_000, Money.MISSING, 5_000, Money.MISSING);
        assertThat(read.itemCount()).containsExactly(3, OrderBatch.MISSING_COUNT, 3, OrderBatch.MISSING_COUNT);
        assertThat(read.cost()).containsExactly(Money.MISSING, 40_000, Money.MISSING, 40_000);
        assertThat(read.status()).containsExactly(0, 1, 2, 3);
        assertThat(read.atMicros()).containsExactly(written.atMicros());
        assertThat(read.channel().get(0)).isNull();
    }

    @Test
    void rowsAtOrAfterTheDayAreLeftOutWithTheirCustomers() throws IOException {
        HistoryStore store = fixture.open(1);
        MonthWriter writer = store.writer("t");
        fixture.commit(
                store,
                writer.writeOrders(
                        MARCH, orders(Order.of("a", "1", "2011-03-09"), Order.of("late", "2", "2011-03-10")), 0, CUT),
                writer.writeOrders(APRIL, orders(Order.of("later", "3", "2011-04-01")), 0, CUT),
                writer.writeInteractions(MARCH, interactions("a visit 2011-03-10", "b visit 2011-03-01"), 0, CUT));

        BucketHistory bucket = store.reader().read(0, day("2011-03-10"));

        assertThat(bucket.customerIds()).containsExactly("a", "b");
        assertThat(bucket.orders().size()).isEqualTo(1);
        assertThat(bucket.interactionOffsets()).containsExactly(0, 0, 1);
        assertThat(bucket.interactions().kind().get(0)).isEqualTo("visit");
    }

    @Test
    void profilesJoinEventsAndStandAlone() throws IOException {
        HistoryStore store = fixture.open(1);
        Profile full = new Profile(
                "b",
                15_000,
                "GB",
                "en",
                "Europe/London",
                "ads",
                120_000,
                true,
                false,
                Map.of("z", "1", "a", "q\"\n🛒"));
        Profile refusing = new Profile("z", null, null, null, null, null, Money.MISSING, false, null, Map.of());
        fixture.commit(
                store,
                store.writer("t").writeProfiles(List.of(refusing, full), 1, CUT),
                store.writer("t").writeOrders(MARCH, orders(Order.of("a", "1", "2011-03-01")), 0, CUT));

        BucketHistory bucket = store.reader().read(0, BucketReader.ALL_DAYS);

        assertThat(bucket.customerIds()).containsExactly("a", "b", "z");
        assertThat(bucket.profiles()).containsExactly(Profile.unknown("a"), full, refusing);
    }

    @Test
    void oddIdsComeBackWhole() throws IOException {
        List<String> ids =
                List.of("", "o'Brien", "\"q\"", "tab\there", "line\nbreak", "🛒", "z".repeat(1_000), "ÿ", "\u0000");
        HistoryStore store = fixture.open(3);
        Order[] written = ids.stream().map(id -> Order.of(id, id, "2011-03-05")).toArray(Order[]::new);
        fixture.commit(store, store.writer("t").writeOrders(MARCH, orders(written), 0, CUT));

        TreeSet<String> read = new TreeSet<>();
        for (int bucket = 0; bucket < 3; bucket++) {
            for (String id : store.reader().read(bucket, BucketReader.ALL_DAYS).customerIds()) {
                assertThat(CustomerHash.bucket(id, 3)).isEqualTo(bucket);
                read.add(id);
            }
        }

        assertThat(read).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void everyRowOfManyCustomersIsReadOnceInOrder() throws IOException {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        HistoryStore store = fixture.open(5);
        List<HistoryFile> files = new ArrayList<>();
        long sum = 0;
        for (int month = 1; month <= 6; month++) {
            Order[] orders = new Order[2_000];
            for (int row = 0; row < orders.length; row++) {
                String day =
                        YearMonth.of(2011, month).atDay(1 + random.nextInt(28)).toString();
                long amount = random.nextLong(1, 1_000_000);
                sum += amount;
                orders[row] = Order.of("C" + random.nextInt(300), month + "-" + row, day)
                        .withAmount(amount)
                        .withMicrosLater(random.nextInt(3));
            }
            files.add(store.writer("t").writeOrders(YearMonth.of(2011, month), orders(orders), 0, CUT));
        }
        fixture.commit(store, files.toArray(new HistoryFile[0]));

        long readSum = 0;
        int rows = 0;
        for (int b = 0; b < 5; b++) {
            BucketHistory bucket = store.reader().read(b, BucketReader.ALL_DAYS);
            assertThat(bucket.customerIds()).isSorted();
            for (int i = 0; i < bucket.size(); i++) {
                CustomerHistory customer = bucket.customer(i);
                for (int row = customer.orderFrom(); row < customer.orderTo(); row++) {
                    readSum += customer.orders().amount()[row];
                    rows++;
                    boolean isFirst = row == customer.orderFrom();
                    assertThat(isFirst
                                    || customer.orders().atMicros()[row - 1]
                                            <= customer.orders().atMicros()[row])
                            .as("seed %d, row %d of %s", seed, row, customer.customerId())
                            .isTrue();
                }
            }
        }
        assertThat(rows).isEqualTo(12_000);
        assertThat(readSum).isEqualTo(sum);
    }

    @Test
    void keysOfTwoMonthsAreCounted() throws IOException {
        HistoryStore store = fixture.open(1);
        MonthWriter writer = store.writer("t");
        fixture.commit(
                store,
                writer.writeOrders(
                        MARCH, orders(Order.of("a", "1", "2011-03-01"), Order.of("a", "2", "2011-03-01")), 0, CUT),
                writer.writeOrders(
                        APRIL, orders(Order.of("a", "2", "2011-04-01"), Order.of("a", "1", "2011-04-20")), 0, CUT),
                writer.writeInteractions(MARCH, interactions("a visit 2011-03-01"), 0, CUT));

        BucketReader reader = store.reader();

        assertThat(reader.keysInTwoMonths(HistoryTable.ORDERS, 0, BucketReader.ALL_DAYS))
                .isEqualTo(2);
        assertThat(reader.keysInTwoMonths(HistoryTable.ORDERS, 0, day("2011-04-20")))
                .isEqualTo(1);
        assertThat(reader.keysInTwoMonths(HistoryTable.INTERACTIONS, 0, BucketReader.ALL_DAYS))
                .isZero();
    }

    @Test
    void emptyTablesAreReadAsEmpty() throws IOException {
        HistoryStore store = fixture.open(2);
        fixture.commit(
                store,
                store.writer("t").writeOrders(MARCH, orders(), 0, CUT),
                store.writer("t").writeProfiles(List.of(), 0, CUT));

        assertThat(store.reader().read(1, BucketReader.ALL_DAYS).size()).isZero();
    }

    @Test
    void fileThatTheManifestNamesButIsGoneIsNamed() throws IOException {
        HistoryStore store = fixture.open(1);
        fixture.commit(store, store.writer("t").writeOrders(MARCH, orders(Order.of("a", "1", "2011-03-01")), 0, CUT));
        Files.delete(directory.resolve("home/history/orders/2011-03-t.parquet"));

        assertThatThrownBy(() -> store.reader().read(0, BucketReader.ALL_DAYS))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("/home/history/orders/2011-03-t.parquet] missing")
                .hasMessageEndingWith("run `nightly --full-extract` with a further --attempt.");
    }
}
