package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights in processes of their own that are killed or asked to end, and run again. */
class KilledNightIT {

    private static final String AS_OF = "2026-03-01";
    private static final Path EXTRACT = Path.of("sql/extract");
    private static final List<String> STEPS = List.of(
            "extract-history",
            "build-features",
            "train-churn",
            "fit-cltv",
            "score-customers",
            "assign-segments",
            "publish-scores");

    private static PostgresSettings shop;
    private static List<String> rows;
    private static List<String> models;

    @TempDir
    private Path folder;

    @BeforeAll
    static void scoreWithoutInterruption(@TempDir Path undisturbed) {
        shop = TestPostgres.freshDatabase();
        NightRun night = night(undisturbed);
        NightRun.Result sample = night.run(
                "sample", "--customers", "1500", "--seed", "5", "--to", "postgres", "--last-day", "2026-02-28");
        assertThat(sample.exitCode()).as(sample.err()).isZero();
        NightRun.Result result = night.run("nightly", "--as-of", AS_OF);
        assertThat(result.exitCode()).as(result.err()).isZero();
        rows = night.rows(NightRun.ROWS);
        models = night.rows(NightRun.MODELS);
        assertThat(rows).hasSizeGreaterThan(1_000);
    }

    private static NightRun night(Path folder) {
        return new NightRun(folder, shop, TestPostgres.freshDatabase(), EXTRACT)
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 3000);
    }

    /** SIGKILL at some instant of each step, one launch after the other: the table is that of an undisturbed night. */
    @Test
    void aNightKilledInEveryStepGivesTheSameRows() throws Exception {
        NightRun night = night(folder);
        assertThat(night.run("doctor").exitCode()).isZero();
        long seed = System.nanoTime();
        Random instants = new Random(seed);

        int kills = 0;
        for (String step : STEPS) {
            NightProcess process = NightProcess.start(folder, "nightly", "--as-of", AS_OF);
            awaitStep(process, night, step);
            Thread.sleep(instants.nextInt(200));
            kills += process.isAlive() ? 1 : 0;
            process.kill();
            assertThat(night.rows(NightRun.ROWS))
                    .as("seed %d, killed in %s", seed, step)
                    .isIn(List.of(), rows);
            expireLease(night);
        }
        NightProcess last = NightProcess.start(folder, "nightly", "--as-of", AS_OF);

        assertThat(last.exitCode()).as(last.output()).isZero();
        assertThat(kills).as("seed %d", seed).isGreaterThanOrEqualTo(STEPS.size() - 1);
        assertThat(night.rows(NightRun.ROWS)).as("seed %d", seed).isEqualTo(rows);
        assertThat(night.rows(NightRun.MODELS)).as("seed %d", seed).isEqualTo(models);
    }

    @Test
    void aNightAskedToEndStopsCleanlyAndIsResumed() throws Exception {
        NightRun night = night(folder);
        NightProcess process = atWork(night);

        try (Connection held = hold(night.warehouse(), "retention.churn_model")) {
            process.askToEnd();
            process.awaitOutput("Stopping:");
            held.rollback();
        }

        assertThat(process.exitCode()).as(process.output()).isEqualTo(130);
        assertThat(process.output()).contains("Stopping: partitions at work are finished");
        assertThat(night.rows("select status, exit_code from retention.run")).containsExactly("interrupted|130");
        assertThat(night.rows("select distinct status from retention_batch.batch_job_execution"))
                .containsExactly("STOPPED");
        assertThat(night.rows("select job from retention.lease where expires_at > clock_timestamp()"))
                .as("the lease is given back, so that the next launch need not wait")
                .isEmpty();

        NightProcess again = NightProcess.start(folder, "nightly", "--as-of", AS_OF);
        while (again.isAlive()
                && night.rows("select 1 from retention.run where published_at is not null")
                        .isEmpty()) {
            Thread.sleep(5);
        }
        again.askToEnd();

        assertThat(again.exitCode())
                .as("what is published is done, whoever asks to end: " + again.output())
                .isZero();
        assertThat(night.rows("select status, exit_code, launches from retention.run"))
                .containsExactly("succeeded|0|2");
        assertThat(night.rows(NightRun.ROWS)).isEqualTo(rows);
        assertThat(night.rows(NightRun.MODELS)).isEqualTo(models);
    }

    @Test
    void aNightWhoseLeaseIsTakenStopsAndSaysSo() throws Exception {
        NightRun night = night(folder);
        NightProcess process = atWork(night);

        TestPostgres.execute(night.warehouse(), "update retention.lease set fence_token = fence_token + 1000");

        assertThat(process.exitCode()).as(process.output()).isEqualTo(4);
        assertThat(process.output()).contains("another run took over the lease").doesNotContain("Stopping:");
        assertThat(night.rows("select status, exit_code from retention.run")).containsExactly("failed|4");
        assertThat(night.rows(NightRun.ROWS)).isEmpty();
    }

    /** As after an outage of the warehouse, or a halt of the machine, that outlasted the lease. */
    @Test
    void aNightWhoseLeaseIsLostToNobodyFailsAndIsResumed() throws Exception {
        NightRun night = night(folder);
        NightProcess process = atWork(night);

        TestPostgres.execute(night.warehouse(), "delete from retention.lease");

        assertThat(process.exitCode()).as(process.output()).isEqualTo(1);
        assertThat(process.output()).contains("No other run holds it", "Run it again: it resumes.");
        assertThat(night.rows("select status, exit_code from retention.run")).containsExactly("failed|1");

        night.ok("nightly", "--as-of", AS_OF);
        assertThat(night.rows(NightRun.ROWS)).isEqualTo(rows);
    }

    /** A process that has begun to build the features of the night. */
    private NightProcess atWork(NightRun night) throws Exception {
        assertThat(night.run("doctor").exitCode()).isZero();
        NightProcess process = NightProcess.start(folder, "nightly", "--as-of", AS_OF);
        awaitStep(process, night, "build-features");
        return process;
    }

    /** A connection until whose end nobody writes to this table: what is about to happen then does not happen too soon. */
    static Connection hold(PostgresSettings warehouse, String table) throws SQLException {
        Connection connection = warehouse.connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in share mode");
        }
        return connection;
    }

    /** Waits until a step has begun, or the process has ended. */
    static void awaitStep(NightProcess process, NightRun night, String step) throws InterruptedException {
        while (process.isAlive() && !hasBegun(night, step)) {
            Thread.sleep(5);
        }
    }

    private static boolean hasBegun(NightRun night, String step) {
        return !night.rows("select to_regclass('retention.run_step')::text").contains("null")
                && !night.rows("select 1 from retention.run_step where step = '" + step + "'")
                        .isEmpty();
    }

    /** Half a minute passes at once: the process is dead, so nobody renews its lease. */
    static void expireLease(NightRun night) {
        TestPostgres.execute(
                night.warehouse(),
                "update retention.lease set acquired_at = acquired_at - interval '1 minute',"
                        + " renewed_at = renewed_at - interval '1 minute', expires_at = acquired_at - interval '1 second'");
    }
}
