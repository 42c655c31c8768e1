package dev.nightjar.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessMonthTests {

    private static final LocalDate FAR = LocalDate.of(2100, 1, 1);
    private static final Duration STEP = Duration.ofMinutes(7);

    @ParameterizedTest
    @CsvSource({
        "Europe/London, 2011-03",
        "Europe/London, 2011-10",
        "America/New_York, 2011-11",
        "America/Sao_Paulo, 2011-10",
        "Pacific/Apia, 2011-12",
        "Asia/Kolkata, 2011-02",
        "UTC, 1970-01"
    })
    void everyInstantOfAMonthHasTheDayItsZoneSays(String zone, String month) {
        ZoneId business = ZoneId.of(zone);
        YearMonth wanted = YearMonth.parse(month);
        BusinessMonth days = BusinessMonth.of(wanted, FAR, business);

        Instant end = wanted.plusMonths(1).atDay(3).atStartOfDay(business).toInstant();
        Instant at = wanted.atDay(1).atStartOfDay(business).toInstant().minus(Duration.ofDays(2));
        for (; at.isBefore(end); at = at.plus(STEP)) {
            LocalDate day = at.atZone(business).toLocalDate();
            int expected = YearMonth.from(day).equals(wanted) ? (int) day.toEpochDay() : BusinessMonth.OUTSIDE;
            assertThat(days.day(BusinessMonth.micros(at))).as(at.toString()).isEqualTo(expected);
        }
    }

    @Test
    void theMonthOfTheAsOfDateEndsBeforeIt() {
        BusinessMonth days = BusinessMonth.of(YearMonth.of(2026, 3), LocalDate.of(2026, 3, 10), ZoneId.of("UTC"));

        assertThat(days.day(BusinessMonth.micros(Instant.parse("2026-03-09T23:59:59.999999Z"))))
                .isEqualTo((int) LocalDate.of(2026, 3, 9).toEpochDay());
        assertThat(days.day(BusinessMonth.micros(Instant.parse("2026-03-10T00:00:00Z"))))
                .isEqualTo(BusinessMonth.OUTSIDE);
    }

    @Test
    void aMonthAfterTheAsOfDateIsEmpty() {
        BusinessMonth days = BusinessMonth.of(YearMonth.of(2026, 4), LocalDate.of(2026, 3, 10), ZoneId.of("UTC"));

        assertThat(days.fromMicros()).isEqualTo(days.toMicros());
    }
}
