package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole night on a real shop with refunds, missing customers, and a third of its rows after the as-of date. */
class OnlineRetailNightIT {

    private static final String AS_OF = "2011-09-10";

    private static PostgresSettings shop;
    private static NightRun night;
    private static NightRun.Result result;

    @BeforeAll
    static void score(@TempDir Path folder) {
        shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.onlineRetail(shop);
        night = night(folder, TestPostgres.freshDatabase(), extract).set("nightjar.threads", 1);
        result = night.run("nightly", "--as-of", AS_OF);
    }

    private static NightRun night(Path folder, PostgresSettings warehouse, Path extract) {
        return new NightRun(folder, shop, warehouse, extract)
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.horizon", "P90D")
                // 14 % of the invoices name no customer
                .set("nightjar.quality.max-rejected-share", "0.2");
    }

    @Test
    void theReasonsOfEveryRowAddUp() throws Exception {
        assertThat(new ReasonsOracle(night, "nightly-" + AS_OF + "-01").assertReasonsAddUp())
                .isGreaterThan(1000);
    }

    @Test
    void theNightEndsWell() {
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    /** An order of positive amount makes a customer; one of amount 0 is an order too. */
    @Test
    void everyCustomerWithAnOrderIsScored() {
        assertThat(night.number("select count(*) from retention.customer_score_latest where historic_value > 0"
                        + " or order_count > 0"))
                .isBetween(3370.0, 3380.0);
    }

    @Test
    void everyRowReadIsStagedOrRejected() {
        String sums = "select rows_read, rows_written + rows_rejected, rows_rejected from retention.run_step"
                + " where step = 'extract-history'";
        String[] counts = night.rows(sums).get(0).split("\\|");
        long invoicesBefore =
                count("select count(*) from (select invoice_no from online_retail.line group by invoice_no"
                        + " having min(invoice_date) < '2011-09-10') as i");
        long customers = count("select count(distinct customer_id) from online_retail.line");

        assertThat(Long.parseLong(counts[0]))
                .isEqualTo(invoicesBefore + customers)
                .isEqualTo(Long.parseLong(counts[1]));
        assertThat(night.number("select count(*) from retention.rejected_row"))
                .isEqualTo(Double.parseDouble(counts[2]));
        assertThat(night.rows("select distinct table_name, column_name from retention.rejected_row"))
                .containsExactly("orders|customer_id");
    }

    @Test
    void theModelBeatsEveryRuleOnItsTest() {
        assertThat(night.rows("select status from retention.churn_model")).containsExactly("champion");
        assertThat(night.number("select test_auc - baseline_auc from retention.churn_model"))
                .isPositive();
    }

    @Test
    void theUsabilityReportIsKeptAndShown() {
        assertThat(night.rows("select severity, code, table_name from retention.usability_finding"))
                .contains("recommendation|no_interactions|interactions", "recommendation|short_history|orders");
        assertThat(night.run("status").out())
                .contains(
                        "churn model, recommendation no_interactions (interactions): The model reads no interactions");
        assertThat(night.value("select provenance ->> 'grade' from retention.churn_model"))
                .isIn("A", "B");
    }

    /** LightGBM on plain order features reached 0.742 on these customers. */
    @Test
    void publishedScoresForetellTheNextNinetyDays() {
        assertThat(realisedAuc()).isGreaterThanOrEqualTo(0.730);
    }

    @Test
    void featuresEqualSqlOverTheHistory() throws Exception {
        int compared = new NightFilesOracle(night.home(), "nightly-" + AS_OF + "-01")
                .assertFeaturesEqualSql(LocalDate.parse(AS_OF), 90, Set.of());

        assertThat(compared).isGreaterThanOrEqualTo(30);
    }

    @Test
    void theSameDateAgainIsAlreadyDone() {
        NightRun.Result again = night.run("nightly", "--as-of", AS_OF);

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("already done").contains("--attempt 2");
    }

    @Test
    void fourThreadsGiveTheSameModelAndRows(@TempDir Path folder) {
        Path extract = Path.of("src/test/resources/extract/online-retail");
        NightRun other = night(folder, TestPostgres.freshDatabase(), extract).set("nightjar.threads", 4);

        NightRun.Result otherResult = other.run("nightly", "--as-of", AS_OF);

        assertThat(otherResult.exitCode()).as(otherResult.err()).isZero();
        assertThat(other.rows(NightRun.ROWS)).isEqualTo(night.rows(NightRun.ROWS));
        assertThat(other.rows(NightRun.MODELS)).isEqualTo(night.rows(NightRun.MODELS));
    }

    private static long count(String sql) {
        return Long.parseLong(NightRun.rows(shop, sql).get(0));
    }

    private static double realisedAuc() {
        List<String> rows = night.rows("select customer_id, churn_probability from retention.customer_score_latest"
                + " where churn_probability is not null order by customer_id");
        Set<String> returned = Set.copyOf(NightRun.rows(
                shop,
                "select customer_id from online_retail.line where customer_id is not null"
                        + " and invoice_no not like 'C%' and invoice_date >= '2011-09-10'"
                        + " and invoice_date < '2011-12-09' group by customer_id, invoice_no"
                        + " having sum(quantity * unit_price) >= 0"));
        double[] probability = new double[rows.size()];
        boolean[] churned = new boolean[rows.size()];
        for (int i = 0; i < probability.length; i++) {
            String[] row = rows.get(i).split("\\|");
            probability[i] = Double.parseDouble(row[1]);
            churned[i] = !returned.contains(row[0]);
        }
        return ChurnMetrics.auc(probability, churned);
    }
}
