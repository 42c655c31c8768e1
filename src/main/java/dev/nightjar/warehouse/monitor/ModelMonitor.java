package dev.nightjar.warehouse.monitor;

import dev.nightjar.churn.monitor.Figure;
import dev.nightjar.warehouse.LeaseTable;
import dev.nightjar.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code model_monitor}: a date is written as a whole, in place of what was there of it. */
public final class ModelMonitor {

    private static final String PLACE = "model monitor";

    private final Warehouse warehouse;

    public ModelMonitor(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * A night that was evaluated.
     *
     * @param scoreDate the night
     * @param churnModelId the model whose probabilities were compared; null where none was published
     * @param definition what counted as leaving
     * @param horizonDays length of the horizon
     * @param scoredRunId the run that published the scores
     * @param figures no metric twice
     */
    public record Evaluated(
            LocalDate scoreDate,
            @Nullable String churnModelId,
            String definition,
            int horizonDays,
            String scoredRunId,
            List<Figure> figures) {

        /** The value of a metric; null where it is not defined or not there. */
        public @Nullable Double value(String metric) {
            return figures.stream()
                    .filter(figure -> figure.metric().equals(metric))
                    .findFirst()
                    .map(Figure::value)
                    .orElse(null);
        }
    }

    /**
     * Who writes.
     *
     * @param runId the run that evaluates
     * @param leaseJob the lease it runs under
     * @param fenceToken the token of that lease
     */
    public record Writer(String runId, String leaseJob, long fenceToken) {}

    /**
     * Puts the figures of a night in place of those that were there.
     *
     * @throws dev.nightjar.warehouse.LeaseException if another run has taken over the lease: nothing has changed
     */
    public void replace(Writer writer, Evaluated night) {
        warehouse.transaction(PLACE, jdbc -> {
            LeaseTable.requireHeld(jdbc, writer.leaseJob(), writer.fenceToken());
            jdbc.sql("delete from retention.model_monitor where score_date = :scoreDate")
                    .param("scoreDate", night.scoreDate())
                    .update();
            night.figures().forEach(figure -> insert(jdbc, writer, night, figure));
            return night.figures().size();
        });
    }

    private static void insert(JdbcClient jdbc, Writer writer, Evaluated night, Figure figure) {
        jdbc.sql("""
                        insert into retention.model_monitor (
                            score_date, metric, dimension, member, value, churn_model_id, churn_definition, horizon_days,
                            horizon_ended_on, scored_run_id, run_id, evaluated_at
                        )
                        values (
                            :scoreDate, :metric, :dimension, :member, :value, :churnModelId, :definition, :horizonDays,
                            :horizonEndedOn, :scoredRunId, :runId, clock_timestamp()
                        )
                        """)
                .param("scoreDate", night.scoreDate())
                .param("metric", figure.metric())
                .param("dimension", figure.dimension())
                .param("member", figure.member())
                .param("value", figure.value())
                .param("churnModelId", night.churnModelId())
                .param("definition", night.definition())
                .param("horizonDays", night.horizonDays())
                .param("horizonEndedOn", night.scoreDate().plusDays(night.horizonDays()))
                .param("scoredRunId", night.scoredRunId())
                .param("runId", writer.runId())
                .update();
    }

    /** The nights that were evaluated, newest first, at most so many of them. */
    public List<Evaluated> newest(LocalDate before, int atMost) {
        return warehouse.transaction(PLACE, jdbc -> {
            Map<LocalDate, Evaluated> nights = new LinkedHashMap<>();
            jdbc.sql("""
                            select
                                score_date,
                                metric,
                                dimension,
                                member,
                                value,
                                churn_model_id,
                                churn_definition,
                                horizon_days,
                                scored_run_id
                            from retention.model_monitor
                            where score_date in (
                                select distinct newest.score_date
                                from retention.model_monitor as newest
                                where newest.score_date < :before
                                order by newest.score_date desc
                                limit :atMost
                            )
                            order by score_date desc, metric
                            """).param("before", before).param("atMost", atMost).query(row -> {
                LocalDate date = row.getObject("score_date", LocalDate.class);
                Evaluated known = nights.get(date);
                List<Figure> figures = known == null ? new ArrayList<>() : known.figures();
                figures.add(new Figure(
                        row.getString("metric"),
                        row.getString("dimension"),
                        row.getString("member"),
                        row.getObject("value", Double.class)));
                if (known == null) {
                    nights.put(
                            date,
                            new Evaluated(
                                    date,
                                    row.getString("churn_model_id"),
                                    row.getString("churn_definition"),
                                    row.getInt("horizon_days"),
                                    row.getString("scored_run_id"),
                                    figures));
                }
            });
            return List.copyOf(nights.values());
        });
    }
}
