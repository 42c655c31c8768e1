package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.cltv.purchase.MbgNbd;
import dev.nightjar.cltv.purchase.ParetoNbd;
import java.util.List;
import org.junit.jupiter.api.Test;

class NextOrderDueTests {

    private static final int FIRST_DAY = 20_000;

    /** Three purchases in 15 weeks: one in 35 days. */
    private static final BgNbd MODEL = new BgNbd(3, 15, 0.5, 3);

    @Test
    void oneTimeBuyersFollowTheGapOfThePopulation() {
        for (PurchaseModel model : List.of(MODEL, new ParetoNbd(3, 15, 0.5, 9), new MbgNbd(3, 15, 0.5, 3))) {
            assertThat(NextOrderDue.day(input(0, 0, Double.NaN), model))
                    .as(model.name())
                    .isEqualTo(FIRST_DAY + 35);
        }
    }

    @Test
    void ownGapAndThatOfThePopulationMeet() {
        // last order after 21 days; (7 × 15 + 3 × 7) / (3 + 3) = 21 days more
        assertThat(NextOrderDue.day(input(3, 21, 7), MODEL)).isEqualTo(FIRST_DAY + 21 + 21);
    }

    @Test
    void manyPurchasesGoByTheOwnGap() {
        assertThat(NextOrderDue.day(input(1000, 7000, 7), MODEL)).isEqualTo(FIRST_DAY + 7000 + 7);
    }

    @Test
    void withoutAModelTheOwnGapIsAllThereIs() {
        assertThat(NextOrderDue.day(input(2, 40, 20), null)).isEqualTo(FIRST_DAY + 60);
        assertThat(NextOrderDue.day(input(0, 0, Double.NaN), null)).isNull();
    }

    @Test
    void nextOrderIsNeverTheLastOne() {
        assertThat(NextOrderDue.day(input(2, 40, 0.2), null)).isEqualTo(FIRST_DAY + 41);
    }

    @Test
    void aGapOfMoreThanTenYearsIsNoRhythm() {
        BgNbd hardlyAnyone = new BgNbd(0.001, 20, 1, 1);

        assertThat(NextOrderDue.day(input(0, 0, Double.NaN), hardlyAnyone)).isNull();
        assertThat(NextOrderDue.day(input(1, 10, Double.NaN), null)).isNull();
    }

    private static ValueInput input(int x, int recencyDays, double medianGapDays) {
        PurchaseSummary purchases = new PurchaseSummary(x, recencyDays / 7.0, recencyDays / 7.0 + 10);
        return new ValueInput(purchases, 20, medianGapDays, x + 1, FIRST_DAY, 10_000, 0, 0, null);
    }
}
