package dev.nightjar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.customer.RejectedRow;
import dev.nightjar.warehouse.QualityResult.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RejectedRowsIT {

    @AutoClose
    private static final TestWarehouse database = TestWarehouse.migrated(CustomerIdType.TEXT);

    private static final RejectedRows rejectedRows = new RejectedRows(database.warehouse());

    @Test
    void aPartitionDoneAgainReplacesItsRejectsAndNoOthers() {
        rejectedRows.replace(
                "replace", "orders 2026-01", List.of(row("orders", "1"), row("orders", "2"), row("orders", "3")));
        rejectedRows.replace("replace", "orders 2026-02", List.of(row("orders", "4")));
        rejectedRows.replace("other run", "orders 2026-01", List.of(row("orders", "5")));

        rejectedRows.replace("replace", "orders 2026-01", List.of(row("orders", "2")));

        assertThat(rejectedRows.examples("replace", 10)).containsExactly(row("orders", "2"), row("orders", "4"));
        assertThat(rejectedRows.examples("other run", 10)).containsExactly(row("orders", "5"));
        rejectedRows.replace("replace", "orders 2026-02", List.of());
        assertThat(rejectedRows.examples("replace", 10)).containsExactly(row("orders", "2"));
    }

    /** The migration, run over rows as earlier versions left them. */
    @Test
    void keysThatMayBeOfCustomersAreGoneAndThoseOfRowsAreNot() throws IOException {
        rejectedRows.replace(
                "migrated",
                "interactions 2026-01",
                List.of(
                        new RejectedRow("interactions", "c7", "kind", "missing"),
                        new RejectedRow("interactions", "c8", "occurred_at", "missing"),
                        new RejectedRow("interactions", "c9", "customer_id", "null_character"),
                        new RejectedRow("interactions", "i1", "customer_id", "missing"),
                        new RejectedRow("interactions", "i2", null, "duplicate"),
                        new RejectedRow("orders", "o1", "amount", "missing")));

        database.execute(Files.readString(Path.of("sql/schema/V021__rejected_interaction_keys.sql")));

        assertThat(database.rows(
                        "select row_key from retention.rejected_row where run_id = 'migrated' order by row_key"))
                .containsExactly("i1", "i2", "o1", "", "", "");
    }

    @Test
    void rejectsAreCountedByKindMostFirst() {
        rejectedRows.replace(
                "counts",
                "orders 2026-01",
                List.of(
                        new RejectedRow("orders", "1", "amount", "not finite"),
                        new RejectedRow("orders", "2", null, "duplicate"),
                        new RejectedRow("orders", "3", null, "duplicate"),
                        new RejectedRow("orders", null, "order_id", "missing")));

        assertThat(rejectedRows.counts("counts"))
                .containsExactly(
                        new RejectedRows.Count("orders", null, "duplicate", 2),
                        new RejectedRows.Count("orders", "amount", "not finite", 1),
                        new RejectedRows.Count("orders", "order_id", "missing", 1));
        assertThat(rejectedRows.counts("nobody")).isEmpty();
    }

    @Test
    void keysOfAnyTextComeBackAsTheyWere() {
        List<RejectedRow> rows = List.of(
                row("orders", "it's \"quoted\"\\N\ttab\nnewline"),
                row("orders", "naïve 🦉"),
                row("orders", "x".repeat(100_000)));

        rejectedRows.replace("texts", "orders 2026-01", rows);

        assertThat(rejectedRows.examples("texts", 10)).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void manyRejectsAreWrittenAndSomeAreShown() {
        List<RejectedRow> rows = IntStream.range(0, 50_000)
                .mapToObj(i -> row("interactions", "%05d".formatted(i)))
                .toList();

        rejectedRows.replace("many", "interactions 2026-01", rows);

        assertThat(rejectedRows.counts("many"))
                .extracting(RejectedRows.Count::rows)
                .containsExactly(50_000L);
        assertThat(rejectedRows.examples("many", 3)).isEqualTo(rows.subList(0, 3));
    }

    @Test
    void resultsOfChecksAreReplacedAndListedFailuresFirst() {
        QualityResults results = new QualityResults(database.warehouse());
        results.save("quality", List.of(new QualityResult("warn_b", Severity.WARN, 7, "seven")));

        results.save(
                "quality",
                List.of(
                        new QualityResult("fail_c", Severity.FAIL, 0, null),
                        new QualityResult("warn_b", Severity.WARN, 2, "two"),
                        new QualityResult("fail_a", Severity.FAIL, 1, "one")));

        assertThat(results.of("quality"))
                .containsExactly(
                        new QualityResult("fail_a", Severity.FAIL, 1, "one"),
                        new QualityResult("warn_b", Severity.WARN, 2, "two"),
                        new QualityResult("fail_c", Severity.FAIL, 0, null));
        assertThat(results.of("quality")).extracting(QualityResult::stopsTheRun).containsExactly(true, false, false);
        assertThat(results.of("nobody")).isEmpty();
    }

    private static RejectedRow row(String table, String key) {
        return new RejectedRow(table, key, "amount", "not finite");
    }
}
