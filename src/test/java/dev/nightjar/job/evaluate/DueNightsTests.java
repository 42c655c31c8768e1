package dev.nightjar.job.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.warehouse.monitor.PastNight;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueNightsTests {

    private static final LocalDate MARCH_1 = LocalDate.of(2026, 3, 1);

    @Test
    void aHorizonThatEndsOnTheAsOfDateIsOver() {
        PastNight night = new PastNight(MARCH_1.minusDays(90), "a", "P90D", "inactivity", false);

        assertThat(DueNights.of(List.of(night), MARCH_1, MARCH_1).undone())
                .containsExactly(new DueNights.Due(night, 90, ChurnDefinition.INACTIVITY));
        assertThat(DueNights.of(List.of(night), MARCH_1.minusDays(1), MARCH_1).running())
                .hasSize(1);
    }

    @Test
    void aHorizonThatEndsAfterTheHistoryWaits() {
        PastNight night = new PastNight(MARCH_1.minusDays(90), "a", "P90D", "either", false);
        PastNight evaluated = new PastNight(MARCH_1.minusDays(91), "b", "P91D", "either", true);

        DueNights nights = DueNights.of(List.of(evaluated, night), MARCH_1, MARCH_1.minusDays(1));

        assertThat(nights.due()).isEmpty();
        assertThat(nights.beyondHistory()).hasSize(2);
        assertThat(nights.unreached()).extracting(DueNights.Due::night).containsExactly(night);
        assertThat(nights.unreached().get(0).horizonEndsOn()).isEqualTo(MARCH_1);
    }

    @Test
    void whatIsEvaluatedIsDueButNotUndone() {
        PastNight night = new PastNight(MARCH_1.minusDays(30), "a", "P7D", "cancellation", true);

        DueNights nights = DueNights.of(List.of(night), MARCH_1, MARCH_1);

        assertThat(nights.due()).hasSize(1);
        assertThat(nights.undone()).isEmpty();
    }

    @Test
    void aNightOfUnknownSettingsIsNeverLabelled() {
        List<PastNight> nights = List.of(
                new PastNight(MARCH_1.minusDays(400), "a", null, "inactivity", false),
                new PastNight(MARCH_1.minusDays(400), "b", "P90D", null, false),
                new PastNight(MARCH_1.minusDays(400), "c", "soon", "inactivity", false),
                new PastNight(MARCH_1.minusDays(400), "d", "P90D", "vanished", false),
                new PastNight(MARCH_1.minusDays(400), "e", "P3M", "inactivity", false));

        assertThat(DueNights.of(nights, MARCH_1, MARCH_1).unknown()).isEqualTo(nights);
    }
}
