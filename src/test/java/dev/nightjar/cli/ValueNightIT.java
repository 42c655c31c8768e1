package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole night makes of money: costs, intervals, totals, and shops whose values are odd. */
class ValueNightIT {

    @TempDir
    private Path folder;

    private PostgresSettings shop;
    private NightRun night;

    @BeforeEach
    void anEmptyShop() throws IOException {
        shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o (order_id int, customer_id text, ordered_at timestamptz, amount numeric, cost numeric)",
                "create table c (customer_id text, acquisition_cost numeric)");
        Path extract = Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                extract.resolve("orders.sql"), "select order_id, customer_id, ordered_at, amount, cost from o");
        Files.writeString(extract.resolve("customers.sql"), "select customer_id, acquisition_cost from c");
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.history.buckets", 2)
                .set("nightjar.cltv.margin", "0.25");
    }

    @Test
    void costsMakeTheMarginAndEverySumAddsUp() {
        fill("20 + (n * 7919) % 90", "0.6 * (20 + (n * 7919) % 90)");
        TestPostgres.execute(
                shop,
                "insert into c select distinct customer_id, 10 * length(customer_id) * 4 from o where customer_id like '%3'");

        nightly();

        assertThat(night.number("select (provenance ->> 'margin')::numeric from retention.cltv_model"))
                .isEqualTo(0.4);
        assertThat(night.value("select provenance ->> 'margin_from_cost' from retention.cltv_model"))
                .isEqualTo("true");
        assertThat(night.rows("""
                        select customer_id from retention.customer_score
                        where abs(cltv_net + greatest(0, case when customer_id like '%3' then 40 * length(customer_id)
                            else 0 end - 0.4 * historic_value) - cltv) > 0.011
                        """)).isEmpty();
        assertThat(night.number("select count(*) from retention.customer_score where cltv_net < cltv"))
                .isPositive();
        assertIntervalsHoldTheCltv();
        assertThat(night.number("select count(*) from retention.customer_score where cltv_low is null"))
                .isZero();
        assertThat(night.rows("""
                        with rows as (
                            select score_date, 'all' as dimension, 'all' as member, cltv from retention.customer_score
                            union all select score_date, 'rfm_segment', rfm_segment, cltv from retention.customer_score
                            union all select score_date, 'lifecycle_stage', lifecycle_stage, cltv
                                from retention.customer_score
                            union all select score_date, 'value_tier', value_tier, cltv from retention.customer_score
                        )
                        (select score_date, dimension, member, count(*), sum(cltv) from rows group by 1, 2, 3)
                        except
                        select score_date, dimension, member, customers, cltv from retention.cltv_segment_total
                        """)).isEmpty();
        assertThat(night.number("select count(*) from retention.cltv_segment_total where dimension = 'all'"))
                .isEqualTo(1);
        assertThat(night.number("select count(*) from retention.cltv_segment_total"
                        + " where cltv_low is null or not (cltv between cltv_low and cltv_high)"))
                .isZero();
        assertThat(night.number("select (provenance #>> '{hold_out,customers}')::int from retention.cltv_model"))
                .isGreaterThan(100);
        assertThat(night.number(
                        "select jsonb_array_length(provenance #> '{hold_out,tracking}') from retention.cltv_model"))
                .isGreaterThan(50);
    }

    @Test
    void everybodySpendingTheSameHasAValueAndNoInterval() {
        fill("10", "null");

        nightly();

        assertThat(night.number("select count(*) from retention.customer_score"
                        + " where cltv is null or expected_order_value <> 10 or cltv_low is not null"))
                .isZero();
        assertThat(night.value("select provenance ->> 'notes' from retention.cltv_model"))
                .contains("Gamma-Gamma not fitted: expected means that differ");
        assertThat(night.number("select (provenance ->> 'margin')::numeric from retention.cltv_model"))
                .isEqualTo(0.25);
        assertThat(night.number("select count(*) from retention.cltv_segment_total where cltv_high is null"))
                .isPositive();
    }

    @Test
    void withoutRepeatBuyersNothingIsForetold() {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || n, timestamptz '2025-01-01 12:00' + n * interval '1 day', 10 + n, null"
                        + " from generate_series(1, 300) as n");

        nightly();

        assertThat(night.number("select count(*) from retention.customer_score"
                        + " where cltv is null and cltv_net is null and cltv_low is null and cltv_high is null"))
                .isEqualTo(300);
        assertThat(night.number("select count(*) from retention.cltv_segment_total"))
                .isZero();
        assertThat(night.value("select provenance #>> '{hold_out,note}' from retention.cltv_model"))
                .startsWith("No check on a hold-out period: too few customers");
    }

    /** The second and the third night have nobody who came back, and use what the first one fitted. */
    @Test
    void aNightThatUsesOlderParametersIsABaselineAndNoneToUse() {
        fill("20 + (n * 7919) % 90", "null");
        nightly();
        TestPostgres.execute(
                shop,
                "delete from o using o as first where first.customer_id = o.customer_id and first.order_id < o.order_id");

        for (String date : List.of("2026-02-02", "2026-02-03")) {
            NightRun.Result result = night.run("nightly", "--as-of", date, "--full-extract");
            assertThat(result.exitCode()).as(result.err()).isZero();
        }

        assertThat(night.rows("select as_of_date, status from retention.cltv_model order by as_of_date"))
                .containsExactly("2026-02-01|champion", "2026-02-02|baseline", "2026-02-03|baseline");
        assertThat(night.number("select count(distinct (bgnbd_r, gamma_gamma_p)) from retention.cltv_model"))
                .isOne();
        assertThat(night.rows("select provenance ->> 'notes' from retention.cltv_model where status = 'baseline'"))
                .hasSize(2)
                .allMatch(notes -> notes.contains("The older parameters are used."));
    }

    @Test
    void oneHugeOrderAndOneBusyCustomerLeaveEveryNumberFinite() {
        fill("case when n % 11 = 0 then 0 else 20 + (n * 7919) % 90 end", "null");
        TestPostgres.execute(
                shop,
                "insert into o values (900001, 'c7', '2026-01-20 12:00+00', 9999999, null)",
                "insert into o select 910000 + n, 'busy', timestamptz '2012-05-01 12:00+00' + n * interval '1 day', 5, null"
                        + " from generate_series(1, 5001) as n",
                "insert into o select 940000 + n, 'daily', timestamptz '2026-02-01 12:00+00' - n * interval '1 day', 5, null"
                        + " from generate_series(1, 5001) as n",
                "insert into o values (920000, 'new', '2026-01-31 12:00+00', 30, null)",
                "insert into o values (930000, 'c8', '2026-01-21 12:00+00', -50000, null)",
                "insert into c values ('c9', 99999999)");

        nightly();

        assertIntervalsHoldTheCltv();
        assertThat(night.number("select count(*) from retention.customer_score where cltv is null"))
                .isZero();
        // dearer than all that any customer will ever bring
        assertThat(night.number(
                        "select cltv_net - cltv + 99999999 - 0.25 * historic_value from retention.customer_score"
                                + " where customer_id = 'c9'"))
                .isBetween(-0.011, 0.011);
        // of two who bought every day for years, one has been silent for three weeks
        assertThat(night.number("select expected_orders from retention.customer_score where customer_id = 'busy'"))
                .isBetween(0.0, 0.1);
        assertThat(night.number("select expected_orders from retention.customer_score where customer_id = 'daily'"))
                .isBetween(200.0, 380.0);
        assertThat(night.value("select next_order_due_on from retention.customer_score where customer_id = 'daily'"))
                .isEqualTo("2026-02-01");
    }

    @Test
    void everybodyBuyingOnceADayWillGoOn() {
        TestPostgres.execute(
                shop,
                "insert into o select 1000 * c + d, 'c' || c, timestamptz '2026-01-31 12:00+00' - d * interval '1 day',"
                        + " 20 + c % 7, null from generate_series(1, 250) as c, generate_series(0, 250) as d"
                        + " where d <= 60 + c % 190");

        nightly();

        assertThat(night.number(
                        "select count(*) from retention.customer_score where expected_orders between 360 and 370"
                                + " and cltv > 0 and next_order_due_on = date '2026-02-01'"))
                .isEqualTo(250);
        assertThat(night.value("select provenance ->> 'notes' from retention.cltv_model"))
                .contains("is a limit of its family");
        assertIntervalsHoldTheCltv();
    }

    @Test
    void aMarginOfZeroIsWorthNothingForCertain() {
        fill("20 + (n * 7919) % 90", "null");
        night.set("nightjar.cltv.margin", "0");

        nightly();

        assertThat(night.number("select count(*) from retention.customer_score"
                        + " where cltv <> 0 or cltv_low <> 0 or cltv_high <> 0 or cltv_net <> 0"))
                .isZero();
        assertThat(night.rows("select distinct cltv, cltv_low, cltv_high from retention.cltv_segment_total"))
                .containsExactly("0.00|0.00|0.00");
    }

    @Test
    void aYoungShopSaysWhyItIsNotChecked() {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || (n % 40), timestamptz '2026-01-02 12:00+00' + (n % 29) * interval '1 day',"
                        + " 10 + n % 7, null from generate_series(1, 200) as n");

        nightly();

        assertThat(night.value("select provenance #>> '{hold_out,note}' from retention.cltv_model"))
                .isEqualTo(
                        "No check on a hold-out period: the shop is too young: expected eight weeks of orders, was 30"
                                + " days.");
    }

    private void assertIntervalsHoldTheCltv() {
        assertThat(night.number("select count(*) from retention.customer_score"
                        + " where cltv_low is not null and not (cltv between cltv_low and cltv_high)"))
                .isZero();
    }

    /** 600 customers from 2024 on, who stay for one to nine orders at gaps of their own. */
    private void fill(String amount, String cost) {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || n % 600, timestamptz '2024-02-01 12:00+00' + (n % 600) * interval '1 day'"
                        + " + (n / 600) * (5 + (n % 600) * 37 % 60) * interval '1 day', " + amount + ", " + cost
                        + " from generate_series(0, 5399) as n where n / 600 <= (n % 600) * 31 % 9",
                "delete from o where ordered_at >= '2026-02-01'");
    }

    private void nightly() {
        NightRun.Result result = night.run("nightly", "--as-of", "2026-02-01");
        assertThat(result.exitCode()).as(result.err()).isZero();
        for (String table : List.of("customer_score", "cltv_segment_total", "cltv_model", "cltv_model_market")) {
            assertThat(night.rows("select t::text from retention." + table + " as t where t::text ~ 'NaN|Infinity'"))
                    .as(table)
                    .isEmpty();
        }
    }
}
