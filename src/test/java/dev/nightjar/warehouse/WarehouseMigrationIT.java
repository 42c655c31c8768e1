package dev.nightjar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarehouseMigrationIT {

    /** The contract, in its order: name, type. */
    private static final String CUSTOMER_SCORE = """
            score_date|date
            customer_id|%s
            churn_probability|double precision
            churn_percentile|smallint
            churn_risk|text
            reason_1|text
            reason_2|text
            reason_3|text
            reason_1_effect|double precision
            reason_2_effect|double precision
            reason_3_effect|double precision
            probability_alive|double precision
            expected_orders|double precision
            expected_order_value|numeric(14,2)
            cltv|numeric(14,2)
            cltv_low|numeric(14,2)
            cltv_high|numeric(14,2)
            cltv_formula|numeric(14,2)
            cltv_net|numeric(14,2)
            historic_value|numeric(14,2)
            order_count|integer
            first_order_on|date
            last_order_on|date
            next_order_due_on|date
            recency_score|smallint
            frequency_score|smallint
            monetary_score|smallint
            rfm_segment|text
            lifecycle_stage|text
            value_tier|text
            segments|text[]
            churn_model_id|text
            cltv_model_id|text
            run_id|text
            scored_at|timestamp with time zone
            """;

    private TestWarehouse database;
    private WarehouseMigration migration;

    @BeforeEach
    void openDatabase() {
        database = TestWarehouse.empty();
        migration = new WarehouseMigration(database.warehouse());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(CustomerIdType.class)
    void bothViewsHaveTheColumnsOfTheContractAndNoOthers(CustomerIdType type) {
        migration.migrate(type);

        List<String> contract = CUSTOMER_SCORE.formatted(type.sqlName()).lines().toList();
        assertThat(columns("customer_score")).isEqualTo(contract);
        assertThat(columns("customer_score_latest")).isEqualTo(contract);
        assertThat(columns("customer_score_v1")).isEqualTo(contract);
        assertThat(migration.customerIdType()).contains(type);
    }

    @Test
    void modelTablesHaveTheColumnsOfTheContract() {
        migration.migrate(CustomerIdType.TEXT);

        assertThat(names("churn_model"))
                .containsExactly(
                        "model_id",
                        "as_of_date",
                        "status",
                        "training_rows",
                        "test_rows",
                        "test_auc",
                        "test_average_precision",
                        "test_log_loss",
                        "test_brier",
                        "test_calibration_error",
                        "baseline_name",
                        "baseline_auc",
                        "baseline_log_loss",
                        "provenance",
                        "artifact");
        assertThat(names("cltv_model"))
                .containsExactly(
                        "model_id",
                        "as_of_date",
                        "status",
                        "customers",
                        "repeat_customers",
                        "bgnbd_r",
                        "bgnbd_alpha",
                        "bgnbd_a",
                        "bgnbd_b",
                        "bgnbd_log_likelihood",
                        "gamma_gamma_p",
                        "gamma_gamma_q",
                        "gamma_gamma_v",
                        "gamma_gamma_log_likelihood",
                        "provenance");
        assertThat(columns("churn_model")).contains("provenance|jsonb", "artifact|bytea");
        assertThat(columns("cltv_model")).contains("provenance|jsonb");
    }

    @Test
    void onlyTheTablesThatAreFilledAreThere() {
        migration.migrate(CustomerIdType.TEXT);

        assertThat(database.rows("""
                        select relname from pg_class
                        where relnamespace = 'retention'::regnamespace and relkind in ('r', 'p', 'v')
                        order by relname
                        """))
                .containsExactly(
                        "churn_champion_change",
                        "churn_model",
                        "cltv_model",
                        "cltv_model_market",
                        "cltv_segment_total",
                        "customer_score",
                        "customer_score_latest",
                        "customer_score_v1",
                        "feature_drift",
                        "flyway_schema_history",
                        "lease",
                        "model_monitor",
                        "model_population",
                        "month_read",
                        "quality_result",
                        "rejected_row",
                        "run",
                        "run_step",
                        "usability_finding");
    }

    @Test
    void everyTableViewAndColumnHasAComment() {
        migration.migrate(CustomerIdType.TEXT);

        assertThat(database.rows("""
                        select relname from pg_class
                        where relnamespace = 'retention'::regnamespace and relkind in ('r', 'p', 'v', 'S')
                            and obj_description(oid, 'pg_class') is null
                        """)).isEmpty();
        assertThat(database.rows("""
                        select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid
                        where relnamespace = 'retention'::regnamespace and relkind in ('r', 'p', 'v') and attnum > 0
                            and not attisdropped and col_description(pg_class.oid, attnum) is null
                        """)).isEmpty();
        assertThat(database.rows("select obj_description('retention'::regnamespace, 'pg_namespace') is not null"))
                .containsExactly("t");
    }

    @Test
    void commentsSayWhatIntervalsAre() {
        migration.migrate(CustomerIdType.TEXT);

        assertThat(database.rows("""
                        select col_description(attrelid, attnum) from pg_attribute
                        where attrelid = 'retention.customer_score'::regclass and attname in ('cltv_low', 'cltv_high')
                        """))
                .hasSize(2)
                .allSatisfy(comment ->
                        assertThat(comment).contains("end of a 90 % interval around cltv: with a probability of"));
    }

    @Test
    void anotherTypeOfIdsIsRefusedNamingBothAndTheRemedy() {
        migration.migrate(CustomerIdType.BIGINT);

        assertThatThrownBy(() -> migration.migrate(CustomerIdType.TEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the warehouse holds bigint since its first night, the source now gives text")
                .hasMessageContaining("No night is published yet, so `drop schema retention cascade`");
        assertThat(migration.customerIdType()).contains(CustomerIdType.BIGINT);
    }

    @Test
    void afterAPublicationTheRemedyForAnotherTypeIsACast() {
        migration.migrate(CustomerIdType.BIGINT);
        database.execute(
                "create table retention.p partition of retention.customer_score_v1 for values in ('2026-02-14')");
        database.execute("""
                insert into retention.customer_score_v1 (
                    score_date, customer_id, historic_value, order_count, first_order_on, last_order_on, recency_score,
                    frequency_score, monetary_score, rfm_segment, lifecycle_stage, segments, run_id, scored_at
                )
                values ('2026-02-14', 7, 10, 1, '2026-02-01', '2026-02-01', 1, 1, 1, 'a', 'b', '{}', 'r', clock_timestamp())
                """);

        assertThatThrownBy(() -> migration.migrate(CustomerIdType.UUID))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Cast customer_id to bigint in orders.sql");
    }

    @Test
    void migratingAgainChangesNothing() {
        migration.migrate(CustomerIdType.TEXT);
        List<String> history = database.rows("select version, checksum from retention.flyway_schema_history");

        migration.migrate(CustomerIdType.TEXT);

        assertThat(database.rows("select version, checksum from retention.flyway_schema_history"))
                .isEqualTo(history);
        assertThat(migration.schemaVersion()).contains(migration.expectedSchemaVersion());
    }

    @Test
    void processesThatMigrateAtOnceDoItOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<Future<?>> migrations = new ArrayList<>();

        for (int i = 0; i < 3; i++) {
            migrations.add(threads.submit(() -> migration.migrate(CustomerIdType.UUID)));
        }
        for (Future<?> one : migrations) {
            one.get();
        }
        threads.shutdown();

        assertThat(database.rows("select version from retention.flyway_schema_history where version is not null"
                        + " group by version having count(*) > 1"))
                .isEmpty();
        assertThat(migration.requireReadable()).isEqualTo(CustomerIdType.UUID);
    }

    @Test
    void aWarehouseNewerThanTheProgramIsRefused() {
        migration.migrate(CustomerIdType.TEXT);
        database.execute("""
                insert into retention.flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (900, '999', 'from the future', 'SQL', 'V999__from_the_future.sql', 1, 'someone', 1, true)
                """);

        assertThatThrownBy(() -> migration.migrate(CustomerIdType.TEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("newer than this program: expected schema version "
                        + migration.expectedSchemaVersion() + " or less, was 999");
        assertThatThrownBy(migration::requireReadable).hasMessageContaining("newer than this program");
    }

    @Test
    void readingAnEmptyDatabaseSaysWhatToRunAndChangesNothing() {
        assertThatThrownBy(migration::requireReadable)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "the warehouse is empty: expected schema retention, was none. Run `nightly` first");

        assertThat(migration.schemaVersion()).isEmpty();
        assertThat(database.rows("select nspname from pg_namespace where nspname like 'retention%'"))
                .isEmpty();
    }

    @Test
    void anOlderWarehouseIsNotReadByNewerStatements() {
        migration.migrate(CustomerIdType.TEXT);
        database.execute("delete from retention.flyway_schema_history where version = '"
                + database.rows("select max(version) from retention.flyway_schema_history")
                        .get(0) + "'");

        assertThatThrownBy(migration::requireReadable)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "older than this program: expected schema version " + migration.expectedSchemaVersion());
    }

    @Test
    void aMigrationThatCannotRunIsAConfigurationProblem() {
        migration.migrate(CustomerIdType.TEXT);
        database.execute("update retention.flyway_schema_history set checksum = 1 where version = '002'");

        assertThatThrownBy(() -> migration.migrate(CustomerIdType.TEXT))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the warehouse could not be migrated")
                .hasMessageContaining("undo what was changed by hand");
    }

    private List<String> columns(String relation) {
        return database.rows(
                "select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'retention."
                        + relation + "'::regclass and attnum > 0 and not attisdropped order by attnum");
    }

    private List<String> names(String relation) {
        return columns(relation).stream().map(column -> column.split("\\|")[0]).toList();
    }
}
