package dev.nightjar.job.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.source.extract.SourceTable;
import java.time.YearMonth;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MonthsOfTableTests {

    @Test
    void keyNamesTableAndMonths() {
        MonthsOfTable several = Objects.requireNonNull(MonthsOfTable.of("interactions.2025-12..2026-02"));

        assertThat(several).isEqualTo(new MonthsOfTable(SourceTable.INTERACTIONS, "2025-12..2026-02"));
        assertThat(several.months())
                .containsExactly(YearMonth.of(2025, 12), YearMonth.of(2026, 1), YearMonth.of(2026, 2));
        assertThat(several.key()).isEqualTo("interactions.2025-12..2026-02");
    }

    @Test
    void oneMonthIsItself() {
        MonthsOfTable one = Objects.requireNonNull(MonthsOfTable.of("orders.2026-02"));

        assertThat(one).isEqualTo(new MonthsOfTable(SourceTable.ORDERS, "2026-02"));
        assertThat(one.months()).containsExactly(YearMonth.of(2026, 2));
    }

    @Test
    void otherPartitionsHaveNoMonths() {
        String unusable = MonthsOfTable.unusableTimes(SourceTable.ORDERS);

        assertThat(unusable).isEqualTo("orders.unusable-times");
        assertThat(MonthsOfTable.of(unusable)).isNull();
        assertThat(MonthsOfTable.table(unusable)).isEqualTo(SourceTable.ORDERS);
        assertThat(MonthsOfTable.of("customers")).isNull();
    }
}
