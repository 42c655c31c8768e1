package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundShareTests {

    @Test
    void poolsRefundsOverCompletedValue() {
        // 1,000 orders of 50.00, a tenth of the money given back
        RefundShare share = RefundShare.fit(500_000_000, 50_000_000, 1_000);

        assertThat(share.pooled()).isEqualTo(0.1);
        assertThat(share.priorValue()).isEqualTo(500);
    }

    @Test
    void ownShareIsShrunkTowardsThePooledOneByTenAverageOrders() {
        RefundShare share = new RefundShare(0.1, 500);

        // (300 + 500 × 0.1) / (500 + 500)
        assertThat(share.of(500, 300)).isCloseTo(0.35, within(1e-12));
        assertThat(share.of(500, 0)).isCloseTo(0.05, within(1e-12));
        assertThat(share.of(0, 0)).isEqualTo(0.1);
    }

    @Test
    void moreGivenBackThanSoldIsAllOfIt() {
        RefundShare share = new RefundShare(0.1, 500);

        assertThat(share.of(100, 10_000)).isEqualTo(1);
        assertThat(RefundShare.fit(10_000, 20_000, 1).pooled()).isEqualTo(1);
    }

    @Test
    void nothingSoldIsNothingGivenBack() {
        assertThat(RefundShare.fit(0, 0, 0)).isEqualTo(new RefundShare(0, 0));
        assertThat(RefundShare.fit(0, 0, 5).of(0, 0)).isZero();
        assertThat(RefundShare.fit(0, 7, 5).of(0, 7)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 5", "1.1, 5", "NaN, 5", "0.5, -1", "0.5, Infinity"})
    void refusesWhatIsNoShare(double pooled, double priorValue) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefundShare(pooled, priorValue))
                .withMessage("refund share must be 0 to 1 with a prior value of 0 or more, was pooled=" + pooled
                        + " priorValue=" + priorValue);
    }
}
