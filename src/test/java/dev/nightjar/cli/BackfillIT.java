package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights of the past on the shop of today, against nights that ran when their date was today. */
class BackfillIT {

    private static final List<String> DATES = List.of("2026-01-05", "2026-01-12", "2026-01-19");
    private static final String[] COMMAND = {"backfill", "--from", "2026-01-05", "--to", "2026-01-22", "--step", "7"};

    private static NightRun backfilled;
    private static NightRun.Result result;

    @BeforeAll
    static void backfill(@TempDir Path folder) {
        backfilled = night(folder);
        result = backfilled.run(COMMAND);
    }

    private static NightRun night(Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        NightRun night = new NightRun(folder, shop, TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 2000);
        run(night, "sample", "--customers", "1500", "--seed", "5", "--to", "postgres", "--last-day", "2026-03-31");
        return night;
    }

    @Test
    void everyDateIsRunOldestFirst() {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err())
                .containsSubsequence(
                        "as of 2026-01-05, 1 of 3", "as of 2026-01-12, 2 of 3", "as of 2026-01-19, 3 of 3");
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")).toList())
                .hasSize(4)
                .element(1)
                .asString()
                .startsWith("2026-01-05 done ");
        assertThat(backfilled.rows("select distinct score_date from retention.customer_score order by score_date"))
                .isEqualTo(DATES);
    }

    /** Orders and interactions arrive as they did: before each night, those up to its midnight. */
    @Test
    void aBackfillSaysWhatThoseNightsWouldHaveSaid(@TempDir Path folder) {
        NightRun then = night(folder);
        TestPostgres.execute(
                then.source(),
                "create table later_orders as select * from shop.orders",
                "create table later_interactions as select * from shop.interactions",
                "truncate shop.orders, shop.interactions");
        for (String date : DATES) {
            String known = " < timestamptz '" + date + " 00:00 Europe/London'";
            TestPostgres.execute(
                    then.source(),
                    "insert into shop.orders select * from later_orders where ordered_at" + known,
                    "insert into shop.interactions select * from later_interactions where occurred_at" + known,
                    "delete from later_orders where ordered_at" + known,
                    "delete from later_interactions where occurred_at" + known);
            run(then, "nightly", "--as-of", date);
        }

        assertThat(backfilled.rows(NightRun.ROWS)).isEqualTo(then.rows(NightRun.ROWS));
        assertThat(backfilled.rows(NightRun.MODELS)).isEqualTo(then.rows(NightRun.MODELS));
    }

    @Test
    void datesThatAreDoneStayAsTheyAre() {
        List<String> runs = backfilled.rows("select run_id, launches from retention.run order by run_id");

        NightRun.Result again = backfilled.run("backfill", "--from", "2026-01-12", "--to", "2026-01-12", "--json");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).contains("\"as_of_date\" : \"2026-01-12\"", "\"result\" : \"already_done\"");
        assertThat(backfilled.rows("select run_id, launches from retention.run order by run_id"))
                .isEqualTo(runs);
    }

    @Test
    void allThatIsWrongWithTheDatesIsSaidAtOnce() {
        NightRun.Result wrong = backfilled.run("backfill", "--from", "2999-02-01", "--to", "2999-01-01", "--step", "0");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err())
                .contains(
                        "--from must not be after --to 2999-01-01 but was 2999-02-01",
                        "--to must not be after today",
                        "--step must be 1 or more but was 0");
        assertThat(backfilled.run("backfill", "--from", "2026-01-05").exitCode())
                .isEqualTo(2);
    }

    /** It stops at the night that fails, with its exit code; a rerun goes on there, with the attempt that stands. */
    @Test
    void aNightThatFailsEndsTheBackfill(@TempDir Path folder) {
        NightRun night = night(folder);
        run(night, "nightly", "--as-of", "2026-01-05");
        TestPostgres.execute(night.warehouse(), "alter table retention.cltv_segment_total rename to away");
        String[] command = {"backfill", "--from", "2026-01-05", "--to", "2026-01-07"};

        NightRun.Result failed = night.run(command);

        TestPostgres.execute(night.warehouse(), "alter table retention.away rename to cltv_segment_total");
        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(2);
        assertThat(night.rows("select run_id, status from retention.run order by run_id"))
                .containsExactly("nightly-2026-01-05-01|succeeded", "nightly-2026-01-06-01|refused");
        run(night, "nightly", "--as-of", "2026-01-06", "--attempt", "2");

        run(night, command);

        assertThat(night.rows("select run_id, status, launches from retention.run order by run_id"))
                .as("the attempt that failed is left alone where a later one succeeded")
                .containsExactly(
                        "nightly-2026-01-05-01|succeeded|1",
                        "nightly-2026-01-06-01|refused|1",
                        "nightly-2026-01-06-02|succeeded|1",
                        "nightly-2026-01-07-01|succeeded|1");
    }

    private static void run(NightRun night, String... command) {
        NightRun.Result result = night.run(command);
        assertThat(result.exitCode())
                .as(String.join(" ", command) + ": " + result.err())
                .isZero();
    }
}
