package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.job.WarehousePool;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.warehouse.BatchSchema;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.WarehouseMigration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code doctor} says of the warehouse to the roles of sql/roles.sql, and to others. */
class DoctorIT {

    private static final String EVERYTHING =
            "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname like 'retention%' union all select nspname, '' from pg_namespace order by 1, 2";

    @TempDir
    private Path folder;

    private PostgresSettings shop;
    private PostgresSettings owner;
    private String rolesSql;

    @BeforeEach
    void makeRoles() throws IOException {
        shop = TestPostgres.freshDatabase();
        owner = TestPostgres.freshDatabase();
        rolesSql = Files.readString(Path.of("sql/roles.sql"));
        TestPostgres.execute(
                owner,
                rolesSql,
                "drop role if exists nightjar_nobody",
                "create role nightjar_nobody login password 'test'",
                "alter role nightjar_writer password 'test'",
                "alter role nightjar_bi password 'test'");
        TestPostgres.execute(
                shop, "create table o (order_id bigint, customer_id bigint, ordered_at timestamptz, amount numeric)");
        selectCustomers("customer_id");
    }

    @AfterEach
    void dropRoles() {
        TestPostgres.execute(
                owner,
                "drop owned by nightjar_writer, nightjar_bi, nightjar_nobody cascade",
                "drop role nightjar_writer",
                "drop role nightjar_bi",
                "drop role nightjar_nobody");
    }

    @Test
    void theWriterIsFineBeforeTheFirstNightAndAfter() throws SQLException {
        List<String> before = NightRun.rows(owner, EVERYTHING);
        NightRun.Result first = doctor("nightjar_writer");
        List<String> untouched = NightRun.rows(owner, EVERYTHING);
        migrate();
        NightRun.Result later = doctor("nightjar_writer");

        assertThat(first.exitCode()).as(first.out()).isZero();
        assertThat(first.out()).contains("created by the first night");
        assertThat(untouched).isEqualTo(before);
        assertThat(later.exitCode()).as(later.out()).isZero();
        assertThat(later.out()).contains("customer ids BIGINT");
    }

    @Test
    void whoMayNotMakeTheSchemasIsToldBeforeTheFirstNight() {
        TestPostgres.execute(owner, "drop schema retention_batch");

        NightRun.Result oneIsMissing = doctor("nightjar_writer");
        TestPostgres.execute(owner, "grant create on database " + database() + " to nightjar_writer");
        NightRun.Result mayMakeIt = doctor("nightjar_writer");
        NightRun.Result nobody = doctor("nightjar_nobody");

        assertThat(oneIsMissing.exitCode()).isEqualTo(2);
        assertThat(oneIsMissing.out()).contains("CREATE on the database for schema retention_batch");
        assertThat(mayMakeIt.exitCode()).as(mayMakeIt.out()).isZero();
        assertThat(nobody.exitCode()).isEqualTo(2);
        assertThat(nobody.out())
                .contains("USAGE and CREATE on schema retention.", "for schema retention_batch;", "sql/roles.sql");
    }

    @Test
    void whoReadsOnlyIsToldToTakeTheWriter() throws SQLException {
        migrate();
        TestPostgres.execute(owner, rolesSql);
        List<String> before = NightRun.rows(owner, EVERYTHING);

        NightRun.Result result = doctor("nightjar_bi");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .contains(
                        "nightjar.warehouse.username must be a role that may write",
                        "but nightjar_bi lacks",
                        "lacks USAGE and CREATE on schema retention;",
                        "ownership of retention.customer_score_v1",
                        "such as nightjar_writer of sql/roles.sql");
        assertThat(NightRun.rows(owner, EVERYTHING)).isEqualTo(before);
    }

    @Test
    void tablesOfAnotherOwnerAreTold() throws SQLException {
        migrate();
        TestPostgres.execute(owner, "alter table retention.run owner to current_user");

        NightRun.Result result = doctor("nightjar_writer");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .contains("but nightjar_writer lacks SELECT, INSERT, UPDATE and DELETE on retention.run.");
    }

