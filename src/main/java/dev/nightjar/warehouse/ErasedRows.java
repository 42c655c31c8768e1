package dev.nightjar.warehouse;

import dev.nightjar.customer.DataContractException;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes customers who are to be forgotten out of the warehouse: their scores of all nights and what they add to totals, their
 * rejects, and their ids in messages.
 */
public final class ErasedRows {

    private static final String PLACE = "erasure";

    /** A customer as the checks name one. */
    static final Pattern NAMED = Pattern.compile("customer ((?:(?!customer ).)+?): expected", Pattern.DOTALL);

    /** Tables and their columns that may name one; those of Spring Batch hold what a step failed with. */
    private static final Map<String, String> MESSAGES = Map.of(
            "retention.run", "message",
            "retention.run_step", "message",
            "retention.quality_result", "message",
            "retention_batch.batch_step_execution", "exit_message",
            "retention_batch.batch_job_execution", "exit_message");

    private static final String NAMELESS = "customer (forgotten): expected";

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
                int ofNight = jdbc.sql("delete from retention.customer_score_v1 where score_date = cast(:date as date)"
                                + " and customer_id = any (cast(:ids as " + idType.sqlName() + "[]))")
                        .param("date", date)
                        .param("ids", array(scored))
                        .update();
                if (ofNight > 0) {
                    correctTotals(jdbc, date);
                }
                scores += ofNight;
            }
            Set<String> ids = Set.copyOf(customerIds);
            MESSAGES.forEach((table, column) -> forgetNames(jdbc, table, column, ids));
            return new Deleted(scores, rejects(jdbc, customerIds));
        });
    }

    /** The sums are those of the rows that are left; what an interval came from is not kept, so it goes. */
    private static void correctTotals(JdbcClient jdbc, String date) {
        jdbc.sql("""
                        delete from retention.cltv_segment_total as total
                        where score_date = cast(:date as date)
                            and not exists (
                                select from retention.customer_score_v1 as score
                                where score.score_date = total.score_date
                                    and score.cltv is not null
                                    and total.member = case total.dimension
                                        when 'all' then 'all'
                                        when 'rfm_segment' then score.rfm_segment
                                        when 'lifecycle_stage' then score.lifecycle_stage
                                        when 'value_tier' then score.value_tier
                                    end
                            )
                        """).param("date", date).update();
        jdbc.sql("""
                        with rest as (
                            select
                                segment.dimension,
                                segment.member,
                                count(*) as customers,
                                sum(score.cltv) as cltv
                            from retention.customer_score_v1 as score
                            cross join lateral (
                                values
                                    ('all', 'all'),
                                    ('rfm_segment', score.rfm_segment),
                                    ('lifecycle_stage', score.lifecycle_stage),
                                    ('value_tier', score.value_tier)
                            ) as segment (dimension, member)
                            where score.score_date = cast(:date as date)
                                and score.cltv is not null
                            group by segment.dimension, segment.member
                        )

                        update retention.cltv_segment_total as total set
                            customers = rest.customers,
                            cltv = rest.cltv,
                            cltv_low = null,
                            cltv_high = null
                        from rest
                        where total.score_date = cast(:date as date)
                            and total.dimension = rest.dimension
                            and total.member = rest.member
                            and total.customers <> rest.customers
                        """).param("date", date).update();
    }

    /** Messages are few and have a handful of examples. */
    private static void forgetNames(JdbcClient jdbc, String table, String column, Set<String> customerIds) {
        if (!Warehouse.hasTable(jdbc, table)) {
            return;
        }
        String select =
                "select distinct " + column + " from " + table + " where " + column + " like '%customer %: expected%'";
        for (String message : jdbc.sql(select).query(String.class).list()) {
            String without = NAMED.matcher(message)
                    .replaceAll(match ->
                            Matcher.quoteReplacement(customerIds.contains(match.group(1)) ? NAMELESS : match.group()));
            if (!without.equals(message)) {
                jdbc.sql("update " + table + " set " + column + " = :without where " + column + " = :message")
                        .param("without", without)
                        .param("message", message)
                        .update();
            }
        }
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
