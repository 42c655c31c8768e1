package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers who asked to be forgotten, after nights that scored them. */
class ErasureNightIT {

    private static final String FIRST = "2026-02-01";
    private static final String SECOND = "2026-03-01";
    private static final String BOUGHT_LONG_AGO = "select min(customer_id) from shop.orders where status = 'completed'"
            + " and ordered_at < '2025-06-01' and customer_id not in"
            + " (select customer_id from shop.customers where profiling_consent = false)";

    private static final String TOTALS = "select dimension, member, customers, cltv, cltv_low, cltv_high"
            + " from retention.cltv_segment_total where score_date = '" + FIRST + "' order by dimension, member";
    private static final String SEGMENT = " cross join lateral (values ('all', 'all'), ('rfm_segment', rfm_segment),"
            + " ('lifecycle_stage', lifecycle_stage), ('value_tier', value_tier)) as segment (dimension, member)";

    @TempDir
    private Path folder;

    private PostgresSettings shop;
    private NightRun night;

    @BeforeEach
    void openShop() throws IOException {
        shop = TestPostgres.freshDatabase();
        Path extract = Files.createDirectories(folder.resolve("extract"));
        try (Stream<Path> files = Files.list(Path.of("sql/extract"))) {
            for (Path file : files.toList()) {
                Files.copy(file, extract.resolve(file.getFileName()));
            }
        }
        Files.writeString(extract.resolve("erasures.sql"), "select customer_id from shop.erasure");
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.business-zone", "Europe/London");
        NightRun.Result sample = night.run(
                "sample", "--customers", "800", "--seed", "4", "--to", "postgres", "--last-day", "2026-02-28");
        assertThat(sample.exitCode()).as(sample.err()).isZero();
        TestPostgres.execute(shop, "create table shop.erasure (customer_id bigint)");
    }

    @Test
    void nothingOfThemIsLeftInHistoryNightsTablesAndRejects() {
        String forgotten = NightRun.rows(shop, BOUGHT_LONG_AGO).get(0);
        // the profile twice, so that one of them is rejected
        TestPostgres.execute(
                shop,
                "alter table shop.customers drop constraint customers_pkey",
                "insert into shop.customers select c.* from shop.customers c where customer_id = " + forgotten);
        rejectAnInteractionWithoutIdOf(forgotten);
        run(FIRST);
        List<String> others = othersOf(FIRST, forgotten);
        assertThat(filesHolding(forgotten)).hasSizeGreaterThan(4);
        assertThat(night.rows(scoresOf(forgotten))).isNotEmpty();
        assertThat(night.rows(rejectsOf(forgotten))).containsExactly("customers");
        assertThat(wrongTotals()).isEmpty();
        List<String> segments = night.rows(segmentsOf(forgotten));
        List<String> totals = night.rows(TOTALS);
        assertThat(segments).hasSize(4);
        assertThat(totals).noneMatch(total -> total.contains("null"));
        TestPostgres.execute(
                night.warehouse(),
                "update retention.quality_result set passed = false, offending_rows = 2, message = 'customer 77777: expected 1"
                        + " row, was 2; customer " + forgotten
                        + ": expected 1 row, was 2' where check_name = 'warn_reason_missing'",
                "update retention_batch.batch_step_execution set exit_message = 'refused: customer " + forgotten
                        + ": expected 1 row' where step_name = 'publish-scores'");
        assertThat(night.rows("select row_key, column_name, reason from retention.rejected_row"
                        + " where table_name = 'interactions'"))
                .containsExactlyInAnyOrder("null|kind|missing", "null|occurred_at|missing");

        TestPostgres.execute(shop, "insert into shop.erasure values (" + forgotten + "), (987654321)");
        run(SECOND);

        assertThat(filesHolding(forgotten)).isEmpty();
        assertThat(night.rows(scoresOf(forgotten))).isEmpty();
        assertThat(night.rows(rejectsOf(forgotten))).isEmpty();
        assertThat(night.rows("select message from retention.quality_result where run_id = 'nightly-" + FIRST
                        + "-01' and check_name = 'warn_reason_missing'"))
                .containsExactly("customer 77777: expected 1 row, was 2; customer (forgotten): expected 1 row, was 2");
        assertThat(night.rows("select exit_message from retention_batch.batch_step_execution"
                        + " where step_name = 'publish-scores' and exit_message like 'refused%'"))
                .containsExactly("refused: customer (forgotten): expected 1 row");
        assertThat(wrongTotals()).isEmpty();
        assertThat(night.rows(TOTALS).stream().filter(total -> !total.endsWith("|null|null")))
                .as("only those that lost a customer have changed")
                .containsExactlyElementsOf(totals.stream()
                        .filter(total -> segments.stream().noneMatch(segment -> total.startsWith(segment + "|")))
                        .toList());
        assertThat(othersOf(FIRST, forgotten)).isEqualTo(others);
        assertThat(othersOf(SECOND, forgotten)).hasSizeGreaterThanOrEqualTo(others.size());
    }

