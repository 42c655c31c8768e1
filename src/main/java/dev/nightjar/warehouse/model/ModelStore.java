package dev.nightjar.warehouse.model;

import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.LeaseTable;
import dev.nightjar.warehouse.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The tables {@code churn_model} and {@code cltv_model}. Saving a model again replaces it, so that a training that is
 * repeated leaves one row.
 */
public final class ModelStore {

    /** The kind of a churn model in its id. */
    public static final String CHURN = "churn";

    private static final String PLACE = "model store";
    private static final int DATE_LENGTH = "2026-02-14".length();
    /** Ids of one kind by as-of date, then by attempt: as {@link Champions#NEWEST} sorts rows, the other way round. */
    static final Comparator<String> OLDEST_FIRST = Comparator.comparing(ModelStore::asOfDate)
            .thenComparing(String::length)
            .thenComparing(Comparator.naturalOrder());

    private final Warehouse warehouse;

    public ModelStore(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * The id of a model, such as {@code churn-2026-02-14-01}.
     *
     * @param kind {@code churn} or {@code cltv}
     * @param attempt of the run that makes it, from 1
     */
    public static String modelId(String kind, LocalDate asOfDate, int attempt) {
        return String.format(Locale.ROOT, "%s-%s-%02d", kind, asOfDate, attempt);
    }

    private static String asOfDate(String modelId) {
        int from = modelId.indexOf('-') + 1;
        return modelId.substring(from, from + DATE_LENGTH);
    }

    /**
     * Saves a churn model, in place of the one with this id; a champion is recorded as one. Under the lease of its night: one
     * that slept through it must not undo what was decided meanwhile.
     *
     * @throws LeaseException if the lease is not that token's any more; nothing is saved
     */
    public void save(ChurnModelRow model, String leaseJob, long fenceToken) {
        warehouse.transaction(PLACE, jdbc -> {
            LeaseTable.requireHeld(jdbc, leaseJob, fenceToken);
            jdbc.sql("delete from retention.churn_model where model_id = :modelId")
                    .param("modelId", model.modelId())
                    .update();
            int saved = jdbc.sql("""
                            insert into retention.churn_model (
                                model_id, as_of_date, status, training_rows, test_rows, test_auc, test_average_precision,
                                test_log_loss, test_brier, test_calibration_error, baseline_name, baseline_auc,
                                baseline_log_loss, provenance, artifact
                            )
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?)
                            """).params(churnValues(model)).update();
            if (model.status() == ModelStatus.CHAMPION) {
                Champions.recordTrained(jdbc, model);
            }
            return saved;
        });
    }

    private static Object[] churnValues(ChurnModelRow model) {
        return new Object[] {
            model.modelId(),
            model.asOfDate(),
            model.status().code(),
            model.trainingRows(),
            model.testRows(),
            model.testAuc(),
            model.testAveragePrecision(),
            model.testLogLoss(),
            model.testBrier(),
            model.testCalibrationError(),
            model.baselineName(),
            model.baselineAuc(),
            model.baselineLogLoss(),
            model.provenance(),
            model.artifact(),
        };
    }

    /** Saves a CLTV model, in place of the one with this id. */
    public void save(CltvModelRow model) {
        warehouse.transaction(PLACE, jdbc -> {
            jdbc.sql("delete from retention.cltv_model where model_id = :modelId")
                    .param("modelId", model.modelId())
                    .update();
            return jdbc.sql("""
                            insert into retention.cltv_model (
                                model_id, as_of_date, status, customers, repeat_customers, bgnbd_r, bgnbd_alpha, bgnbd_a,
                                bgnbd_b, bgnbd_log_likelihood, gamma_gamma_p, gamma_gamma_q, gamma_gamma_v,
                                gamma_gamma_log_likelihood, provenance
                            )
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb))
                            """).params(cltvValues(model)).update();
        });
    }

    private static Object[] cltvValues(CltvModelRow model) {
        return new Object[] {
            model.modelId(),
            model.asOfDate(),
            model.status().code(),
            model.customers(),
            model.repeatCustomers(),
            model.bgnbdR(),
            model.bgnbdAlpha(),
            model.bgnbdA(),
            model.bgnbdB(),
            model.bgnbdLogLikelihood(),
            model.gammaGammaP(),
            model.gammaGammaQ(),
            model.gammaGammaV(),
            model.gammaGammaLogLikelihood(),
            model.provenance(),
        };
    }

    /** The champion a night scores with: the newest with an as-of date not after this one. */
    public Optional<ChurnModelRow> newestChampion(LocalDate asOfDate) {
        return newestChampion(asOfDate, "");
    }

    /** The newest champion with an as-of date not after this one, other than the model that a night itself makes. */
    public Optional<ChurnModelRow> newestChampion(LocalDate asOfDate, String exceptModelId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("select * from retention.churn_model where status = 'champion'"
                                + " and as_of_date <= :asOfDate and model_id <> :except" + Champions.NEWEST
                                + " limit 1")
                        .param("asOfDate", asOfDate)
                        .param("except", exceptModelId)
                        .query((row, number) -> churnModel(row))
                        .optional());
    }

