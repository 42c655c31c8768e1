package dev.nightjar.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.OrderStatus;
import org.junit.jupiter.api.Test;

class ChurnLabelTests {

    private static final int CUT_OFF = 1_000;

    private final ShopBuilder shop = new ShopBuilder().order("a", 900, 10);

    @Test
    void whoOrdersInTheWindowStays() {
        shop.order("a", CUT_OFF, 0);

        assertThat(churned(ChurnDefinition.INACTIVITY)).isFalse();
    }

    @Test
    void theWindowIsHalfOpen() {
        shop.order("a", CUT_OFF - 1, 10).order("a", CUT_OFF + 90, 10);

        assertThat(churned(ChurnDefinition.INACTIVITY)).isTrue();

        shop.order("a", CUT_OFF + 89, 10);

        assertThat(churned(ChurnDefinition.INACTIVITY)).isFalse();
    }

    @Test
    void refundsAndOrdersThatAreNotCompletedKeepNobody() {
        shop.order("a", CUT_OFF + 5, -10)
                .order(ShopBuilder.Order.of("a", CUT_OFF + 6, 10).status(OrderStatus.PENDING));

        assertThat(churned(ChurnDefinition.INACTIVITY)).isTrue();
    }

    @Test
    void aCancellationCountsWhereItIsDefinedAsLeaving() {
        shop.order("a", CUT_OFF + 5, 10).interaction("a", CUT_OFF + 6, "visit").interaction("a", CUT_OFF + 7, "cancel");

        assertThat(churned(ChurnDefinition.INACTIVITY)).isFalse();
        assertThat(churned(ChurnDefinition.CANCELLATION)).isTrue();
        assertThat(churned(ChurnDefinition.EITHER)).isTrue();
    }

    @Test
    void aCancellationOutsideTheWindowDoesNotCount() {
        shop.interaction("a", CUT_OFF - 1, "cancel").interaction("a", CUT_OFF + 90, "cancel");

        assertThat(churned(ChurnDefinition.CANCELLATION)).isFalse();
        assertThat(churned(ChurnDefinition.EITHER)).isTrue();

        shop.order("a", CUT_OFF, 1);

        assertThat(churned(ChurnDefinition.EITHER)).isFalse();
    }

    @Test
    void aCancellationLastsUntilTheNextOrder() {
        shop.interaction("a", CUT_OFF - 20, "cancel").interaction("a", CUT_OFF - 10, "visit");

        assertThat(cancelledDay()).isEqualTo(CUT_OFF - 20);

        shop.order("a", CUT_OFF - 15, -5)
                .order(ShopBuilder.Order.of("a", CUT_OFF - 14, 10).status(OrderStatus.PENDING));

        assertThat(cancelledDay()).as("neither refund nor pending order").isEqualTo(CUT_OFF - 20);

        shop.order("a", CUT_OFF - 5, 10);

        assertThat(cancelledDay()).as("a customer again").isEqualTo(CustomerFacts.NO_DAY);
    }

    @Test
    void aCancellationAtTheInstantOfTheLastOrderComesAfterIt() {
        shop.interaction("a", 900, "cancel");

        assertThat(cancelledDay()).isEqualTo(900);
    }

    @Test
    void laterEventsDoNotChangeWhetherACustomerHasCancelled() {
        shop.interaction("a", CUT_OFF, "cancel");

        assertThat(cancelledDay()).isEqualTo(CustomerFacts.NO_DAY);

        shop.interaction("a", CUT_OFF - 1, "cancel").order("a", CUT_OFF, 10);

        assertThat(cancelledDay()).isEqualTo(CUT_OFF - 1);
    }

    @Test
    void aProspectCanCancel() {
        ShopBuilder prospects = new ShopBuilder().interaction("p", 950, "cancel");

        assertThat(ChurnLabel.cancelledDay(prospects.customer("p"), CUT_OFF)).isEqualTo(950);
    }

    private int cancelledDay() {
        return ChurnLabel.cancelledDay(shop.customer("a"), CUT_OFF);
    }

    private boolean churned(ChurnDefinition definition) {
        return ChurnLabel.churned(shop.customer("a"), CUT_OFF, 90, definition);
    }
}
