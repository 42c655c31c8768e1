package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.job.WarehousePool;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.warehouse.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A date that is done is done, whatever has become of its source and of other dates. */
class DoneNightIT {

    private static final String AS_OF = "2026-02-01";
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

    @Test
    void aFurtherAttemptOfADoneDateIsNotDone() throws IOException {
        NightRun night = night();
        assertThat(night.run("nightly", "--as-of", AS_OF).exitCode()).isZero();
        night.set("nightjar.source.url", REFUSING);

        assertThat(night.run("nightly", "--as-of", AS_OF, "--attempt", "2").exitCode())
                .isEqualTo(1);
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
