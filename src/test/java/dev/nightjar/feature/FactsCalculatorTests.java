package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.money.CostedSales;
import dev.nightjar.customer.OrderStatus;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FactsCalculatorTests {

    private static final int AS_OF = day("2026-03-01");

    @Test
    void nobodyWithoutACompletedOrderHasFacts() {
        ShopBuilder shop = new ShopBuilder()
                .order("a", AS_OF - 5, -10)
                .order("a", AS_OF, 10)
                .order(ShopBuilder.Order.of("a", AS_OF - 3, 10).status(OrderStatus.CANCELLED));

        assertThat(new FactsCalculator().facts(shop.customer("a"), AS_OF)).isNull();
    }

    @Test
    void oneOrderHasNoRepeatPurchase() {
        CustomerFacts facts = facts(new ShopBuilder().order("a", AS_OF - 8, 12.5));

        assertThat(facts)
                .isEqualTo(new CustomerFacts(
                        1,
                        AS_OF - 8,
                        AS_OF - 8,
                        CustomerFacts.NO_DAY,
                        CustomerFacts.NO_DAY,
                        125_000,
                        0,
                        new PurchaseSummary(0, 0, 1),
                        Double.NaN,
                        Double.NaN));
    }

    @Test
    void purchasesOfOneDayAreMergedAndTheFirstDayIsLeftOutOfTheMean() {
        CustomerFacts facts = facts(new ShopBuilder()
                .order("a", AS_OF - 36, 100)
                .order("a", AS_OF - 36, 100)
                .order("a", AS_OF - 15, 10)
                .order("a", AS_OF - 15, 20)
                .order("a", AS_OF - 8, 50)
                .order("a", AS_OF - 7, -15));

        assertThat(facts.orderCount()).isEqualTo(5);
        assertThat(facts.previousOrderDay()).isEqualTo(AS_OF - 15);
        assertThat(facts.completedValue()).isEqualTo(2_800_000);
        assertThat(facts.refundedValue()).isEqualTo(150_000);
        assertThat(facts.historicValue()).isEqualTo(2_650_000);
        assertThat(facts.purchases()).isEqualTo(new PurchaseSummary(2, 4, 5));
        assertThat(facts.meanRepeatPurchase()).isEqualTo(40);
        assertThat(facts.medianGapDays()).isEqualTo(14);
    }

    @Test
    void costsCountForTheOrdersThatStateThem() {
        CustomerFacts facts = facts(new ShopBuilder()
                .order(ShopBuilder.Order.of("a", AS_OF - 9, 100).with(null, null, 60.0))
                .order(ShopBuilder.Order.of("a", AS_OF - 8, 50))
                .order(ShopBuilder.Order.of("a", AS_OF - 7, 30).with(null, null, 0.0))
                .order(ShopBuilder.Order.of("a", AS_OF - 6, -20).with(null, null, 12.0))
                .order(ShopBuilder.Order.of("a", AS_OF, 70).with(null, null, 12.0)));

        assertThat(facts.costed()).isEqualTo(new CostedSales(2, 1_300_000, 600_000));
    }

    @Test
    void aYearAgoIsACalendarYear() {
        ShopBuilder shop = new ShopBuilder()
                .order("a", day("2025-02-27"), 1)
                .order("a", day("2025-02-28"), 1)
                .order("a", day("2025-03-01"), 1)
                .order("a", day("2026-01-01"), 1);

        assertThat(facts(shop).lastOrderDayYearAgo()).isEqualTo(day("2025-02-28"));
    }

    @Test
    void eventsAtAndAfterTheDateChangeNoFacts() {
        ShopBuilder shop = new ShopBuilder().order("a", AS_OF - 8, 12);
        CustomerFacts before = facts(shop);

        shop.order("a", AS_OF, 5).order("a", AS_OF + 1, -5);

        assertThat(facts(shop)).isEqualTo(before);
    }

    private static CustomerFacts facts(ShopBuilder shop) {
        return Objects.requireNonNull(new FactsCalculator().facts(shop.customer("a"), AS_OF));
    }

    private static int day(String date) {
        return Math.toIntExact(LocalDate.parse(date).toEpochDay());
    }
}
