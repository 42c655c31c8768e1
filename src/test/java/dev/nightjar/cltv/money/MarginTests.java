package dev.nightjar.cltv.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.customer.Money;
import org.junit.jupiter.api.Test;

class MarginTests {

    @Test
    void withoutAnyCostTheStatedShareHoldsForEverybody() {
        Margin margin = Margin.fit(0, 0, 0, 0.35);

        assertThat(margin).isEqualTo(Margin.stated(0.35));
        assertThat(margin.isFromCost()).isFalse();
        assertThat(margin.of(sales(2, 100, 90))).isEqualTo(0.35);
    }

    @Test
    void costsThatAreKnownStandInForTheStatedShare() {
        Margin margin = Margin.fit(10, 500 * Money.SCALE, 200 * Money.SCALE, 0.35);

        assertThat(margin).isEqualTo(new Margin(0.6, 500, true));
        assertThat(margin.of(CostedSales.NONE)).isEqualTo(0.6);
        // own margin 10 of 100, as if ten orders of 50 with a margin of 300 had been placed, too
        assertThat(margin.of(sales(2, 100, 90))).isCloseTo(310.0 / 600, within(1e-12));
    }

    @Test
    void ordersOfNoValueHaveNoMargin() {
        assertThat(Margin.fit(3, 0, 0, 0.35)).isEqualTo(Margin.stated(0.35));
        assertThat(new Margin(0.6, 500, true).of(sales(1, 0, 0))).isEqualTo(0.6);
    }

    @Test
    void sellingBelowCostEarnsNothingAndACreditNoMoreThanAll() {
        assertThat(Margin.fit(1, 100, 150, 0.35).pooled()).isZero();
        assertThat(Margin.fit(1, 100, -50, 0.35).pooled()).isEqualTo(1);
        assertThat(new Margin(0.1, 10, true).of(sales(1, 100, 1000))).isZero();
    }

    @Test
    void refusesWhatCannotBe() {
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Margin.stated(bad))
                    .withMessage("margin must be 0 to 1 with a prior value of 0 or more, was pooled=" + bad
                            + " priorValue=0.0");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Margin(0.5, Double.POSITIVE_INFINITY, true))
                .withMessageContaining("priorValue=Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Margin(0.5, -1, true))
                .withMessageContaining("priorValue=-1.0");
    }

    @Test
    void salesWithACostAreOrdersOfAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostedSales(-1, 0, 0))
                .withMessageContaining("was orders=-1 value=0 cost=0");
        assertThatIllegalArgumentException().isThrownBy(() -> new CostedSales(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CostedSales(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new CostedSales(0, 0, 1));
    }

    private static CostedSales sales(int orders, int value, int cost) {
        return new CostedSales(orders, value * Money.SCALE, cost * Money.SCALE);
    }
}