    @Test
    void customerIdsOfAnotherTypeAreToldAsByTheNight() throws IOException, SQLException {
        migrate();
        selectCustomers("customer_id::text as customer_id");

        NightRun.Result doctor = doctor("nightjar_writer");
        NightRun.Result night = night("nightjar_writer").run("nightly", "--as-of", "2026-02-01");

        String problem =
                "customer ids of another type: the warehouse holds bigint since its first night, the source now"
                        + " gives text";
        assertThat(doctor.exitCode()).isEqualTo(2);
        assertThat(doctor.out()).contains(problem);
        assertThat(night.exitCode()).isEqualTo(2);
        assertThat(night.err()).contains(problem);
    }

    @Test
    void aNewerSchemaIsToldAlsoWhenTheSourceIsDown() throws SQLException {
        migrate();
        TestPostgres.execute(
                owner,
                "insert into retention.flyway_schema_history select installed_rank + 1000, '999', 'of the future', type,"
                        + " 'V999__of_the_future.sql', checksum, installed_by, installed_on, execution_time, success"
                        + " from retention.flyway_schema_history where version is not null order by installed_rank"
                        + " desc limit 1");

        NightRun.Result result = night("nightjar_writer")
                .set("nightjar.source.url", "jdbc:postgresql://127.0.0.1:1/shop")
                .run("doctor");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).contains("not reachable", "the warehouse is newer than this program", "was 999");
    }

    /** Nothing of the embedded database can be there, and what else is wrong is told as well. */
    @Test
    void aRemoteHomeWithoutAWarehouseIsOneProblemAmongAll() {
        Map<String, String> lake = Map.of(
                "NIGHTJAR_HOME", "elsewhere://lake/home",
                "NIGHTJAR_SOURCE_TYPE", "parquet",
                "NIGHTJAR_SOURCE_ORDERS_PATH", folder.resolve("none").toString());

        NightRun.Result ofLake = NightRun.runIn(folder, lake, "doctor");
        NightRun.Result ofDatabase = NightRun.runIn(folder, Map.of("NIGHTJAR_HOME", "elsewhere://lake/home"), "doctor");

        assertThat(ofLake.exitCode()).as(ofLake.err()).isEqualTo(2);
        assertThat(ofLake.out())
                .containsSubsequence(
                        "  ok       configuration: read",
                        "  PROBLEM  home: nightjar.home must be a local folder",
                        "  ok       disk: not on this machine",
                        "  PROBLEM  source: nightjar.source.orders.path",
                        "  PROBLEM  databases: nightjar.warehouse.url must be given when nightjar.home is no local folder")
                .doesNotContain("PROBLEM  configuration");
        assertThat(ofDatabase.exitCode()).as(ofDatabase.err()).isEqualTo(2);
        assertThat(ofDatabase.out())
                .contains("PROBLEM  home: ", "PROBLEM  databases: nightjar.source.url must be given when");
    }

    private NightRun.Result doctor(String role) {
        return night(role).run("doctor");
    }

    private NightRun night(String role) {
        return new NightRun(folder, shop, as(role), folder.resolve("extract"));
    }

    private PostgresSettings as(String role) {
        return new PostgresSettings(owner.url(), role, "test");
    }

    private String database() {
        return NightRun.rows(owner, "select current_database()").get(0);
    }

    /** What the start of the first night makes. */
    private void migrate() throws SQLException {
        try (WarehousePool pool = WarehousePool.open(as("nightjar_writer"), 1)) {
            new WarehouseMigration(pool.warehouse()).migrate(CustomerIdType.BIGINT);
            BatchSchema.create(pool.warehouse());
        }
    }

    private void selectCustomers(String column) throws IOException {
        Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                folder.resolve("extract/orders.sql"), "select order_id, " + column + ", ordered_at, amount from o");
    }
}