    /** The parameters that stand in for a fit that fails: the newest good ones with an as-of date not after this one. */
    public Optional<CltvModelRow> newestGoodCltv(LocalDate asOfDate) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select *
                        from retention.cltv_model
                        where status = 'champion'
                            and as_of_date <= :asOfDate
                        order by as_of_date desc, length(model_id) desc, model_id desc
                        limit 1
                        """)
                        .param("asOfDate", asOfDate)
                        .query((row, number) -> cltvModel(row))
                        .optional());
    }

    /** The churn model of this id, or nothing. */
    public Optional<ChurnModelRow> churnModel(String modelId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("select * from retention.churn_model where model_id = :modelId")
                        .param("modelId", modelId)
                        .query((row, number) -> churnModel(row))
                        .optional());
    }

    /** The CLTV model of this id, or nothing. */
    public Optional<CltvModelRow> cltvModel(String modelId) {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("select * from retention.cltv_model where model_id = :modelId")
                        .param("modelId", modelId)
                        .query((row, number) -> cltvModel(row))
                        .optional());
    }

    /** All churn models without their artifacts, newest first. */
    public List<ChurnModelRow> churnModels() {
        return warehouse.transaction(
                PLACE,
                jdbc -> jdbc.sql("""
                        select
                            model_id,
                            as_of_date,
                            status,
                            training_rows,
                            test_rows,
                            test_auc,
                            test_average_precision,
                            test_log_loss,
                            test_brier,
                            test_calibration_error,
                            baseline_name,
                            baseline_auc,
                            baseline_log_loss,
                            provenance,
                            cast(null as bytea) as artifact
                        from retention.churn_model
                        order by as_of_date desc, length(model_id) desc, model_id desc
                        """).query((row, number) -> churnModel(row)).list());
    }

    private static ChurnModelRow churnModel(ResultSet row) throws SQLException {
        return new ChurnModelRow(
                row.getString("model_id"),
                row.getObject("as_of_date", LocalDate.class),
                ModelStatus.of(row.getString("status")),
                row.getObject("training_rows", Long.class),
                row.getObject("test_rows", Long.class),
                row.getObject("test_auc", Double.class),
                row.getObject("test_average_precision", Double.class),
                row.getObject("test_log_loss", Double.class),
                row.getObject("test_brier", Double.class),
                row.getObject("test_calibration_error", Double.class),
                row.getString("baseline_name"),
                row.getObject("baseline_auc", Double.class),
                row.getObject("baseline_log_loss", Double.class),
                row.getString("provenance"),
                row.getBytes("artifact"));
    }

    private static CltvModelRow cltvModel(ResultSet row) throws SQLException {
        return new CltvModelRow(
                row.getString("model_id"),
                row.getObject("as_of_date", LocalDate.class),
                ModelStatus.of(row.getString("status")),
                row.getLong("customers"),
                row.getLong("repeat_customers"),
                row.getObject("bgnbd_r", Double.class),
                row.getObject("bgnbd_alpha", Double.class),
                row.getObject("bgnbd_a", Double.class),
                row.getObject("bgnbd_b", Double.class),
                row.getObject("bgnbd_log_likelihood", Double.class),
                row.getObject("gamma_gamma_p", Double.class),
                row.getObject("gamma_gamma_q", Double.class),
                row.getObject("gamma_gamma_v", Double.class),
                row.getObject("gamma_gamma_log_likelihood", Double.class),
                row.getString("provenance"));
    }
}
