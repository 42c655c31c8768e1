package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShopperTests {

    private static final int CUSTOMERS = 20_000;
    private static final SampleShop SHOP = SampleShop.of(CUSTOMERS, 5, LocalDate.of(2026, 2, 13));
    private static final ShopCalendar CALENDAR = SHOP.calendar();
    private static final List<Shopper> SHOPPERS = LongStream.rangeClosed(1, CUSTOMERS)
            .mapToObj(id -> Shopper.draw(id, CALENDAR, new Draws(5, id * 4)))
            .toList();

    @Test
    void ratesAndLeaveSharesHaveTheKnownMeans() {
        // a standard error is 0.001 for both means
        assertThat(mean(Shopper::purchaseRate)).isCloseTo(SampleTruth.R / SampleTruth.ALPHA, within(0.005));
        assertThat(mean(Shopper::leaveShare)).isCloseTo(SampleTruth.A / (SampleTruth.A + SampleTruth.B), within(0.008));
        assertThat(mean(Shopper::engagement)).isCloseTo(1, within(0.02));
        assertThat(mean(shopper -> 1 / shopper.spendRate()))
                .isCloseTo(SampleTruth.V / (SampleTruth.Q - 1), within(0.3));
    }

    @Test
    void purchaseDaysAreDistinctAscendingAndEndWithLeaving() {
        assertThat(SHOPPERS).allSatisfy(shopper -> {
            int[] days = shopper.purchaseDays();
            for (int i = 1; i < days.length; i++) {
                assertThat(days[i]).isGreaterThan(days[i - 1]);
            }
            if (shopper.leftDay() != Shopper.STAYS) {
                assertThat(days[days.length - 1]).isEqualTo(shopper.leftDay());
            }
            assertThat(days.length == 0 || shopper.signedUpDay() <= days[0]).isTrue();
        });
    }

    @Test
    void interestFallsAndAnnoyanceRisesBeforeLeaving() {
        Shopper leaver = new Shopper(1, 100, new int[] {200, 400}, 400, 60, 0.1, 0.2, 1, 1);

        assertThat(leaver.interest(340)).isEqualTo(1);
        assertThat(leaver.interest(370)).isEqualTo(0.625);
        assertThat(leaver.interest(400)).isEqualTo(0.25);
        assertThat(leaver.interest(401)).isEqualTo(0.05);
        assertThat(leaver.annoyance(340)).isEqualTo(1);
        assertThat(leaver.annoyance(400)).isEqualTo(7);
        assertThat(leaver.annoyance(430)).isEqualTo(4);
        assertThat(leaver.annoyance(431)).isEqualTo(0.02);
        assertThat(leaver.isSour(340)).isFalse();
        assertThat(leaver.isSour(399)).isTrue();
        assertThat(leaver.isSour(500)).isTrue();
    }

    @Test
    void whoStaysNeverSours() {
        Shopper loyal = new Shopper(1, 100, new int[] {200, 400}, Shopper.STAYS, 60, 0.1, 0.2, 1, 1);

        assertThat(loyal.interest(900)).isEqualTo(1);
        assertThat(loyal.annoyance(900)).isEqualTo(1);
        assertThat(loyal.isSour(900)).isFalse();
    }

    private static double mean(ToDoubleFunction<Shopper> value) {
        return SHOPPERS.stream().mapToDouble(value).average().orElseThrow();
    }
}
