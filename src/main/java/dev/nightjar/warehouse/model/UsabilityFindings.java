package dev.nightjar.warehouse.model;

import dev.nightjar.churn.evaluation.UsabilityFinding;
import dev.nightjar.churn.evaluation.UsabilityFinding.Severity;
import dev.nightjar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The table {@code usability_finding}: the usability report of each training. */
public final class UsabilityFindings {

    private static final String PLACE = "usability report";

    private final Warehouse warehouse;

    public UsabilityFindings(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** The training a report is about. */
    public record Training(String runId, LocalDate asOfDate, String modelId, String step) {}

    /** Records the report of a training in place of an earlier one of the same run, errors first. */
    public void save(Training training, List<UsabilityFinding> findings) {
        List<UsabilityFinding> sorted = findings.stream()
                .sorted(Comparator.comparing(UsabilityFinding::severity))
                .toList();
        warehouse.transaction(PLACE, jdbc -> {
            jdbc.sql("delete from retention.usability_finding where run_id = :runId")
                    .param("runId", training.runId())
                    .update();
            for (int i = 0; i < sorted.size(); i++) {
                UsabilityFinding finding = sorted.get(i);
                jdbc.sql("""
                                insert into retention.usability_finding
                                    (run_id, finding_number, as_of_date, model_id, severity, step, code, table_name,
                                     column_name, details)
                                values
                                    (:runId, :number, :asOfDate, :modelId, :severity, :step, :code, :table,
                                     :column, :details)
                                """)
                        .param("runId", training.runId())
                        .param("number", i + 1)
                        .param("asOfDate", training.asOfDate())
                        .param("modelId", training.modelId())
                        .param("severity", finding.severity().code())
                        .param("step", training.step())
                        .param("code", finding.code())
                        .param("table", nullIfEmpty(finding.table()))
                        .param("column", nullIfEmpty(finding.column()))
                        .param("details", finding.details())
                        .update();
            }
            return sorted.size();
        });
    }

    /** Takes what was found of this code out of the report of a run. */
    public void remove(String runId, String code) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("delete from retention.usability_finding where run_id = :runId and code = :code")
                        .param("runId", runId)
                        .param("code", code)
                        .update());
    }

    /** The report of a run, errors first; empty if it trained nothing or there was nothing to say. */
    public List<UsabilityFinding> of(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select severity, code, table_name, column_name, details
                        from retention.usability_finding
                        where run_id = :runId
                        order by finding_number
                        """)
                        .param("runId", runId)
                        .query((row, number) -> new UsabilityFinding(
                                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                                row.getString("code"),
                                Objects.requireNonNullElse(row.getString("table_name"), ""),
                                Objects.requireNonNullElse(row.getString("column_name"), ""),
                                row.getString("details")))
                        .list());
    }

    private static @Nullable String nullIfEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
