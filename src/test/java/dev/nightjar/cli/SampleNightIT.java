package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole night on a generated shop with every table, and what must not change its rows. */
class SampleNightIT {

    private static final String AS_OF = "2026-03-01";
    private static final String EXTRACT = "sql/extract";

    private static PostgresSettings shop;
    private static NightRun night;
    private static List<String> rows;

    @BeforeAll
    static void score(@TempDir Path folder) {
        shop = TestPostgres.freshDatabase();
        night = night(folder, TestPostgres.freshDatabase());
        NightRun.Result sample = night.run(
                "sample", "--customers", "3000", "--seed", "3", "--to", "postgres", "--last-day", "2026-04-30");
        assertThat(sample.exitCode()).as(sample.err()).isZero();
        NightRun.Result result = night.run("nightly", "--as-of", AS_OF);
        assertThat(result.exitCode()).as(result.err()).isZero();
        rows = night.rows(NightRun.ROWS);
    }

    private static NightRun night(Path folder, PostgresSettings warehouse) {
        return new NightRun(folder, shop, warehouse, Path.of(EXTRACT))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 6000);
    }

    @Test
    void theReasonsOfEveryRowAddUp() throws Exception {
        assertThat(new ReasonsOracle(night, "nightly-" + AS_OF + "-01").assertReasonsAddUp())
                .isGreaterThan(1000);
    }

    @Test
    void theReportTellsWhatTheTablesSay() throws Exception {
        String page = Files.readString(night.home().resolve("nights/nightly-" + AS_OF + "-01/report.html"));

        String customers =
                "select to_char(count(*), 'FM999,999') from retention.customer_score where run_id = 'nightly-" + AS_OF
                        + "-01'";
        assertThat(page)
                .contains("<strong>" + night.value(customers) + "</strong> customers")
                .contains("<strong>" + night.value(customers + " and churn_probability is not null") + "</strong> with")
                .contains("<strong>" + night.value(customers + " and churn_risk = 'high'") + "</strong> at high risk")
                .contains("<strong>"
                        + night.value(
                                "select provenance ->> 'grade' from retention.churn_model where model_id = 'churn-"
                                        + AS_OF + "-01'")
                        + "</strong> grade of the model");
        String perReason = "select to_char(count(*), 'FM999,999') || ' (' from retention.customer_score where run_id ="
                + " 'nightly-" + AS_OF
                + "-01' and reason_1 is not null group by reason_1 order by count(*) desc limit 1";
        assertThat(page).contains(">" + night.value(perReason));
        for (String step :
                night.rows("select step from retention.run_step where run_id = 'nightly-" + AS_OF + "-01'")) {
            assertThat(page).contains("<td>" + step + "</td>");
        }
    }

    @Test
    void featuresEqualSqlOverTheHistory() throws Exception {
        Set<String> refusing = new TreeSet<>(
                NightRun.rows(shop, "select customer_id from shop.customers where profiling_consent = false"));

        int compared = new NightFilesOracle(night.home(), "nightly-" + AS_OF + "-01")
                .assertFeaturesEqualSql(LocalDate.parse(AS_OF), 90, refusing);

        assertThat(compared).isGreaterThanOrEqualTo(100);
    }

    @Test
    void whoeverRefusesProfilingIsNotScored() {
        List<String> refusing =
                NightRun.rows(shop, "select customer_id from shop.customers where profiling_consent = false");

        assertThat(refusing).isNotEmpty();
        assertThat(night.rows("select customer_id from retention.customer_score"))
                .doesNotContainAnyElementsOf(refusing);
    }

    /** The others would have been scored: without an order before the as-of date nobody is. */
    @Test
    void whoeverRefusesProfilingIsCounted() {
        List<String> buyers = NightRun.rows(
                shop,
                "select count(distinct customer_id) from shop.orders"
                        + " join shop.customers using (customer_id) where profiling_consent = false and amount >= 0"
                        + " and (status is null or status = 'completed') and ordered_at < '2026-03-01 00:00 Europe/London'");
        String counted = "customers who refuse profiling, left out of features, training and scores: " + buyers.get(0);

        assertThat(buyers).isNotEqualTo(List.of("0"));
        assertThat(night.rows("select message from retention.run_step where step = 'build-features'"
                        + " and run_id = 'nightly-" + AS_OF + "-01'"))
                .containsExactly(counted);
        assertThat(night.run("status").out()).contains("  build-features: " + counted);
        assertThat(night.run("status", "--json").out()).contains("\"message\" : \"" + counted);
    }

    @Test
    void aFurtherAttemptGivesTheSameRows() {
        NightRun.Result again = night.run("nightly", "--as-of", AS_OF, "--attempt", "2", "--train", "never");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(withoutModelIds(night.rows(NightRun.ROWS))).isEqualTo(withoutModelIds(rows));
    }

    /** A second training in the same warehouse, on the same history: the same model to the byte, and the same rows. */
    @Test
    void trainingAgainGivesTheSameModelAndRows() {
        // checksum and id are in the first bytes and differ
        String artifacts =
                "select encode(sha256(substring(artifact from 64)), 'hex'), test_auc, test_log_loss, baseline_auc"
                        + " from retention.churn_model where training_rows is not null order by model_id";
        NightRun.Result again = night.run("nightly", "--as-of", AS_OF, "--attempt", "3", "--train", "always");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(withoutModelIds(night.rows(NightRun.ROWS))).isEqualTo(withoutModelIds(rows));
        List<String> models = night.rows(artifacts);
        assertThat(models).hasSize(2);
        assertThat(models.get(1)).isEqualTo(models.get(0));
    }

    @Test
    void theSampleAlsoGoesIntoAFolder(@TempDir Path folder) {
        NightRun.Result result = night.run(
                "sample", "--customers", "40", "--to", folder.resolve("lake").toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("/lake: ", " customers, ", " interactions.");
        assertThat(folder.resolve("lake").toFile().list())
                .containsExactlyInAnyOrder(
                        "orders.parquet", "interactions.parquet", "customers.parquet", "fx_rates.parquet");
    }

    /** Adds, changes and removes events at and after the as-of date, in a night that reads everything anew. */
    @Test
    void whatHappensFromTheAsOfDateOnChangesNoRow(@TempDir Path folder) {
        TestPostgres.execute(
                shop,
                "delete from shop.orders where ordered_at >= '2026-04-01'",
                "update shop.orders set amount = amount * 100 where ordered_at >= '2026-03-01 00:00 Europe/London'",
                "insert into shop.orders (order_id, customer_id, ordered_at, amount) select 900000000 + customer_id,"
                        + " customer_id, timestamptz '2026-03-01 00:00 Europe/London', 5000 from shop.customers",
                "delete from shop.interactions where occurred_at >= '2026-03-15'",
                "insert into shop.interactions (interaction_id, customer_id, occurred_at, kind) select"
                        + " 900000000 + customer_id, customer_id, timestamptz '2026-03-01 00:00 Europe/London', 'complaint'"
                        + " from shop.customers");
        NightRun leaked = night(folder, TestPostgres.freshDatabase());

        NightRun.Result result = leaked.run("nightly", "--as-of", AS_OF);

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(leaked.rows(NightRun.ROWS)).isEqualTo(rows);
    }

    @Test
    void statusDoctorAndExplainAnswer() {
        String customer = String.valueOf(night.value(
                "select min(customer_id) from retention.customer_score where churn_probability is not null"));

        assertThat(night.run("status").out()).contains("nightly-" + AS_OF + "-01", "extract-history", "publish-scores");
        assertThat(night.run("status", "--json").out()).contains("\"partitions_done\"");
        assertThat(night.run("doctor").exitCode()).isZero();
        assertThat(night.run("explain", customer).out()).contains("likely to leave", "CLTV");
        assertThat(night.run("explain", "999999999").exitCode()).isEqualTo(2);
    }

    /** Its fits do not say yet which of them are its own. */
    @Test
    void aNightOfAnEarlierVersionIsExplainedAsWell() throws Exception {
        Path fits = night.home().resolve("nights/nightly-" + AS_OF + "-01/fits.json");
        String written = Files.readString(fits);
        String customer = String.valueOf(night.value(
                "select min(customer_id) from retention.customer_score where churn_probability is not null"));
        String expected = night.run("explain", customer, "--as-of", AS_OF).out();

        Files.writeString(fits, written.replaceFirst(",\\s*\"hasOwnFits\"\\s*:\\s*true", ""));
        NightRun.Result result = night.run("explain", customer, "--as-of", AS_OF);
        String changed = Files.readString(fits);
        Files.writeString(fits, written);

        assertThat(changed).isNotEqualTo(written);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(expected);
    }

    private static List<String> withoutModelIds(List<String> published) {
        return published.stream()
                .map(row -> row.replaceAll("\"(churn|cltv)_model_id\": \"[^\"]*\"", ""))
                .toList();
    }
}
