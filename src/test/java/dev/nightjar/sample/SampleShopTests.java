package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleShopTests {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 2, 13);
    private static final int CUSTOMERS = 20_000;
    private static final SampleShop SHOP = SampleShop.of(CUSTOMERS, 1, LAST_DAY);
    private static final ShopCalendar CALENDAR = SHOP.calendar();
    private static final ShopChunk CHUNK = SHOP.chunk(CALENDAR, 1, CUSTOMERS);

    @Test
    void aCustomerIsTheSameWhateverTheChunksAndTheNumberOfCustomers() {
        SampleShop larger = SampleShop.of(1_000_000, 1, LAST_DAY);

        ShopChunk alone = larger.chunk(larger.calendar(), 777, 777);
        ShopChunk among = SHOP.chunk(CALENDAR, 700, 777);

        int orders = alone.orders().rows;
        int from = among.orders().rows - orders;
        assertThat(orders).isPositive();
        assertThat(Arrays.copyOfRange(among.orders().orderedAt, from, from + orders))
                .isEqualTo(Arrays.copyOf(alone.orders().orderedAt, orders));
        assertThat(Arrays.copyOfRange(among.orders().amountCents, from, from + orders))
                .isEqualTo(Arrays.copyOf(alone.orders().amountCents, orders));
        assertThat(among.profiles().get(among.profiles().size() - 1))
                .isEqualTo(alone.profiles().get(0));
    }

    @Test
    void theSameSeedGivesTheSameShopOnEveryMachine() {
        ShopChunk chunk = SampleShop.of(1_000, 42, LAST_DAY)
                .chunk(SampleShop.of(1_000, 42, LAST_DAY).calendar(), 1, 1_000);

        // pinned: a change here is a change of every sample shop
        assertThat(fingerprint(chunk)).isEqualTo(782844549);
        assertThat(fingerprint(SHOP.chunk(CALENDAR, 1, 1_000))).isNotEqualTo(fingerprint(chunk));
    }

    @Test
    void aCustomerHasAboutFiveOrdersAndTwentyInteractions() {
        assertThat(CHUNK.orders().rows / (double) CUSTOMERS).isCloseTo(5, within(0.25));
        assertThat(CHUNK.interactions().rows / (double) CUSTOMERS).isCloseTo(20, within(1.0));
    }

    @Test
    void everyEventIsWithinTheDaysOfTheShop() {
        for (int row = 0; row < CHUNK.orders().rows; row++) {
            assertDay(CHUNK.orders().day[row], CHUNK.orders().orderedAt[row]);
        }
        for (int row = 0; row < CHUNK.interactions().rows; row++) {
            assertDay(CHUNK.interactions().day[row], CHUNK.interactions().occurredAt[row]);
        }
    }

    @Test
    void customersFirstAppearAllThroughTheYears() {
        int[] byYear = new int[3];
        for (int id = 1; id <= CUSTOMERS; id++) {
            int[] days = shopper(id).purchaseDays();
            if (days.length > 0) {
                byYear[(days[0] - CALENDAR.firstDay()) * 3 / 1097]++;
            }
        }

        // 97 % of customers buy, a third of them in each year
        assertThat(IntStream.of(byYear).boxed())
                .allSatisfy(count -> assertThat((double) count).isCloseTo(CUSTOMERS * 0.97 / 3, within(250.0)));
    }

    @Test
    void amountsAreTheKnownMeanInPounds() {
        double pounds = 0;
        int completed = 0;
        OrderColumns orders = CHUNK.orders();
        for (int row = 0; row < orders.rows; row++) {
            if (isClean(orders, row) && orders.status[row] == 0) {
                pounds += orders.amountCents[row] / 100.0 * CALENDAR.rate(orders.currency[row], orders.day[row]);
                completed++;
            }
        }

        // two of a hundred purchase days have two orders that share their total
        assertThat(pounds / completed * 1.02).isCloseTo(SampleTruth.MEAN_PURCHASE, within(1.0));
    }

    @Test
    void somethingOfEverythingIsThere() {
        OrderColumns orders = CHUNK.orders();
        InteractionColumns interactions = CHUNK.interactions();
        Set<Byte> statuses = new HashSet<>();
        Set<Byte> currencies = new HashSet<>();
        Set<Byte> kinds = new HashSet<>();
        int refunds = 0;
        for (int row = 0; row < orders.rows; row++) {
            statuses.add(orders.status[row]);
            currencies.add(orders.currency[row]);
            refunds += isClean(orders, row) && orders.amountCents[row] < 0 ? 1 : 0;
        }
        for (int row = 0; row < interactions.rows; row++) {
            kinds.add(interactions.kind[row]);
        }

        assertThat(statuses).hasSize(OrderColumns.STATUSES.length);
        assertThat(currencies).hasSize(OrderColumns.CURRENCIES.length);
        assertThat(kinds).hasSize(InteractionColumns.KINDS.length);
        assertThat(refunds).isBetween(CUSTOMERS / 10, CUSTOMERS / 3);
        assertThat(CHUNK.profiles()).hasSizeBetween(CUSTOMERS * 98 / 100, CUSTOMERS - 1);
        assertThat(CHUNK.profiles().stream().map(ShopProfile::country).distinct())
                .hasSize(6);
        assertThat(CHUNK.profiles().stream().map(ShopProfile::profilingConsent).distinct())
                .hasSize(3);
        assertThat(CHUNK.profiles().stream().map(ShopProfile::marketingConsent).distinct())
                .hasSize(3);
    }

    @Test
    void oneOrderInTwoThousandIsDirt() {
        OrderColumns orders = CHUNK.orders();
        Set<Long> ids = new HashSet<>();
        int dirt = 0;
        for (int row = 0; row < orders.rows; row++) {
            boolean isKnownId = !ids.add(orders.orderId[row]);
            dirt += isKnownId || !isClean(orders, row) ? 1 : 0;
        }

        assertThat(dirt / (double) orders.rows).isCloseTo(0.0005, within(0.0002));
    }

    @Test
    void ratesMoveOnWeekdaysOnly() {
        int friday = (int) LocalDate.of(2026, 1, 30).toEpochDay();

        assertThat(CALENDAR.rate(1, friday + 2)).isEqualTo(CALENDAR.rate(1, friday));
        assertThat(CALENDAR.rate(1, friday + 3)).isNotEqualTo(CALENDAR.rate(1, friday));
        assertThat(CALENDAR.rate(0, friday)).isEqualTo(1);
        assertThat(ShopCalendar.isRateDay(friday + 1)).isFalse();
    }

    @Test
    void sizesOutOfBoundsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleShop.of(0, 1, LAST_DAY))
                .withMessage("customers must be 1 to 100000000, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SampleShop(1, 1, LAST_DAY, 21))
                .withMessage("years must be 1 to 20, was 21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleShop.of(1, 1, LocalDate.of(1969, 1, 1)))
                .withMessage("last day must be 1991-01-01 to 2999-12-31, was 1969-01-01");
    }

    private static Shopper shopper(long id) {
        return Shopper.draw(id, CALENDAR, new Draws(1, id * 4));
    }

    private static boolean isClean(OrderColumns orders, int row) {
        return orders.amountCents[row] != OrderColumns.NO_MONEY && orders.currency[row] < 3;
    }

    private static void assertDay(int day, long micros) {
        assertThat(day).isBetween(CALENDAR.firstDay(), CALENDAR.lastDay());
        assertThat(Instant.ofEpochSecond(micros / 1_000_000)
                        .atZone(ShopCalendar.ZONE)
                        .toLocalDate()
                        .toEpochDay())
                .isEqualTo(day);
    }

    private static int fingerprint(ShopChunk chunk) {
        OrderColumns orders = chunk.orders();
        InteractionColumns interactions = chunk.interactions();
        int hash = 0;
        for (int row = 0; row < orders.rows; row++) {
            hash = 31 * hash + Long.hashCode(orders.orderId[row] ^ orders.orderedAt[row] * 7 + orders.amountCents[row]);
        }
        for (int row = 0; row < interactions.rows; row++) {
            hash = 31 * hash + Long.hashCode(interactions.interactionId[row] ^ interactions.occurredAt[row] * 7);
            hash = 31 * hash + interactions.kind[row];
        }
        return 31 * hash + chunk.profiles().hashCode();
    }
}
