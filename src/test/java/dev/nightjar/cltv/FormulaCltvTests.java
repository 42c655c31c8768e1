package dev.nightjar.cltv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.customer.Money;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaCltvTests {

    private static final int AS_OF = (int) LocalDate.of(2026, 3, 1).toEpochDay();
    private static final int LONG_AGO = AS_OF - 3000;

    @ParameterizedTest
    @CsvSource({
        // a quarter lapsed: 4 years
        "1000, 750, 4",
        // everyone lapsed: the one year they were seen
        "1000, 0, 1",
        // nobody lapsed, or hardly anybody: no more than ten years
        "1000, 1000, 10",
        "1000, 999, 10",
        "10, 9, 10"
    })
    void lifetimeIsOneOverTheShareThatLapsedInAYear(long activeYearAgo, long orderedSince, double years) {
        Double lifetime =
                FormulaCltv.fit(LONG_AGO, AS_OF, activeYearAgo, orderedSince).lifetimeYears();

        assertThat(lifetime).isCloseTo(years, within(1e-12));
    }

    @Test
    void lifetimeIsUnknownInTheShopsFirstYear() {
        int yearAgo = FormulaCltv.yearBefore(AS_OF);

        assertThat(FormulaCltv.fit(yearAgo + 1, AS_OF, 10, 5).lifetimeYears()).isNull();
        assertThat(FormulaCltv.fit(yearAgo, AS_OF, 10, 5).lifetimeYears()).isEqualTo(2);
    }

    @Test
    void lifetimeIsUnknownIfNobodyWasActiveAYearAgo() {
        assertThat(FormulaCltv.fit(LONG_AGO, AS_OF, 0, 0).lifetimeYears()).isNull();
        assertThat(new FormulaCltv(null).value(input(1, AS_OF - 10, 100, 0, 0), AS_OF))
                .isNull();
    }

    @Test
    void aYearBeforeALeapDayIsTheLastOfFebruary() {
        int leapDay = (int) LocalDate.of(2024, 2, 29).toEpochDay();

        assertThat(LocalDate.ofEpochDay(FormulaCltv.yearBefore(leapDay))).isEqualTo(LocalDate.of(2023, 2, 28));
    }

    @Test
    void worthOfACustomerOfTwoYears() {
        // 600 − 50 over 8 orders is 68.75 an order; 4 orders a year; 3 years; 30 to win: 68.75 × 4 × 3 − 30
        assertThat(new FormulaCltv(3.0).value(input(8, AS_OF - 730, 600, 50, 30), AS_OF))
                .isCloseTo(795, within(1e-9));
    }

    @Test
    void lessThanAYearCountsAsAYear() {
        // 2 orders in a month are 2 a year, not 24
        assertThat(new FormulaCltv(5.0).value(input(2, AS_OF - 30, 100, 0, 0), AS_OF))
                .isCloseTo(500, within(1e-9));
    }

    @Test
    void unknownAcquisitionCostCountsAsNone() {
        ValueInput unknown = new ValueInput(
                new PurchaseSummary(0, 0, 1), Double.NaN, Double.NaN, 1, AS_OF - 8, 10_000, 0, Money.MISSING, null);

        assertThat(new FormulaCltv(1.0).value(unknown, AS_OF)).isCloseTo(1, within(1e-12));
    }

    @Test
    void moreGivenBackThanSoldIsNegative() {
        assertThat(new FormulaCltv(1.0).value(input(1, AS_OF - 10, 20, 50, 0), AS_OF))
                .isCloseTo(-30, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"5, 6", "5, -1"})
    void refusesCountsThatCannotBe(long activeYearAgo, long orderedSince) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FormulaCltv.fit(LONG_AGO, AS_OF, activeYearAgo, orderedSince))
                .withMessage("customers who ordered since must be 0 to 5, was " + orderedSince);
    }

    private static ValueInput input(int orders, int firstOrderDay, int completed, int refunded, int cost) {
        PurchaseSummary purchases = new PurchaseSummary(0, 0, (AS_OF - 1 - firstOrderDay) / 7.0);
        return new ValueInput(
                purchases,
                Double.NaN,
                Double.NaN,
                orders,
                firstOrderDay,
                completed * Money.SCALE,
                refunded * Money.SCALE,
                cost * Money.SCALE,
                null);
    }
}
