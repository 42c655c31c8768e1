package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueInputTests {

    @Test
    void lastOrderDayIsWholeWhateverTheWeeks() {
        for (int days = 0; days < 5000; days++) {
            PurchaseSummary purchases = new PurchaseSummary(1, days / 7.0, days / 7.0);
            assertThat(new ValueInput(purchases, 1, 1, 2, 20_000, 0, 0, 0, null).lastOrderDay())
                    .isEqualTo(20_000 + days);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 5", "1, -5, 5", "1, 5, -5"})
    void refusesACustomerThatCannotBe(int orders, long completed, long refunded) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ValueInput(
                        new PurchaseSummary(0, 0, 0), 0, 0, orders, 20_000, completed, refunded, 0, null))
                .withMessage("a customer must have at least one order and values of 0 or more, was orders=" + orders
                        + " completed=" + completed + " refunded=" + refunded);
    }
}