    /** The night had computed the customer's score when it was killed; what is published does not have it. */
    @Test
    void aNightThatGoesOnForgetsThemToo() throws Exception {
        String forgotten = NightRun.rows(shop, BOUGHT_LONG_AGO).get(0);
        assertThat(night.run("doctor").exitCode()).isZero();
        NightProcess process = NightProcess.start(folder, "nightly", "--as-of", FIRST);
        KilledNightIT.awaitStep(process, night, "extract-history");
        try (Connection held = KilledNightIT.hold(night.warehouse(), "retention.cltv_segment_total")) {
            KilledNightIT.awaitStep(process, night, "assign-segments");
            process.kill();
            held.rollback();
        }
        assertThat(filesHolding(forgotten)).isNotEmpty();
        TestPostgres.execute(shop, "insert into shop.erasure values (" + forgotten + ")");
        KilledNightIT.expireLease(night);

        run(FIRST);

        assertThat(filesHolding(forgotten)).isEmpty();
        assertThat(night.rows(scoresOf(forgotten))).isEmpty();
        assertThat(night.number("select count(*) from retention.customer_score"))
                .isGreaterThan(400);
    }

    private void run(String asOf) {
        NightRun.Result result = night.run("nightly", "--as-of", asOf);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private List<String> othersOf(String asOf, String customer) {
        return night.rows("select to_jsonb(s)::text from retention.customer_score s where score_date = '" + asOf
                + "' and customer_id <> " + customer + " order by customer_id");
    }

    private static String scoresOf(String customer) {
        return "select score_date from retention.customer_score where customer_id = " + customer;
    }

    private static String segmentsOf(String customer) {
        return "select dimension, member from retention.customer_score" + SEGMENT + " where score_date = '" + FIRST
                + "' and customer_id = " + customer;
    }

    /** Totals of any night that are not those of its rows, and rows in no total. */
    private List<String> wrongTotals() {
        return night.rows("select score_date, dimension, member, t.customers, r.customers, t.cltv, r.cltv from"
                + " retention.cltv_segment_total as t full join (select score_date, dimension, member, count(*) as customers,"
                + " sum(cltv) as cltv from retention.customer_score" + SEGMENT
                + " where cltv is not null group by 1, 2, 3) as r using (score_date, dimension, member)"
                + " where (t.customers, t.cltv) is distinct from (r.customers, r.cltv)");
    }

    private static String rejectsOf(String customer) {
        return "select distinct table_name from retention.rejected_row where row_key = '" + customer + "'";
    }

    /** One without a kind and one without a time; the others keep their ids. */
    private void rejectAnInteractionWithoutIdOf(String customer) {
        TestPostgres.execute(
                shop,
                "alter table shop.interactions drop constraint interactions_pkey",
                "alter table shop.interactions alter interaction_id drop not null, alter kind drop not null,"
                        + " alter occurred_at drop not null",
                "insert into shop.interactions (customer_id, occurred_at, kind) values (" + customer
                        + ", '2026-01-10', null), (" + customer + ", null, 'visit')");
    }

    /** The files below the home in which DuckDB finds the customer. */
    private List<Path> filesHolding(String customer) {
        try (Stream<Path> files = Files.walk(night.home());
                Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            List<Path> holding = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".parquet"))
                    .filter(path -> !path.toString().endsWith("-population.parquet"))
                    .toList()) {
                if (holds(statement, file, customer)) {
                    holding.add(file);
                }
            }
            return holding;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean holds(Statement statement, Path file, String customer) throws SQLException {
        try (ResultSet columns =
                statement.executeQuery("select 1 from parquet_schema('" + file + "') where name = 'customer_id'")) {
            if (!columns.next()) {
                return false;
            }
        }
        try (ResultSet rows = statement.executeQuery(
                "select 1 from read_parquet('" + file + "') where customer_id = '" + customer + "'")) {
            return rows.next();
        }
    }
}
