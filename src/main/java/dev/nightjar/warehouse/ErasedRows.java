package dev.nightjar.warehouse;

import dev.nightjar.customer.DataContractException;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes customers who are to be forgotten out of the warehouse: their scores of all nights, and their rejects. */
public final class ErasedRows {

    private static final String PLACE = "erasure";

    private final Warehouse warehouse;

    /**
     * What was deleted.
     *
     * @param scores rows of {@code customer_score_v1}, of all nights
     * @param rejects rows of {@code rejected_row} whose key is the id of a customer
     */
    public record Deleted(long scores, long rejects) {}

    public ErasedRows(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Deletes the rows of these customers, all of them or, if it fails, none. Ids that are no value of the warehouse's
     * type cannot have a score, and are looked for among the rejects alone.
     */
    public Deleted delete(Collection<String> customerIds, CustomerIdType idType) {
        List<String> scored =
                customerIds.stream().filter(id -> isValue(idType, id)).toList();
        return warehouse.transaction(PLACE, jdbc -> {
            long scores = 0;
            // night by night, for the key of a night begins with its date
            for (String date : jdbc.sql("select distinct as_of_date::text from retention.run")
                    .query(String.class)
                    .list()) {
                scores += jdbc.sql("delete from retention.customer_score_v1 where score_date = cast(:date as date)"
                                + " and customer_id = any (cast(:ids as " + idType.sqlName() + "[]))")
                        .param("date", date)
                        .param("ids", array(scored))
                        .update();
            }
            return new Deleted(scores, rejects(jdbc, customerIds));
        });
    }

    private long rejects(JdbcClient jdbc, Collection<String> customerIds) {
        return jdbc.sql("delete from retention.rejected_row"
                        + " where table_name in ('customers', 'erasures') and row_key = any (cast(:ids as text[]))")
                .param("ids", array(customerIds))
                .update();
    }

    private Array array(Collection<String> texts) {
        try {
            return warehouse.connection().createArrayOf("text", texts.toArray());
        } catch (SQLException e) {
            throw new IllegalStateException("ids could not be bound", e);
        }
    }

    private static boolean isValue(CustomerIdType type, String customerId) {
        try {
            type.value(customerId);
            return true;
        } catch (DataContractException e) {
            return false;
        }
    }
}
