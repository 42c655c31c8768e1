package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a whole night makes of input that is empty, wrong or hostile. */
class BadInputNightIT {

    @TempDir
    private Path folder;

    private PostgresSettings shop;
    private NightRun night;

    @BeforeEach
    void anEmptyShop() throws IOException {
        shop = TestPostgres.freshDatabase();
        TestPostgres.execute(
                shop,
                "create table o (order_id text, customer_id text, ordered_at timestamptz, amount double precision,"
                        + " currency text, status text)");
        extract("orders.sql", "select order_id, customer_id, ordered_at, amount, currency, status from o");
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), folder.resolve("extract"))
                .set("nightjar.history.buckets", 2);
    }

    @Test
    void emptyTablesPublishAnEmptyNight() {
        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isZero();
    }

    @Test
    void oneCustomerIsScoredWithoutAModel() {
        order("'1', 'only', '2026-01-05', 10, null, null");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select customer_id, order_count, historic_value, churn_probability, reason_1"
                        + " from retention.customer_score"))
                .containsExactly("only|1|10.00|null|null");
    }

    @Test
    void onlyRefundsMakeNobodyACustomer() {
        order("'1', 'a', '2026-01-05', -10, null, null");

        assertThat(nightly().exitCode()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isZero();
    }

    @Test
    void whatCannotBeAnOrderIsRejectedWithItsReason() {
        for (int i = 0; i < 5; i++) {
            order("'good-" + i + "', 'c" + i + "', '2026-01-05', 10, null, null");
        }
        order("'a', null, '2026-01-05', 10, null, null");
        order("'b', 'c', null, 10, null, null");
        order("'d', 'c', 'infinity', 10, null, null");
        order("'e', 'c', '1969-12-31', 10, null, null");
        order("'f', 'c', '2026-01-05', 'NaN', null, null");
        order("'g', 'c', '2026-01-05', 'Infinity', null, null");
        order("'h', 'c', '2026-01-05', null, null, null");
        order("'i', 'c', '2026-01-05', 10, 'XXX', null");
        order("'j', 'c', '2026-01-05', 10, null, 'lost'");
        order("'k', 'c', '2026-09-05', 10, null, null");
        night.set("nightjar.quality.max-rejected-share", "0.9");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select row_key from retention.rejected_row order by row_key"))
                .containsExactly("a", "b", "d", "e", "f", "g", "h", "i", "j");
        assertThat(night.rows("select rows_read, rows_written, rows_rejected from retention.run_step"
                        + " where step = 'extract-history'"))
                .containsExactly("14|5|9");
    }

    /** Three months are read together at first; only one of them is left then, which is another part. */
    @Test
    void rejectsOfARefusedExtractionAreGoneWhenItIsPlannedAnew() {
        order("'a', 'c', '2025-10-05', 10, null, null");
        order("'b', 'c', '2025-11-05', 'NaN', null, null");
        order("'d', 'c', '2025-12-05', 'NaN', null, null");
        night.set("nightjar.quality.max-rejected-share", "0.6");

        NightRun.Result refused = nightly();
        List<String> rejectedAtFirst = night.rows("select row_key from retention.rejected_row order by row_key");
        List<String> partsAtFirst = night.rows("select distinct partition_name from retention.rejected_row");
        TestPostgres.execute(
                shop, "delete from o where order_id in ('a', 'b')", "update o set amount = 5 where order_id = 'd'");
        order("'e', 'c', '2025-12-06', 'Infinity', null, null");
        NightRun.Result mended = nightly("--full-extract");

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(rejectedAtFirst).containsExactly("b", "d");
        assertThat(mended.exitCode()).as(mended.err()).isZero();
        assertThat(night.rows("select row_key from retention.rejected_row")).containsExactly("e");
        assertThat(night.rows("select distinct partition_name from retention.rejected_row"))
                .doesNotContainAnyElementsOf(partsAtFirst);
        assertThat(night.number("select rows_rejected from retention.run_step where step = 'extract-history'"))
                .isOne();
    }

    @Test
    void tooManyRejectedRowsStopTheNightAndMendedDataLetsItRun() {
        order("'a', 'c', '2026-01-05', 10, null, null");
        order("'b', 'c', '2026-01-05', 'NaN', null, null");

        NightRun.Result refused = nightly();
        List<String> whyRefused = night.rows("select s.status, s.message from retention.run_step s"
                + " join retention.run r on r.run_id = s.run_id and r.message = s.message");
        TestPostgres.execute(shop, "update o set amount = 5 where order_id = 'b'");
        NightRun.Result mended = nightly();

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("orders: expected at most 1.00 %, was 50.00 % (1 of 2");
        assertThat(whyRefused)
                .singleElement()
                .asString()
                .startsWith("refused|[extract-history, as of ")
                .contains("50.00 %");
        assertThat(night.rows("select message from retention.run_step where step = 'extract-history'"))
                .as("of the launch that succeeded")
                .containsExactly("null");
        assertThat(mended.exitCode()).as(mended.err()).isZero();
        assertThat(night.rows("select historic_value from retention.customer_score"))
                .containsExactly("15.00");
    }

    @Test
    void idsMayHoldAnything() {
        List<String> ids = List.of("O''Hara", "tab\there", "line\nbreak", "emoji \uD83E\uDD89", "x".repeat(1000));
        for (int i = 0; i < ids.size(); i++) {
            order("'" + i + "', '" + ids.get(i) + "', '2026-01-05', 10, null, null");
        }

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select customer_id from retention.customer_score"))
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(id -> id.replace("''", "'")).toList());
        assertThat(night.run("explain", "O'Hara").exitCode()).isZero();
    }

    @Test
    void aMissingColumnAndASyntaxErrorAreToldAtOnceBeforeAnythingIsMade() throws IOException {
        extract("orders.sql", "select order_id, customer_id, ordered_at from o");
        extract("interactions.sql", "selekt 1");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "2 configuration problems", "required column 'amount' is missing", "[interactions.sql, line 1");
        assertThat(night.rows("select nspname from pg_namespace where nspname like 'retention%'"))
                .isEmpty();
    }

    @Test
    void aColumnOfAnotherTypeIsRefused() throws IOException {
        extract("orders.sql", "select order_id, customer_id, ordered_at, 'ten'::text as amount from o");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("column 'amount' has the wrong type");
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverShown() {
        night.set("nightjar.source.password", "hunter22");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err() + result.out()).doesNotContain("hunter22");
    }

    @Test
    void aServerThatIsDownIsWorthARetry() {
        night.set("nightjar.source.url", "jdbc:postgresql://127.0.0.1:1/shop");

        assertThat(nightly().exitCode()).isEqualTo(1);
    }

    @Test
    void anAsOfDateBeforeAllDataPublishesNothing() {
        order("'a', 'c', '2026-01-05', 10, null, null");

        NightRun.Result result = night.run("nightly", "--as-of", "2001-01-01");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isZero();
    }

    @Test
    void aTruncatedHistoryFileIsNamedAndAFullExtractMendsIt() throws IOException {
        order("'a', 'c', '2026-01-05', 10, null, null");
        assertThat(night.run("nightly", "--as-of", "2026-03-01").exitCode()).isZero();
        try (Stream<Path> files = Files.list(night.home().resolve("history/orders"))) {
            Path january = files.filter(file -> file.getFileName().toString().startsWith("2026-01"))
                    .findFirst()
                    .orElseThrow();
            Files.write(january, new byte[] {1, 2, 3});
        }

        NightRun.Result broken = night.run("nightly", "--as-of", "2026-05-01");
        NightRun.Result mended = night.run("nightly", "--as-of", "2026-05-01", "--attempt", "2", "--full-extract");

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.err()).contains("2026-01", "--full-extract");
        assertThat(mended.exitCode()).as(mended.err()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score_latest"))
                .isEqualTo(1);
    }

    @Test
    void anotherTypeOfIdThanTheFirstNightIsRefused() throws IOException {
        order("'a', 'c', '2026-01-05', 10, null, null");
        assertThat(nightly().exitCode()).isZero();
        extract("orders.sql", "select order_id, 1 as customer_id, ordered_at, amount from o");

        NightRun.Result result = night.run("nightly", "--as-of", "2026-02-03");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("text").contains("bigint");
    }

    @Test
    void aHomeOfAnotherConfigurationIsRefused() {
        // an empty history binds nobody to its settings
        order("'1', 'a', '2026-01-05', 10, null, null");
        assertThat(nightly().exitCode()).isZero();
        night.set("nightjar.base-currency", "EUR");

        NightRun.Result result = night.run("nightly", "--as-of", "2026-02-03");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("nightjar.base-currency must be GBP");
    }

    @Test
    void aHomeOfAnotherVersionIsRefused() throws IOException {
        order("'1', 'a', '2026-01-05', 10, null, null");
        assertThat(nightly().exitCode()).isZero();
        Path manifests = night.home().resolve("history");
        Files.writeString(manifests.resolve("manifest-0000009999.json"), "{\"formatVersion\": 999}");

        NightRun.Result result = night.run("nightly", "--as-of", "2026-03-02");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("nightjar.home holds a history of another version: expected format", "was 999");
        assertThat(night.rows("select distinct score_date from retention.customer_score"))
                .hasSize(1);
    }

    @Test
    void aHomeThatIsAFileIsRefused() throws IOException {
        night.set("nightjar.home", Files.createFile(folder.resolve("not-a-folder")));

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains("nightjar.home is not writable");
    }

    @Test
    void aKeyInTwoMonthsCountsTwiceAndIsWarnedOf() {
        order("'1', 'a', '2025-12-05', 10, null, null");
        order("'1', 'a', '2026-01-05', 10, null, null");

        assertThat(nightly().exitCode()).isZero();
        assertThat(night.rows("select order_count from retention.customer_score"))
                .containsExactly("2");
        assertThat(night.run("status").out()).contains("warn_keys_in_two_months_orders: 1 offending");
    }

    @Test
    void everybodyStayingIsOneClassAndNoModel() {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || (n % 600), timestamptz '2025-03-01' + (n / 600) * interval '20 days', 10,"
                        + " null, null from generate_series(0, 9599) as n");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select status from retention.churn_model")).containsExactly("baseline");
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isEqualTo(600);
        String why = "The test cut-off needs 100 customers who left and as many who stayed, was 0 and 600";
        assertThat(night.value("select provenance ->> 'notes' from retention.churn_model"))
                .containsIgnoringCase(why);
        assertThat(night.rows("select details from retention.usability_finding where code = 'minimum_data'"))
                .contains(why + ".");
        assertThat(night.run("status").out())
                .contains("warn_churn_training", "churn model, error minimum_data (orders.ordered_at): " + why);
        assertThat(night.home().resolve("nights/nightly-2026-02-01-01/report.html"))
                .content()
                .contains("churn model: minimum_data (orders.ordered_at)", why);
        assertThat(night.run("status", "--json").out()).contains("\"check\" : \"warn_churn_training\"");
    }

    /** Fifty of 600 order no more in the test horizon: too few to train on, enough to calibrate a rule. */
    @Test
    void fiftyLeaversAreNoModelButACalibratedRule() {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || (n % 600), timestamptz '2025-03-01' + (n / 600) * interval '20 days'"
                        + " + (n % 17) * interval '1 day', 10, null, null from generate_series(0, 9599) as n"
                        + " where n % 600 >= 50 or n / 600 < 7");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.value("select status || ' ' || baseline_name from retention.churn_model"))
                .startsWith("baseline ");
        assertThat(night.rows("select details from retention.usability_finding where code = 'minimum_data'"))
                .singleElement()
                .asString()
                .contains("The test cut-off needs 100 customers who left", "was 50 and 550");
        assertThat(night.number("select count(*) from retention.customer_score where churn_probability between 0 and 1"
                        + " and reason_1 is not null"))
                .isEqualTo(600);
    }

    @Test
    void aYoungShopThatExcludesTheOnlyBaselineThereIsHasNoProbabilities() {
        TestPostgres.execute(
                shop,
                "insert into o select n, 'c' || (n * n % 700), timestamptz '2026-01-02' + (n % 25) * interval '1 day', 10,"
                        + " null, null from generate_series(0, 2999) as n");

        assertThat(nightly().exitCode()).isZero();
        assertThat(night.number("select count(churn_probability) from retention.customer_score"))
                .isPositive();
        night.set("nightjar.churn.exclude-features", "[order_probability_in_horizon]");
        NightRun.Result without = night.run("nightly", "--as-of", "2026-02-01", "--attempt", "2");

        assertThat(without.exitCode()).as(without.err()).isZero();
        assertThat(night.number("select count(churn_probability) from retention.customer_score"))
                .isZero();
        assertThat(night.value("select provenance ->> 'notes' from retention.churn_model"
                        + " where model_id = 'churn-2026-02-01-02'"))
                .contains("No churn probability is published.");
    }

    @Test
    void anUnknownFieldOfASegmentIsRefusedBeforeTheNight() {
        night.set("nightjar.segments", "[{name: odd, all: [{field: shoe_size, at-least: 4}]}]");

        NightRun.Result result = nightly();

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("shoe_size");
    }

    @Test
    void usageIsTaught() {
        assertThat(Nightjar.run(terminal(), "nightly", "--as-of", "tomorrow")).isEqualTo(2);
        assertThat(Nightjar.run(terminal())).isEqualTo(2);
        assertThat(Nightjar.run(terminal(), "--help")).isZero();
        assertThat(Nightjar.run(terminal(), "--version")).isZero();
    }

    private Terminal terminal() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(nowhere, nowhere, false, Map.of(), folder);
    }

    private NightRun.Result nightly(String... more) {
        return night.run(Stream.concat(Stream.of("nightly", "--as-of", "2026-02-01"), Stream.of(more))
                .toArray(String[]::new));
    }

    private void order(String values) {
        TestPostgres.execute(shop, "insert into o values (" + values + ")");
    }

    private void extract(String file, String select) throws IOException {
        Path target = folder.resolve("extract");
        Files.createDirectories(target);
        Files.writeString(target.resolve(file), select);
    }
}
