package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night after a night: what it reads again, and that it is worth a full extraction. */
class IncrementalNightIT {

    private static final String READ = "select table_name || ' ' || to_char(month, 'YYYY-MM') || ' ' || reason"
            + " from retention.month_read where run_id = ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private PostgresSettings shop;

    @SuppressWarnings("NullAway.Init")
    private NightRun nights;

    /** 1,800 orders of 60 customers from June on, seven a day, a quarter in dollars; some customers leave in October. */
    @BeforeEach
    void openShop() throws IOException {
        shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o as select n as order_id, 'c' || case when n > 900 and c % 3 = 0 then c + 1 else c end as"
                        + " customer_id,"
                        + " timestamptz '2025-06-01 00:00Z' + n * interval '205 minutes' as ordered_at,"
                        + " (10 + n % 90)::numeric as amount,"
                        + " case when n % 4 = 0 then 'USD' else 'GBP' end as currency, 'completed' as status,"
                        + " timestamptz '2025-06-01 00:00Z' + n * interval '205 minutes' as updated_at"
                        + " from generate_series(1, 1800) as n,"
                        + " lateral (select n * 7919 % (1 + n * 104729 % 60) as c) as drawn",
                "create table i as select order_id as interaction_id, customer_id, ordered_at - interval '1 hour' as"
                        + " occurred_at, 'visit' as kind, order_id % 5 as value from o",
                "create table fx as select d::date as rate_date, 'USD' as currency, 0.75::numeric as rate_to_base"
                        + " from generate_series('2025-05-01', '2026-03-01', interval '1 day') as d");
        Path extract = Files.createDirectories(folder.resolve("extract"));
        Files.writeString(
                extract.resolve("orders.sql"),
                "select order_id, customer_id, ordered_at, amount, currency, status, updated_at from o");
        Files.writeString(
                extract.resolve("interactions.sql"),
                "select interaction_id, customer_id, occurred_at, kind, value from i");
        Files.writeString(extract.resolve("fx_rates.sql"), "select rate_date, currency, rate_to_base from fx");
        nights = home("nights");
    }

    @Test
    void openMonthsAloneAreReadAndEqualAFullExtraction() throws Exception {
        night(nights, "2026-02-10");
        assertThat(read("2026-02-10"))
                .hasSize(18)
                .contains("orders 2025-06 new", "orders 2026-02 new", "interactions 2026-02 new");
        TestPostgres.execute(
                shop,
                "insert into o values (9001, 'c7', '2026-01-20 12:00Z', 500, 'GBP', 'completed', '2026-02-10 01:00Z')",
                "update o set status = 'returned', updated_at = '2026-02-10 02:00Z' where order_id = 1650",
                "delete from o where ordered_at between '2026-01-15 00:00Z' and '2026-01-16 00:00Z'",
                "delete from i where occurred_at between '2026-01-15 00:00Z' and '2026-01-16 00:00Z'");

        night(nights, "2026-02-11");

        assertThat(read("2026-02-11"))
                .containsExactlyInAnyOrder(
                        "orders 2026-01 open",
                        "orders 2026-02 cut",
                        "interactions 2026-01 open",
                        "interactions 2026-02 cut");
        assertEqualToAFullExtraction("2026-02-11");
        NightRun.Result status = nights.run("status", "--as-of", "2026-02-11");
        assertThat(status.out())
                .containsPattern("orders +2026-01 +open +\\d+ +0")
                .containsPattern("orders +2026-02 +cut");
        assertThat(nights.run("status", "--as-of", "2026-02-10").out())
                .containsPattern("interactions +2025-05 to 2026-02 +new|interactions +2025-06 to 2026-02 +new");
        assertThat(nights.run("status", "--as-of", "2026-02-11", "--json").out())
                .contains("\"months_read\"")
                .containsPattern(
                        "\"table\" ?: ?\"orders\",\\s*\"month\" ?: ?\"2026-01\",\\s*\"reason\" ?: ?\"open\",\\s*\"rows_read\" ?: ?\\d+");
    }

    /** An amount corrected in August, every order of July gone, the dollar of September corrected, a visit moved away. */
    @Test
    void closedMonthsThatChangedAreNoticedAndEqualAFullExtraction() throws Exception {
        night(nights, "2026-02-10");
        TestPostgres.execute(
                shop,
                "update o set amount = amount + 1, updated_at = '2026-02-10 02:00Z' where order_id = 500",
                "delete from o where ordered_at >= '2025-07-01Z' and ordered_at < '2025-08-01Z'",
                "update fx set rate_to_base = 0.8 where rate_date = '2025-09-10'",
                "update i set customer_id = 'c1' where interaction_id = 1000");

        night(nights, "2026-02-11");

        assertThat(read("2026-02-11"))
                .filteredOn(line -> line.endsWith("changed"))
                .containsExactlyInAnyOrder(
                        "orders 2025-07 changed",
                        "orders 2025-08 changed",
                        "orders 2025-09 changed",
                        "interactions 2025-10 changed");
        assertThat(read("2026-02-11")).hasSize(8);
        assertEqualToAFullExtraction("2026-02-11");
        night(nights, "2026-02-12");
        assertThat(read("2026-02-12")).as("noticed once").noneMatch(line -> line.endsWith("changed"));
    }

    /** The moved order leaves number, sums, customers and newest update of its month as they were. */
    @Test
    void changeThatLeavesTheFingerprintNeedsAFullExtraction() throws Exception {
        night(nights, "2026-02-10");
        TestPostgres.execute(shop, "update o set ordered_at = ordered_at + interval '2 days' where order_id = 500");
        night(nights, "2026-02-11");
        assertThat(read("2026-02-11")).hasSize(4);
        List<String> missed = orders(nights);

        NightRun.Result full =
                nights.run("nightly", "--as-of", "2026-02-11", "--attempt", "2", "--train", "never", "--full-extract");

        assertThat(full.exitCode()).as(full.err()).isZero();
        assertThat(nights.rows(READ + "'nightly-2026-02-11-02'")).hasSize(18).allMatch(line -> line.endsWith("full"));
        assertThat(orders(nights)).isNotEqualTo(missed);
        NightRun fresh = home("fresh");
        night(fresh, "2026-02-11");
        assertThat(orders(nights)).isEqualTo(orders(fresh));
    }

    @Test
    void sourceIsNotAskedWhereFingerprintsAreOffAndAskedAnewLater() throws Exception {
        nights.set("nightjar.history.fingerprints", "false");
        night(nights, "2026-02-10");
        TestPostgres.execute(shop, "delete from o where ordered_at >= '2025-07-01Z' and ordered_at < '2025-08-01Z'");
        night(nights, "2026-02-11");
        assertThat(read("2026-02-11")).hasSize(4);

        nights.set("nightjar.history.fingerprints", "true");
        night(nights, "2026-02-12");

        assertThat(read("2026-02-12"))
                .contains("orders 2025-07 unverified", "orders 2025-12 unverified", "orders 2026-01 open");
        assertEqualToAFullExtraction("2026-02-12");
    }

    @Test
    void columnThatANightOfThePastSawFirstIsReadInLaterMonthsToo() throws Exception {
        night(nights, "2026-02-10");
        TestPostgres.execute(shop, "alter table o add channel text default 'store'");
        Files.writeString(
                folder.resolve("extract/orders.sql"),
                "select order_id, customer_id, ordered_at, amount, currency, status, channel, updated_at from o");
        night(nights, "2025-09-15");
        assertThat(read("2025-09-15")).contains("orders 2025-09 full").noneMatch(line -> line.contains("2025-10"));

        night(nights, "2026-02-11");

        assertThat(read("2026-02-11"))
                .contains("orders 2025-09 cut", "orders 2025-10 full", "orders 2025-12 full")
                .noneMatch(line -> line.startsWith("orders 2025-08"))
                .noneMatch(line -> line.startsWith("interactions 2025-12"));
        assertEqualToAFullExtraction("2026-02-11");
    }

    @Test
    void filesOfOldNightsAreDeleted() {
        nights.set("nightjar.history.keep-nights", "2");
        night(nights, "2026-02-10");
        night(nights, "2026-02-11");
        night(nights, "2026-02-12");

        assertThat(nights.home().resolve("nights").toFile().list())
                .containsExactlyInAnyOrder("nightly-2026-02-11-01", "nightly-2026-02-12-01");
        assertThat(nights.run("explain", "c1", "--as-of", "2026-02-10").out())
                .contains("features   gone: nightjar.history.keep-nights");
        assertThat(nights.run("explain", "c1", "--as-of", "2026-02-11").out()).doesNotContain("gone");
    }

    private void assertEqualToAFullExtraction(String asOf) throws Exception {
        NightRun fresh = home("fresh");
        night(fresh, asOf);
        assertThat(orders(nights)).isEqualTo(orders(fresh)).hasSizeGreaterThan(1_000);
        assertThat(interactions(nights)).isEqualTo(interactions(fresh)).hasSizeGreaterThan(1_000);
        String rows = "select (to_jsonb(s) - 'run_id' - 'scored_at')::text from retention.customer_score_latest s"
                + " order by customer_id";
        assertThat(nights.rows(rows)).isEqualTo(fresh.rows(rows)).hasSizeGreaterThan(40);
    }

    private NightRun home(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return new NightRun(own, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.business-zone", "Europe/London");
    }

    private static void night(NightRun nights, String asOf) {
        NightRun.Result result = nights.run("nightly", "--as-of", asOf, "--train", "never");
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private List<String> read(String asOf) {
        return nights.rows(READ + "'nightly-" + asOf + "-01'");
    }

    private static List<String> orders(NightRun night) throws SQLException {
        return history(night, "orders", "ordered_at, order_id");
    }

    private static List<String> interactions(NightRun night) throws SQLException {
        return history(night, "interactions", "occurred_at, interaction_id");
    }

    /** Every row of the history, as another reader sees it. */
    private static List<String> history(NightRun night, String table, String order) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery("select h::text from (select * from read_parquet('"
                        + night.home() + "/history/" + table + "/*.parquet')) h order by " + order)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
