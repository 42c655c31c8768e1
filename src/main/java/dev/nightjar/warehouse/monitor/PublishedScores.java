package dev.nightjar.warehouse.monitor;

import dev.nightjar.churn.monitor.RealisedChurn.Published;
import dev.nightjar.warehouse.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what was published: which nights there are, and the churn scores of one. */
public final class PublishedScores {

    private static final String PLACE = "published scores";
    private static final int FETCH_SIZE = 10_000;

    private final Warehouse warehouse;

    public PublishedScores(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The churn scores of one night.
     *
     * @param byCustomer of everybody with a probability
     * @param notScored published customers without one
     * @param modelId the model they come from; null where none was used
     */
    public record Scores(
            Map<String, Published> byCustomer,
            long notScored,
            @Nullable String modelId) {}

    /** The published nights before a date, oldest first; of each date the run whose rows are there now. */
    public List<PastNight> nightsBefore(LocalDate asOfDate) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select
                            run.as_of_date,
                            run.run_id,
                            run.config ->> 'churn_horizon' as horizon,
                            run.config ->> 'churn_definition' as definition,
                            exists (
                                select 1
                                from retention.model_monitor as monitor
                                where monitor.score_date = run.as_of_date
                                    and monitor.scored_run_id = run.run_id
                            ) as is_evaluated
                        from retention.run as run
                        where run.published_at is not null
                            and run.as_of_date < :asOfDate
                            and exists (
                                select 1
                                from retention.customer_score as score
                                where score.score_date = run.as_of_date
                                    and score.run_id = run.run_id
                            )
                        order by run.as_of_date
                        """)
                        .param("asOfDate", asOfDate)
                        .query((row, number) -> new PastNight(
                                row.getObject("as_of_date", LocalDate.class),
                                row.getString("run_id"),
                                row.getString("horizon"),
                                row.getString("definition"),
                                row.getBoolean("is_evaluated")))
                        .list());
    }

    /** The churn scores that a run published for a date; nobody where another run has replaced them. */
    public Scores scores(LocalDate scoreDate, String runId) {
        return warehouse.transaction(PLACE, jdbc -> {
            Map<String, Published> byCustomer = new HashMap<>();
            long[] notScored = {0};
            @Nullable String[] modelId = {null};
            jdbc.sql("""
                            select
                                cast(customer_id as text) as customer,
                                churn_probability,
                                churn_percentile,
                                churn_risk,
                                churn_model_id
                            from retention.customer_score
                            where score_date = :scoreDate
                                and run_id = :runId
                            """)
                    .withFetchSize(FETCH_SIZE)
                    .param("scoreDate", scoreDate)
                    .param("runId", runId)
                    .query((ResultSet row) -> {
                        Published published = published(row);
                        if (published == null) {
                            notScored[0]++;
                        } else {
                            byCustomer.put(row.getString("customer"), published);
                        }
                        modelId[0] = row.getString("churn_model_id");
                    });
            return new Scores(byCustomer, notScored[0], modelId[0]);
        });
    }

    private static @Nullable Published published(ResultSet row) throws SQLException {
        double probability = row.getDouble("churn_probability");
        return row.wasNull()
                ? null
                : new Published(probability, row.getInt("churn_percentile"), row.getString("churn_risk"));
    }
}
