package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.job.WarehousePool;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.warehouse.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A date that is done is done, whatever has become of its source and of other dates. */
@ExtendWith(OutputCaptureExtension.class)
class DoneNightIT {

    private static final String AS_OF = "2026-02-01";
    private static final String RUNS =
            "select attempt, status, launches, as_of_date from retention.run order by as_of_date, attempt";
    /** Nobody listens there. */
    private static final String REFUSING = "jdbc:postgresql://127.0.0.1:1/shop";

    @TempDir
    private Path folder;

    @Test
    void aDoneDateNeedsNeitherSourceNorLease() throws IOException, SQLException {
        NightRun night = night();
        NightRun.Result first = night.run("nightly", "--as-of", AS_OF);
        assertThat(first.exitCode()).as(first.err()).isZero();

        NightRun.Result leaseHeld = underTheLeaseOfAnother(night);
        Files.writeString(folder.resolve("extract/orders.sql"), "select nonsense from o");
        NightRun.Result brokenSelect = night.run("nightly", "--as-of", AS_OF);
        night.set("nightjar.source.url", REFUSING);
        NightRun.Result sourceDown = night.run("nightly", "--as-of", AS_OF, "--json");

        assertThat(leaseHeld.exitCode()).as(leaseHeld.err()).isZero();
        assertThat(leaseHeld.out()).contains(AS_OF + " is already done");
        assertThat(brokenSelect.exitCode()).as(brokenSelect.err()).isZero();
        assertThat(sourceDown.exitCode()).as(sourceDown.err()).isZero();
        assertThat(sourceDown.out()).contains("\"already_done\"");
        assertThat(night.rows("select status, launches from retention.run")).containsExactly("succeeded|1");
    }

    private static NightRun.Result underTheLeaseOfAnother(NightRun night) throws SQLException {
        LocalDate date = LocalDate.parse(AS_OF).plusDays(1);
        Lease.Request other =
                new Lease.Request("nightly", "nightly-" + date + "-01", date, "elsewhere", 1, Lease.TIME_TO_LIVE);
        try (WarehousePool pool = WarehousePool.open(night.warehouse(), 1);
                Lease lease = Lease.acquire(pool.warehouse(), other)) {
            assertThat(lease.isHeld()).isTrue();
            return night.run("nightly", "--as-of", AS_OF);
        }
    }

    @Test
    void aDateThatIsNotDoneNeedsItsSourceAndLeavesTheWarehouseAsItWas() throws IOException {
        NightRun night = night().set("nightjar.source.url", REFUSING);

        NightRun.Result result = night.run("nightly", "--as-of", AS_OF);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("not reachable");
        assertThat(night.rows("select nspname from pg_namespace where nspname like 'retention%'"))
                .isEmpty();
    }

    /** The ledger goes away after the night was recorded, while its report waits for a table that only reports read. */
    @Test
    void aNightThatIsRecordedIsDoneEvenIfNothingCanBeTidiedUp(CapturedOutput output) throws Exception {
        NightRun night = night();
        night.ok("nightly", "--as-of", "2026-01-31");
        CompletableFuture<NightRun.Result> running;
        try (Connection reports = night.warehouse().connect();
                Statement statement = reports.createStatement()) {
            reports.setAutoCommit(false);
            statement.execute("lock table retention.model_monitor in access exclusive mode");

            running = CompletableFuture.supplyAsync(() -> night.run("nightly", "--as-of", AS_OF));
            while (!running.isDone() && !night.rows(RUNS).contains("1|succeeded|1|" + AS_OF)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            TestPostgres.execute(night.warehouse(), "alter table retention.run rename to away");
            reports.rollback();
        }
        NightRun.Result result = running.get();
        TestPostgres.execute(night.warehouse(), "alter table retention.away rename to run");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(output.getErr()).contains("the night is done, but old nights below");
        assertThat(night.rows(RUNS)).containsExactly("1|succeeded|1|2026-01-31", "1|succeeded|1|" + AS_OF);
    }

    @Test
    void aFurtherAttemptOfADoneDateIsNotDone() throws IOException {
        NightRun night = night();
        assertThat(night.run("nightly", "--as-of", AS_OF).exitCode()).isZero();
        night.set("nightjar.source.url", REFUSING);

        assertThat(night.run("nightly", "--as-of", AS_OF, "--attempt", "2").exitCode())
                .isEqualTo(1);
    }

    /** A scheduler that tries attempt 1 once more must not overwrite what an operator has published since. */
    @Test
    void anAttemptThatFailedIsLeftAloneWhereALaterOneSucceeded() throws IOException {
        NightRun night = nightWhoseFirstAttemptFailed();
        night.ok("nightly", "--as-of", AS_OF, "--attempt", "2");

        NightRun.Result late = night.run("nightly", "--as-of", AS_OF);
        NightRun.Result json = night.run("nightly", "--as-of", AS_OF, "--json");

        assertThat(late.exitCode()).as(late.err()).isZero();
        assertThat(late.out()).contains(AS_OF + " is already done (attempt 2)", "To run it anew: --attempt 3");
        assertThat(json.out()).contains("\"already_done\"", "\"nightly-2026-02-01-02\"", "\"attempt\" : 2");
        assertThat(night.rows(RUNS)).containsExactly("1|failed|1|" + AS_OF, "2|succeeded|1|" + AS_OF);
    }

    @Test
    void anAttemptThatWaitedForTheLeaseOfALaterOneAsksAgain() throws IOException {
        NightRun night = nightWhoseFirstAttemptFailed();
        night.ok("nightly", "--as-of", AS_OF, "--attempt", "2");
        TestPostgres.execute(
                night.warehouse(),
                "update retention.run set status = 'running' where attempt = 2",
                "create function retention.succeed() returns trigger language plpgsql as $$ begin"
                        + " update retention.run set status = 'succeeded' where attempt = 2; return new; end $$",
                "create trigger succeed before insert on retention.lease"
                        + " for each row execute function retention.succeed()");

        NightRun.Result late = night.run("nightly", "--as-of", AS_OF);

        assertThat(late.exitCode()).as(late.err()).isZero();
        assertThat(late.out()).contains(AS_OF + " is already done (attempt 2)");
        assertThat(night.rows(RUNS)).containsExactly("1|failed|1|" + AS_OF, "2|succeeded|1|" + AS_OF);
    }

    private NightRun nightWhoseFirstAttemptFailed() throws IOException {
        // fingerprints would divide by zero before there is a run
        NightRun night = night().set("nightjar.history.fingerprints", "false");
        Path orders = folder.resolve("extract/orders.sql");
        String select = Files.readString(orders);
        Files.writeString(orders, select.replace("amount from", "amount / (order_id - order_id) as amount from"));
        NightRun.Result failed = night.run("nightly", "--as-of", AS_OF);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        Files.writeString(orders, select);
        assertThat(night.rows(RUNS)).containsExactly("1|failed|1|" + AS_OF);
        return night;
    }

    private NightRun night() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o as select n as order_id, n % 20 as customer_id, timestamptz '2025-10-10 12:00 UTC'"
                        + " + n * interval '24 hours' as ordered_at, 10.0::numeric as amount"
                        + " from generate_series(1, 100) as n");
        Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                folder.resolve("extract/orders.sql"), "select order_id, customer_id, ordered_at, amount from o");
        return new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"));
    }
}
