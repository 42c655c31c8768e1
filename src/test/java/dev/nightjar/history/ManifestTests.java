package dev.nightjar.history;

import static dev.nightjar.history.HistoryFixture.SHAPE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ManifestTests {

    private static final HistoryFile FEBRUARY = orders("2026-02", "2026-04-07");
    private static final HistoryFile MARCH = orders("2026-03", "2026-05-05");
    private static final HistoryFile MAY = orders("2026-05", "2026-06-10");
    private static final HistoryFile JUNE = orders("2026-06", "2026-06-10");

    @Test
    void reachIsTheNewestAsOfDate() {
        assertThat(manifest(FEBRUARY, MARCH, MAY, JUNE).reach()).contains(LocalDate.parse("2026-06-10"));
        assertThat(manifest(FEBRUARY, MARCH, MAY).reach())
                .as("no rows in April, and none in June so far")
                .contains(LocalDate.parse("2026-06-10"));
        assertThat(manifest().reach()).isEmpty();
    }

    /** As of 15 March, all months to it read anew. */
    @Test
    void monthThatANightOfThePastCutEndsTheReach() {
        assertThat(manifest(orders("2026-02", "2026-03-15"), orders("2026-03", "2026-03-15"), MAY, JUNE)
                        .reach())
                .contains(LocalDate.parse("2026-03-15"));
        assertThat(manifest(orders("2026-02", "2026-03-15"), orders("2026-03", "2026-03-15"), MAY)
                        .reach())
                .as("no rows in June so far")
                .contains(LocalDate.parse("2026-03-15"));
    }

    @Test
    void wholeMonthsOfANightOfThePastLeaveTheReach() {
        assertThat(manifest(orders("2026-02", "2026-03-01"), MARCH, MAY, JUNE).reach())
                .contains(LocalDate.parse("2026-06-10"));
    }

    private static HistoryFile orders(String month, String cutAt) {
        return new HistoryFile(HistoryTable.ORDERS, YearMonth.parse(month), month, 1, 0, LocalDate.parse(cutAt));
    }

    private static Manifest manifest(HistoryFile... files) {
        return new Manifest(
                Manifest.FORMAT_VERSION, 1, "w", 2, "UTC", "EUR", new TreeSet<>(SHAPE.columns()), List.of(files));
    }
}
