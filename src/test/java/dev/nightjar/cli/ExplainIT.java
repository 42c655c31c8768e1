package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which night and which customer {@code explain} finds, after two nights of a shop whose ids are integers. */
class ExplainIT {

    private static NightRun nights;

    @BeforeAll
    static void runTwoNights(@TempDir Path folder) {
        nights = new NightRun(
                        folder, TestPostgres.freshDatabase(), TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London");
        nights.ok("sample", "--customers", "300", "--to", "postgres", "--last-day", "2026-02-13");
        nights.ok("nightly", "--as-of", "2026-02-13", "--train", "never");
        nights.ok("nightly", "--as-of", "2026-02-14", "--train", "never");
    }

    /** Nothing reads what is locked, not even an index. */
    @Test
    void theNewestNightAnswersWithoutTheNightsBefore() throws SQLException {
        String customer = customer("max");
        TestPostgres.execute(
                nights.warehouse(),
                "do $$ begin execute format('alter database %I set lock_timeout = %L', current_database(), '2s'); end $$");
        String older = nights.value(
                "select tableoid::regclass from retention.customer_score_v1 where score_date = '2026-02-13' limit 1");

        NightRun.Result result;
        try (Connection other = nights.warehouse().connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("lock table " + older + " in access exclusive mode");
            result = nights.run("explain", customer, "--json");
        }

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("\"score_date\" : \"2026-02-14\"", "\"customer_id\" : " + customer + ",");
    }

    @Test
    void whoIsNotInTheNewestNightIsExplainedByTheNewestThatHasThem() {
        String customer = customer("min");
        TestPostgres.execute(
                nights.warehouse(),
                "delete from retention.customer_score_v1 where score_date = '2026-02-14' and customer_id = "
                        + customer);

        assertThat(nights.ok("explain", customer, "--json").out()).contains("\"score_date\" : \"2026-02-13\"");
        assertThat(nights.run("explain", customer, "--as-of", "2026-02-14").exitCode())
                .isEqualTo(2);
    }

    @Test
    void anIdThatNoCustomerHasIsToldAlikeWhateverItLooksLike() {
        for (String id : new String[] {"999999999", "nobody", "0" + customer("max"), "99999999999999999999"}) {
            NightRun.Result result = nights.run("explain", id);

            assertThat(result.exitCode()).as(id).isEqualTo(2);
            assertThat(result.err()).contains("no score of customer '" + id + "': expected an id of");
        }
    }

    private static String customer(String which) {
        return String.valueOf(nights.value("select " + which
                + "(customer_id) from retention.customer_score where score_date =" + " '2026-02-13'"));
    }
}
