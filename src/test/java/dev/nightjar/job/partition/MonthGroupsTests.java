package dev.nightjar.job.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonthGroupsTests {

    private static final YearMonth FIRST = YearMonth.of(2024, 11);

    @Test
    void noMonthsMakeNoGroup() {
        assertThat(MonthGroups.keys(new TreeSet<>(), 0)).isEmpty();
    }

    @Test
    void fewRowsAreReadAYearAtATime() {
        assertThat(MonthGroups.keys(months(15), 1_000)).containsExactly("2024-11..2025-10", "2025-11..2026-01");
    }

    @Test
    void aGroupHoldsNoMoreRowsThanItMay() {
        // 4 months of 1,000,000 rows each: 3 of them are 3,000,000
        assertThat(MonthGroups.keys(months(4), 4_000_000)).containsExactly("2024-11..2025-01", "2025-02");
    }

    @Test
    void aMonthOfMoreRowsIsAGroupOfItsOwn() {
        assertThat(MonthGroups.keys(months(2), Long.MAX_VALUE)).containsExactly("2024-11", "2024-12");
    }

    @Test
    void monthsThatDoNotFollowEachOtherAreApart() {
        SortedSet<YearMonth> months = months(2);
        months.add(YearMonth.of(2025, 3));

        assertThat(MonthGroups.keys(months, 0)).containsExactly("2024-11..2024-12", "2025-03");
    }

    @Test
    void theMonthsOfAKeyAreThoseItWasMadeOf() {
        assertThat(MonthGroups.months("2024-11")).containsExactly(FIRST);
        assertThat(MonthGroups.months("2024-11..2025-01"))
                .isEqualTo(List.of(FIRST, FIRST.plusMonths(1), FIRST.plusMonths(2)));
    }

    private static SortedSet<YearMonth> months(int count) {
        SortedSet<YearMonth> months = new TreeSet<>();
        for (int month = 0; month < count; month++) {
            months.add(FIRST.plusMonths(month));
        }
        return months;
    }
}
