package dev.nightjar.warehouse;

import dev.nightjar.customer.RejectedRow;
import dev.nightjar.postgres.CopyInWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table {@code rejected_row}: source rows that were read and not used, and why. */
public final class RejectedRows {

    private static final String PLACE = "rejected rows";

    private final Warehouse warehouse;

    /**
     * Rejected rows of one kind.
     *
     * @param table canonical table
     * @param column column at fault, or null where the whole row is
     * @param reason why they were rejected
     * @param rows how many
     */
    public record Count(String table, @Nullable String column, String reason, long rows) {}

    public RejectedRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** Forgets what a run rejected, before its partitions are planned anew: they may have other names then. */
    public void clear(String runId) {
        warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("delete from retention.rejected_row where run_id = :runId")
                        .param("runId", runId)
                        .update());
    }

    /** Records what one partition of a run rejected, in place of what it rejected before. */
    public void replace(String runId, String partition, List<RejectedRow> rejects) {
        warehouse.transaction(PLACE, jdbc -> {
            jdbc.sql("delete from retention.rejected_row where run_id = :runId and partition_name = :partition")
                    .param("runId", runId)
                    .param("partition", partition)
                    .update();
            return rejects.isEmpty() ? 0L : copy(runId, partition, rejects);
        });
    }

    private long copy(String runId, String partition, List<RejectedRow> rejects) {
        try (CopyInWriter writer = warehouse.copyInto(
                "retention.rejected_row",
                "run_id",
                "partition_name",
                "table_name",
                "row_key",
                "column_name",
                "reason")) {
            for (RejectedRow reject : rejects) {
                writer.startRow();
                writer.writeText(runId);
                writer.writeText(partition);
                writer.writeText(reject.table());
                writer.writeTextOrNull(reject.key());
                writer.writeTextOrNull(reject.column());
                writer.writeText(reject.reason());
            }
            return writer.finish();
        }
    }

    /** How many rows a run rejected, by table, column and reason, most first. */
    public List<Count> counts(String runId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select table_name, column_name, reason, count(*) as row_count
                        from retention.rejected_row
                        where run_id = :runId
                        group by table_name, column_name, reason
                        order by row_count desc, table_name, column_name, reason
                        """)
                        .param("runId", runId)
                        .query((row, number) -> new Count(
                                row.getString("table_name"),
                                row.getString("column_name"),
                                row.getString("reason"),
                                row.getLong("row_count")))
                        .list());
    }

    /** Some of the rows a run rejected, in the order of table, key, column and reason. */
    public List<RejectedRow> examples(String runId, int atMost) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select table_name, row_key, column_name, reason
                        from retention.rejected_row
                        where run_id = :runId
                        order by table_name, row_key, column_name, reason
                        limit :atMost
                        """)
                        .param("runId", runId)
                        .param("atMost", atMost)
                        .query((row, number) -> new RejectedRow(
                                row.getString("table_name"),
                                row.getString("row_key"),
                                row.getString("column_name"),
                                row.getString("reason")))
                        .list());
    }
}
