package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PurchaseSummaryTests {

    @Test
    void allOnTheFirstDayIsFine() {
        assertThat(new PurchaseSummary(0, 0, 0).ageWeeks()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 5", "1, -1, 5", "1, 6, 5", "0, 1, 5", "1, NaN, 5", "1, 1, NaN", "1, 1, Infinity"})
    void refusesWhatCannotBe(int x, double recencyWeeks, double ageWeeks) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PurchaseSummary(x, recencyWeeks, ageWeeks))
                .withMessage("purchase summary must have x >= 0, 0 <= t_x <= T and t_x = 0 when x = 0, was x=" + x
                        + " t_x=" + recencyWeeks + " T=" + ageWeeks);
    }
}
