package dev.nightjar.feature.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class CalendarDayTests {

    @Test
    void agreesWithLocalDateOnEveryDayOfSixCenturies() {
        int from = Math.toIntExact(LocalDate.of(1600, 1, 1).toEpochDay());
        int to = Math.toIntExact(LocalDate.of(2200, 1, 1).toEpochDay());
        for (int day = from; day < to; day++) {
            LocalDate date = LocalDate.ofEpochDay(day);
            boolean isEqual = CalendarDay.month(day) == date.getMonthValue()
                    && CalendarDay.dayOfMonth(day) == date.getDayOfMonth()
                    && CalendarDay.weekday(day) == date.getDayOfWeek().getValue() - 1;
            assertThat(isEqual).as("%s", date).isTrue();
        }
    }
}
