package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that fails in one partition, and is run again. */
class ResumeNightIT {

    private static final String PARTITION_RUNS =
            "select count(*) from retention_batch.batch_step_execution where step_name = 'extract-history:orders.";

    @TempDir
    private Path folder;

    /** The SELECT divides by zero in December 2025 until the switch is mended; every other month can be read. */
    @Test
    void aRerunDoesWhatIsLeftAndNothingTwice() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table switch as select 0 as divisor",
                "create table o as select n as order_id, n % 50 as customer_id, timestamptz '2024-12-10 12:00 UTC'"
                        + " + n * interval '48 hours' as ordered_at, 10.0::numeric as amount"
                        + " from generate_series(1, 200) as n");
        Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                folder.resolve("extract/orders.sql"),
                "select order_id, customer_id, ordered_at, case when ordered_at >= '2025-12-01' and ordered_at <"
                        + " '2025-12-15' then amount / (select divisor from switch) else amount end as amount from o");
        // fingerprints would meet the same rows when the months are planned, before any partition
        NightRun night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.history.fingerprints", "false");

        NightRun.Result failed = night.run("nightly", "--as-of", "2026-02-01");

        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("extract-history:orders.2025-12..2026-01", "division by zero");
        assertThat(night.rows("select status, exit_code from retention.run")).containsExactly("failed|1");
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isZero();

        TestPostgres.execute(shop, "update switch set divisor = 1");
        NightRun.Result resumed = night.run("nightly", "--as-of", "2026-02-01");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(night.rows("select status, exit_code, launches from retention.run"))
                .containsExactly("succeeded|0|2");
        assertThat(night.number(PARTITION_RUNS + "2024-12..2025-11'")).isEqualTo(1);
        assertThat(night.number(PARTITION_RUNS + "2025-12..2026-01'")).isEqualTo(2);
        assertThat(night.rows("select count(rows_read), sum(rows_read), min(rows_read), max(rows_read),"
                        + " sum(rows_rejected) from retention.month_read where table_name = 'orders'"))
                .as("each month has its own rows, whichever launch and partition read it")
                .containsExactly("14|200|7|16|0");
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isEqualTo(50);
        assertThat(night.number("select sum(order_count) from retention.customer_score"))
                .isEqualTo(200);

        // as a process leaves it that is killed between its last step and its last word
        TestPostgres.execute(
                night.warehouse(), "update retention.run set status = 'running', exit_code = null, ended_at = null");
        NightRun.Result done = night.run("nightly", "--as-of", "2026-02-01");

        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(done.out()).contains("is already done");
        assertThat(night.rows("select status, exit_code, ended_at is not null from retention.run"))
                .containsExactly("succeeded|0|t");
    }

    /** Earlier versions left their notes as serialised Java objects, which are not read. */
    @Test
    void aNightThatAnEarlierVersionBeganNeedsAnotherAttempt() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table switch as select 0 as divisor",
                "create table o as select n as order_id, n % 5 as customer_id, timestamptz '2026-01-01 12:00 UTC' as"
                        + " ordered_at, 10.0::numeric as amount from generate_series(1, 20) as n");
        Files.writeString(
                Files.createDirectories(folder.resolve("extract")).resolve("orders.sql"),
                "select order_id, customer_id, ordered_at, amount / (select divisor from switch) as amount from o");
        NightRun night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.history.fingerprints", "false");
        NightRun.Result failed = night.run("nightly", "--as-of", "2026-02-01");
        assertThat(
                        night.rows(
                                "select distinct left(short_context, 1) from retention_batch.batch_job_execution_context"
                                        + " union select distinct left(short_context, 1) from retention_batch.batch_step_execution_context"))
                .as("notes are JSON")
                .containsExactly("{");

        TestPostgres.execute(shop, "update switch set divisor = 1");
        writtenByAnEarlierVersion(night);
        NightRun.Result resumed = night.run("nightly", "--as-of", "2026-02-01");
        NightRun.Result another = night.run("nightly", "--as-of", "2026-02-01", "--attempt", "2");
        writtenByAnEarlierVersion(night);
        NightRun.Result done = night.run("nightly", "--as-of", "2026-02-01", "--attempt", "2");

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(resumed.exitCode())
                .as("trying again does not help: " + resumed.err())
                .isEqualTo(2);
        assertThat(resumed.err())
                .contains("[nightly-2026-02-01-01] an earlier version", "Run it with another --attempt");
        assertThat(night.value("select remedy from retention.run where run_id = 'nightly-2026-02-01-01'"))
                .isEqualTo("Run it with --attempt 2.");
        assertThat(another.exitCode()).as(another.err()).isZero();
        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(done.out()).contains("is already done");
    }

    private static void writtenByAnEarlierVersion(NightRun night) {
        for (String of : new String[] {"job", "step"}) {
            TestPostgres.execute(
                    night.warehouse(),
                    "update retention_batch.batch_" + of + "_execution_context set serialized_context = null,"
                            + " short_context = 'rO0ABXNyABFqYXZhLnV0aWwuSGFzaE1hcAUH2sHDFmDRAwACRgAKbG9hZEZhY3RvckkACXRocmVzaG9sZHhwP0AAAAAAAAB3CAAAAAEAAAAAeA=='");
        }
    }

    /** Its closed months were planned to stay as they are, and would lack what the source has by now. */
    @Test
    void aNightWhoseColumnsChangedMeanwhileReadsAllMonthsAnew() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table switch as select 1 as divisor",
                "create table o as select n as order_id, n % 50 as customer_id, timestamptz '2025-01-10 12:00 UTC'"
                        + " + n * interval '48 hours' as ordered_at, 10.0::numeric as amount"
                        + " from generate_series(1, 200) as n");
        Path orders = Files.createDirectories(folder.resolve("extract")).resolve("orders.sql");
        String select =
                "select order_id, customer_id, ordered_at, amount / (select divisor from switch) as amount%s from o";
        Files.writeString(orders, String.format(select, ""));
        NightRun night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.history.fingerprints", "false");
        NightRun.Result first = night.run("nightly", "--as-of", "2026-02-01");

        TestPostgres.execute(shop, "update switch set divisor = 0");
        NightRun.Result failed = night.run("nightly", "--as-of", "2026-02-02");
        TestPostgres.execute(shop, "update switch set divisor = 1");
        Files.writeString(orders, String.format(select, ", 2 as item_count"));
        NightRun.Result refused = night.run("nightly", "--as-of", "2026-02-02");
        NightRun.Result anew = night.run("nightly", "--as-of", "2026-02-02");

        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(1);
        assertThat(refused.err()).contains("the columns of orders changed since the night planned its months");
        assertThat(anew.exitCode()).as(anew.err()).isZero();
        assertThat(night.rows(
                        "select distinct reason from retention.month_read where run_id =" + " 'nightly-2026-02-02-01'"))
                .containsExactly("full");
    }

    /** The scores of a bucket are cut off between the launch that wrote them and the one that publishes them. */
    @Test
    void aDamagedFileOfTheNightFailsItAndRefusesNothing() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o as select n as order_id, n % 50 as customer_id, timestamptz '2025-01-10 12:00 UTC'"
                        + " + n * interval '24 hours' as ordered_at, 10.0::numeric as amount"
                        + " from generate_series(1, 200) as n");
        Files.writeString(
                Files.createDirectories(folder.resolve("extract")).resolve("orders.sql"),
                "select order_id, customer_id, ordered_at, amount from o");
        NightRun night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"));
        night.ok("nightly", "--as-of", "2026-01-31");
        TestPostgres.execute(night.warehouse(), "alter table retention.cltv_segment_total rename to away");
        NightRun.Result unpublished = night.run("nightly", "--as-of", "2026-02-01");
        TestPostgres.execute(night.warehouse(), "alter table retention.away rename to cltv_segment_total");
        Path scores = night.home().resolve("nights/nightly-2026-02-01-01/assigned/bucket-0003.parquet");
        byte[] whole = Files.readAllBytes(scores);
        Files.write(scores, Arrays.copyOf(whole, whole.length / 2));

        NightRun.Result failed = night.run("nightly", "--as-of", "2026-02-01");

        assertThat(unpublished.exitCode()).as(unpublished.err()).isEqualTo(2);
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err())
                .contains("failed in publish-scores", "bucket-0003.parquet] damaged:", "run a further attempt");
        assertThat(night.rows("select status, exit_code from retention.run where as_of_date = '2026-02-01'"))
                .containsExactly("failed|1");
        assertThat(night.rows("select status, message like '%damaged%' from retention.run_step"
                        + " where run_id = 'nightly-2026-02-01-01' and step = 'publish-scores'"))
                .containsExactly("failed|t");
        night.ok("nightly", "--as-of", "2026-02-01", "--attempt", "2");
    }
}
