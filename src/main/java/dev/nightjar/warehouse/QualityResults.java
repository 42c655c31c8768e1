package dev.nightjar.warehouse;

import dev.nightjar.warehouse.QualityResult.Severity;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code quality_result}: what the checks of each run found, the last time they ran. */
public final class QualityResults {

    private static final String PLACE = "quality results";

    private final Warehouse warehouse;

    public QualityResults(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Records results of a run in place of what the same checks found before. */
    public void save(String runId, List<QualityResult> results) {
        warehouse.transaction(PLACE, jdbc -> {
            results.forEach(result -> save(jdbc, runId, result));
            return results.size();
        });
    }

    private static void save(JdbcClient jdbc, String runId, QualityResult result) {
        jdbc.sql("""
                        insert into retention.quality_result
                            (run_id, check_name, severity, passed, offending_rows, message, checked_at)
                        values
                            (:runId, :check, :severity, :passed, :offendingRows, :message, clock_timestamp())
                        on conflict (run_id, check_name) do update set
                            severity = excluded.severity,
                            passed = excluded.passed,
                            offending_rows = excluded.offending_rows,
                            message = excluded.message,
                            checked_at = excluded.checked_at
                        """)
                .param("runId", runId)
                .param("check", result.check())
                .param("severity", result.severity().code())
                .param("passed", result.passed())
                .param("offendingRows", result.offendingRows())
                .param("message", result.message())
                .update();
    }

    /** Results of a run: failures first, then warnings, then what passed. */
    public List<QualityResult> of(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select check_name, severity, offending_rows, message
                        from retention.quality_result
                        where run_id = :runId
                        order by passed, severity, check_name
                        """)
                        .param("runId", runId)
                        .query((row, number) -> new QualityResult(
                                row.getString("check_name"),
                                Severity.valueOf(row.getString("severity").toUpperCase(Locale.ROOT)),
                                row.getLong("offending_rows"),
                                row.getString("message")))
                        .list());
    }
}
