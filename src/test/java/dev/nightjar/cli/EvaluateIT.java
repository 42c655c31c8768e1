package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Past nights of a small shop beside what then happened, as SQL over the shop itself counts it. */
class EvaluateIT {

    private static final String FIGURES = "select score_date, metric, dimension, member, value, churn_model_id,"
            + " churn_definition, horizon_days, horizon_ended_on, scored_run_id from retention.model_monitor";

    @TempDir
    private Path folder;

    private PostgresSettings shop;
    private NightRun night;

    /** 300 customers, each with a rhythm of its own; one in three stops for good at some time. */
    @BeforeEach
    void openShop() throws IOException {
        shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table c as select n as customer_id, null::boolean as consent from generate_series(1, 300) as n",
                "create table o as select row_number() over () as order_id, n as customer_id,"
                        + " timestamptz '2025-01-01 10:00 UTC' + (n % 40 + k * (8 + n * 7 % 45)) * interval '1 day'"
                        + " as ordered_at, (10 + n % 7)::numeric as amount"
                        + " from generate_series(1, 300) as n, generate_series(0, 50) as k"
                        + " where n % 3 > 0 or k < 4 + n % 11",
                "delete from o where ordered_at >= '2025-12-01'");
        Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                folder.resolve("extract/orders.sql"), "select order_id, customer_id, ordered_at, amount from o");
        Files.writeString(
                folder.resolve("extract/customers.sql"), "select customer_id, consent as profiling_consent from c");
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.churn.horizon", "P30D")
                .set("nightjar.churn.active-within", "P120D")
                .set("nightjar.threads", 1);
    }

    @Test
    void pastNightsAreHeldAgainstWhatHappened() {
        run("nightly", "--as-of", "2025-09-01");
        run("nightly", "--as-of", "2025-10-01");
        run("nightly", "--as-of", "2025-11-01");

        anEvaluationThatFailsHalfWayResumes();
        figuresAreThoseOfTheShop("2025-10-01");
        aNightIsEvaluatedOnceTheHistoryReachesFarEnough();
        figuresAreThoseOfTheShop("2025-11-01");
        doneIsDone();
        eventsAfterTheHorizonChangeNothing();
        whoeverIsForgottenOrRefusesIsLeftOut();
    }

    private void anEvaluationThatFailsHalfWayResumes() {
        TestPostgres.execute(
                night.warehouse(),
                "create table retention.broken as select 1",
                "create function retention.break() returns trigger language plpgsql as $$ begin"
                        + " if exists (select 1 from retention.broken) and new.score_date = '2025-10-01' then"
                        + " raise exception 'no space left'; end if; return new; end $$");
        NightRun.Result early = night.run("evaluate", "--as-of", "2025-09-15");
        assertThat(early.exitCode()).as(early.err()).isZero();
        assertThat(early.out()).contains("no night is evaluated yet", "the next ends on 2025-10-01");
        assertThat(night.rows(FIGURES)).isEmpty();
        TestPostgres.execute(
                night.warehouse(),
                "create trigger break before insert on retention.model_monitor for each row execute function"
                        + " retention.break()");

        NightRun.Result failed = night.run("evaluate", "--as-of", "2025-12-05");

        assertThat(failed.exitCode()).as(failed.err()).isEqualTo(1);
        assertThat(failed.err()).contains("evaluate-scores:2025-10-01", "no space left");
        assertThat(night.rows("select distinct score_date from retention.model_monitor"))
                .containsExactly("2025-09-01");
        assertThat(night.value("select remedy from retention.run where status = 'failed'"))
                .contains("`evaluate --as-of 2025-12-05`");

        TestPostgres.execute(night.warehouse(), "delete from retention.broken");
        NightRun.Result resumed = night.run("evaluate", "--as-of", "2025-12-05");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(night.rows("select run_id, status, launches from retention.run where job = 'evaluate'"
                        + " order by run_id"))
                .containsExactly("evaluate-2025-09-15-01|succeeded|1", "evaluate-2025-12-05-01|succeeded|2");
        assertThat(night.rows("select step_name, count(*) from retention_batch.batch_step_execution"
                        + " where step_name like 'evaluate-scores:%' group by step_name order by step_name"))
                .containsExactly("evaluate-scores:2025-09-01|1", "evaluate-scores:2025-10-01|2");
        assertThat(resumed.out())
                .contains("2025-10-01", "10 = most likely to leave")
                .contains("it reaches to 2025-11-01")
                .contains("`nightly --as-of 2025-12-01`");
        assertThat(night.run("status", "--as-of", "2025-12-05").out())
                .contains("warn warn_history_too_short: 1 offending")
                .contains("evaluate-scores");
    }

    /** Counts the shop's own rows: customers with a probability, who left, pairs in the right order, bands. */
    private void figuresAreThoseOfTheShop(String scoreDate) {
        List<String> scored = night.rows("select customer_id, churn_probability, churn_risk, churn_percentile"
                + " from retention.customer_score where score_date = '" + scoreDate
                + "' and churn_probability is not null");
        TestPostgres.execute(
                shop,
                "drop table if exists scored",
                "create table scored as select * from (values "
                        + String.join(
                                ", ",
                                scored.stream()
                                        .map(row -> row.split("\\|"))
                                        .map(row -> "(" + row[0] + ", " + row[1] + "::double precision, '" + row[2]
                                                + "', " + row[3]
                                                + ", not exists (select 1 from o where o.customer_id = "
                                                + row[0] + " and o.ordered_at >= timestamptz '" + scoreDate
                                                + " 00:00 UTC' and o.ordered_at < timestamptz '" + scoreDate
                                                + " 00:00 UTC' + interval '30 days'))")
                                        .toList())
                        + ") as v (customer_id, probability, risk, percentile, churned)");
        assertThat(scored.size()).isGreaterThan(100);
        assertThat(ofShop("count(*) from scored where churned")).isPositive();
        equal(scoreDate, "customers", "count(*) from scored");
        equal(scoreDate, "churners", "count(*) from scored where churned");
        equal(scoreDate, "base_rate", "avg(churned::int) from scored");
        equal(scoreDate, "mean_probability", "avg(probability) from scored");
        equal(
                scoreDate,
                "auc",
                "avg(case when a.probability > b.probability then 1 when a.probability = b.probability then 0.5 else 0"
                        + " end) from scored a, scored b where a.churned and not b.churned");
        equal(scoreDate, "brier", "avg((probability - churned::int) ^ 2) from scored");
        equal(
                scoreDate,
                "log_loss",
                "avg(-ln(greatest(1e-15, case when churned then probability else 1 - probability end))) from scored");
        equal(scoreDate, "realised_churn_risk_high", "avg(churned::int) from scored where risk = 'high'");
        equal(scoreDate, "customers_risk_low", "count(*) from scored where risk = 'low'");
        equal(scoreDate, "realised_churn_decile_10", "avg(churned::int) from scored where percentile > 90");
        equal(scoreDate, "mean_probability_decile_1", "avg(probability) from scored where percentile <= 10");
    }

    private void equal(String scoreDate, String metric, String sqlOfShop) {
        String there = night.value("select value from retention.model_monitor where score_date = '" + scoreDate
                + "' and metric = '" + metric + "'");
        String expected = NightRun.rows(shop, "select " + sqlOfShop).get(0);
        if ("null".equals(expected)) {
            assertThat(there).as(metric).isEqualTo("null");
        } else {
            assertThat(Double.parseDouble(String.valueOf(there)))
                    .as(metric)
                    .isCloseTo(Double.parseDouble(expected), within(1e-9));
        }
    }

    private double ofShop(String sql) {
        return Double.parseDouble(NightRun.rows(shop, "select " + sql).get(0));
    }

    private void aNightIsEvaluatedOnceTheHistoryReachesFarEnough() {
        run("nightly", "--as-of", "2025-12-01");

        NightRun.Result next = night.run("evaluate", "--as-of", "2025-12-05", "--json");

        assertThat(next.exitCode()).as(next.err()).isZero();
        assertThat(next.out()).contains("\"evaluate-2025-12-05-02\"", "\"result\" : \"done\"", "\"2025-12-01\"");
        assertThat(night.rows("select distinct score_date, run_id, horizon_ended_on from retention.model_monitor"
                        + " order by score_date"))
                .containsExactly(
                        "2025-09-01|evaluate-2025-12-05-01|2025-10-01",
                        "2025-10-01|evaluate-2025-12-05-01|2025-10-31",
                        "2025-11-01|evaluate-2025-12-05-02|2025-12-01");
    }

    private void doneIsDone() {
        List<String> before = night.rows("select m::text from retention.model_monitor m order by score_date, metric");

        NightRun.Result again = night.run("evaluate", "--as-of", "2025-12-05");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("already evaluated", "--again");
        assertThat(night.rows("select m::text from retention.model_monitor m order by score_date, metric"))
                .isEqualTo(before);
    }

    /** Every customer orders at the very end of the newest horizon, and the day after. */
    private void eventsAfterTheHorizonChangeNothing() {
        List<String> before = night.rows(FIGURES + " order by score_date, metric");
        TestPostgres.execute(
                shop,
                "insert into o select 900000 + customer_id, customer_id, timestamptz '2025-12-01 00:00 UTC', 5 from c",
                "insert into o select 910000 + customer_id, customer_id, timestamptz '2025-12-02 00:00 UTC', 5 from c");
        run("nightly", "--as-of", "2025-12-04");

        run("evaluate", "--as-of", "2025-12-05", "--again");

        assertThat(night.rows(FIGURES + " order by score_date, metric")).isEqualTo(before);
        assertThat(night.rows("select distinct run_id from retention.model_monitor"))
                .containsExactly("evaluate-2025-12-05-03");
    }

    private void whoeverIsForgottenOrRefusesIsLeftOut() {
        String newest = " from retention.model_monitor where score_date = '2025-11-01' and metric = ";
        double before = night.number("select value" + newest + "'customers'");
        List<String> two = night.rows("select customer_id from retention.customer_score where score_date = '2025-11-01'"
                + " and churn_probability is not null order by customer_id limit 2");
        TestPostgres.execute(
                shop,
                "update c set consent = false where customer_id = " + two.get(0),
                "delete from o where customer_id = " + two.get(1),
                "delete from c where customer_id = " + two.get(1));
        run("nightly", "--as-of", "2025-12-05", "--full-extract");

        run("evaluate", "--as-of", "2025-12-05", "--again");

        assertThat(night.number("select value" + newest + "'customers'")).isEqualTo(before - 2);
        assertThat(night.number("select value" + newest + "'left_out_refusing'"))
                .isEqualTo(1);
        assertThat(night.number("select value" + newest + "'left_out_unknown'")).isEqualTo(1);
    }

    /** No repeat purchase, so no purchase model, and too few for any other: nobody has a probability. */
    @Test
    void aNightWithoutProbabilitiesIsEvaluatedToNothing() {
        TestPostgres.execute(
                shop, "delete from o where order_id not in (select min(order_id) from o group by customer_id)");
        assertThat(night.run("evaluate", "--as-of", "2025-12-05").exitCode())
                .as("no warehouse yet")
                .isEqualTo(2);
        run("nightly", "--as-of", "2025-04-01");
        run("nightly", "--as-of", "2025-12-04");

        NightRun.Result result = night.run("evaluate", "--as-of", "2025-12-05");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select metric, value from retention.model_monitor where value > 0"))
                .containsExactly("not_scored|300");
        assertThat(night.rows("select count(*), count(value) from retention.model_monitor"))
                .as("always the same metrics; shares of nobody are null")
                .containsExactly("51|18");
    }

    @Test
    void oneCustomerHasNoAuc() {
        TestPostgres.execute(shop, "delete from o where customer_id <> 1");
        run("nightly", "--as-of", "2025-10-01");
        run("nightly", "--as-of", "2025-12-04");

        NightRun.Result result = night.run("evaluate", "--as-of", "2025-12-05");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select metric, value from retention.model_monitor where metric in"
                        + " ('customers', 'churners', 'auc', 'average_precision', 'base_rate') order by metric"))
                .containsExactly("auc|null", "average_precision|null", "base_rate|0", "churners|0", "customers|1");
    }

    private void run(String... command) {
        NightRun.Result result = night.run(command);
        assertThat(result.exitCode())
                .as(String.join(" ", command) + ": " + result.err())
                .isZero();
    }
}
