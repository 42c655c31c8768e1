package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CltvOptionsTests {

    @ParameterizedTest
    @CsvSource({"auto, 7, 0, 0", "bg-nbd, 3650, 2.5, 1", "pareto-nbd, 365, 0.1, 1", "mbg-nbd, 365, 0.1, 1"})
    void boundsBelongToTheRange(String model, int horizonDays, double rate, double margin) {
        assertThat(new CltvOptions(model, horizonDays, rate, margin).horizonDays())
                .isEqualTo(horizonDays);
    }

    @ParameterizedTest
    @CsvSource({
        "beta-geo, 365, 0.1, 1, 'model must be one of auto, bg-nbd, pareto-nbd, mbg-nbd, was beta-geo'",
        "auto, 6, 0.1, 1, 'horizonDays must be 7 to 3650, was 6'",
        "auto, 3651, 0.1, 1, 'horizonDays must be 7 to 3650, was 3651'",
        "auto, 365, -0.1, 1, 'annualDiscountRate must be 0 or more and finite, was -0.1'",
        "auto, 365, NaN, 1, 'annualDiscountRate must be 0 or more and finite, was NaN'",
        "auto, 365, Infinity, 1, 'annualDiscountRate must be 0 or more and finite, was Infinity'",
        "auto, 365, 0.1, -0.01, 'margin must be 0 to 1, was -0.01'",
        "auto, 365, 0.1, 1.01, 'margin must be 0 to 1, was 1.01'",
        "auto, 365, 0.1, NaN, 'margin must be 0 to 1, was NaN'"
    })
    void refusesWhatIsOutOfBounds(String model, int horizonDays, double rate, double margin, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CltvOptions(model, horizonDays, rate, margin))
                .withMessage("cltv: " + problem);
    }

    @Test
    void aMarketIsAFieldOrNone() {
        assertThat(new CltvOptions("auto", 365, 0.1, 1).market()).isEqualTo("country");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CltvOptions("auto", 365, 0.1, 1, " "))
                .withMessage("cltv: market must not be empty");
    }

    @Test
    void listsAllProblemsAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CltvOptions("best", 0, -1, 2))
                .withMessage(
                        "cltv: model must be one of auto, bg-nbd, pareto-nbd, mbg-nbd, was best; horizonDays must be 7 to 3650, was 0;"
                                + " annualDiscountRate must be 0 or more and finite, was -1.0; margin must be 0 to 1, was 2.0");
    }
}
