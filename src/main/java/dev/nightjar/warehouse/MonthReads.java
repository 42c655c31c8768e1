package dev.nightjar.warehouse;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code month_read}: which months each run read from the source, and why. */
public final class MonthReads {

    private static final String PLACE = "months read";

    private final Warehouse warehouse;

    /**
     * A month of a table that a run reads.
     *
     * @param table canonical name
     * @param month business month
     * @param reason why, such as {@code open}
     * @param rowsRead null until the extraction is complete
     * @param rowsRejected null until the extraction is complete
     */
    public record MonthRead(
            String table,
            YearMonth month,
            String reason,
            @Nullable Long rowsRead,
            @Nullable Long rowsRejected) {}

    public MonthReads(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Records what a run is going to read, in place of an earlier plan of it. */
    public void plan(String runId, List<MonthRead> months) {
        warehouse.transaction(PLACE, jdbc -> {
            jdbc.sql("delete from retention.month_read where run_id = :runId")
                    .param("runId", runId)
                    .update();
            months.forEach(month -> jdbc.sql("""
                            insert into retention.month_read (run_id, table_name, month, reason)
                            values (:runId, :table, :month, :reason)
                            """)
                    .param("runId", runId)
                    .param("table", month.table())
                    .param("month", month.month().atDay(1))
                    .param("reason", month.reason())
                    .update());
            return months.size();
        });
    }

    /** Records how many rows a month of the plan had. */
    public void read(String runId, String table, YearMonth month, long rowsRead, long rowsRejected) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        update retention.month_read set
                            rows_read = :rowsRead,
                            rows_rejected = :rowsRejected
                        where run_id = :runId
                            and table_name = :table
                            and month = :month
                        """)
                        .param("rowsRead", rowsRead)
                        .param("rowsRejected", rowsRejected)
                        .param("runId", runId)
                        .param("table", table)
                        .param("month", month.atDay(1))
                        .update());
    }

    /** The months of a run, by table, then ascending. */
    public List<MonthRead> of(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select table_name, month, reason, rows_read, rows_rejected
                        from retention.month_read
                        where run_id = :runId
                        order by table_name desc, month
                        """)
                        .param("runId", runId)
                        .query((row, number) -> new MonthRead(
                                row.getString("table_name"),
                                YearMonth.from(row.getObject("month", LocalDate.class)),
                                row.getString("reason"),
                                row.getObject("rows_read", Long.class),
                                row.getObject("rows_rejected", Long.class)))
                        .list());
    }
}
