package dev.nightjar.warehouse.monitor;

import dev.nightjar.churn.monitor.FeatureDrift;
import dev.nightjar.churn.monitor.Population;
import dev.nightjar.churn.monitor.PopulationColumn;
import dev.nightjar.warehouse.Warehouse;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code model_population} and {@code feature_drift}; what is written again replaces what was there. */
public final class DriftStore {

    private static final String PLACE = "feature drift";

    private final Warehouse warehouse;

    public DriftStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * A night whose features were compared.
     *
     * @param scoreDate the night
     * @param modelId the model that scored it
     * @param runId the run that compared
     */
    public record Compared(LocalDate scoreDate, String modelId, String runId) {}

    /**
     * A feature on a night, with its level.
     *
     * @param drift how far it has moved
     * @param level by the thresholds of that night
     */
    public record Graded(FeatureDrift drift, FeatureDrift.Level level) {}

    /**
     * The drift of a model's scores.
     *
     * @param first its index on the first night it scored
     * @param newest its index on the newest
     * @param level of the newest night
     */
    public record ScoreDrift(double first, double newest, FeatureDrift.Level level) {}

    /** Keeps the population that a model was trained on. */
    public void save(String modelId, Population population) {
        warehouse.transaction(PLACE, jdbc -> {
            jdbc.sql("delete from retention.model_population where model_id = :modelId")
                    .param("modelId", modelId)
                    .update();
            population.columns().forEach(column -> insert(jdbc, modelId, column));
            return population.columns().size();
        });
    }

    private static void insert(JdbcClient jdbc, String modelId, PopulationColumn column) {
        jdbc.sql("""
                        insert into retention.model_population (model_id, feature, edges, members, counts)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(
                        modelId,
                        column.feature(),
                        column.edges().toArray(new Double[0]),
                        column.members().toArray(new String[0]),
                        column.counts().toArray(new Long[0]))
                .update();
    }

    /** The population that a model was trained on; empty where it was not kept. */
    public Optional<Population> population(String modelId) {
        List<PopulationColumn> columns = warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select feature, edges, members, counts
                        from retention.model_population
                        where model_id = :modelId
                        order by feature
                        """)
                        .param("modelId", modelId)
                        .query((row, number) -> column(row))
                        .list());
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Population(columns));
    }

    private static PopulationColumn column(ResultSet row) throws SQLException {
        return new PopulationColumn(
                row.getString("feature"),
                Arrays.asList((Double[]) array(row, "edges")),
                Arrays.asList((String[]) array(row, "members")),
                Arrays.asList((Long[]) array(row, "counts")));
    }

    private static Object array(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array.getArray();
    }

    /** Puts the drift of a night in place of what was there of its date; nothing where no model was compared with. */
    public void replace(Compared night, List<Graded> features) {
        warehouse.transaction(PLACE, jdbc -> {
            delete(jdbc, night.scoreDate());
            features.forEach(feature -> insert(jdbc, night, feature));
            return features.size();
        });
    }

    /** Forgets the drift of a date: it was scored anew, and not by a model that knows its population. */
    public void clear(LocalDate scoreDate) {
        warehouse.transaction(PLACE, jdbc -> delete(jdbc, scoreDate));
    }

    private static int delete(JdbcClient jdbc, LocalDate scoreDate) {
        return jdbc.sql("delete from retention.feature_drift where score_date = :scoreDate")
                .param("scoreDate", scoreDate)
                .update();
    }

    private static void insert(JdbcClient jdbc, Compared night, Graded feature) {
        FeatureDrift drift = feature.drift();
        jdbc.sql("""
                        insert into retention.feature_drift (
                            score_date, feature, psi, noise, level, customers, training_customers, missing_share,
                            training_missing_share, churn_model_id, run_id
                        )
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        night.scoreDate(),
                        drift.feature(),
                        drift.psi(),
                        drift.noise(),
                        feature.level().name().toLowerCase(Locale.ROOT),
                        drift.customers(),
                        drift.trainingCustomers(),
                        drift.missingShare(),
                        drift.trainingMissingShare(),
                        night.modelId(),
                        night.runId())
                .update();
    }

    /**
     * How a model's scores have moved on the nights before a date; empty where it has scored none, or where another model
     * scored the last of them: then it was returned to, and its old scores say nothing of today.
     */
    public Optional<ScoreDrift> scoreDrift(String modelId, LocalDate before) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        with scored as (
                            select
                                score_date,
                                churn_model_id,
                                first_value(psi) over (partition by churn_model_id order by score_date) as first_psi,
                                psi,
                                level
                            from retention.feature_drift
                            where feature = :feature
                                and score_date < :before
                        )

                        select first_psi, psi, level
                        from scored
                        where churn_model_id = :modelId
                            and score_date = (select max(score_date) from scored)
                        """)
                        .param("modelId", modelId)
                        .param("feature", Population.SCORE)
                        .param("before", before)
                        .query((row, number) -> new ScoreDrift(
                                row.getDouble("first_psi"),
                                row.getDouble("psi"),
                                FeatureDrift.Level.valueOf(
                                        row.getString("level").toUpperCase(Locale.ROOT))))
                        .optional());
    }
}
