package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole night on the data set on which BG/NBD and Gamma-Gamma were published. */
class CdnowNightIT {

    private static NightRun night;
    private static NightRun.Result result;

    @BeforeAll
    static void scoreTheSample(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.cdnowSample(shop);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.base-currency", "USD")
                .set("nightjar.cltv.model", "bg-nbd")
                .set("nightjar.cltv.horizon", "P273D");
        result = night.run("nightly", "--as-of", "1997-10-01");
    }

    /** On so few customers the rule wins, and a rule has one reason and no effects. */
    @Test
    void aRuleThatIsBetterThanTheModelScoresWithOneReason() {
        assertThat(night.rows("select status, baseline_name from retention.churn_model"))
                .containsExactly("baseline|low expected_orders_in_horizon");
        assertThat(night.rows("select distinct reason_1, reason_1_effect, reason_2, reason_2_effect, reason_3,"
                        + " reason_3_effect from retention.customer_score where churn_probability is not null"))
                .containsExactly("expected_orders_in_horizon|null|null|null|null|null");
    }

    @Test
    void theNightEndsWell() {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.rows("select status, exit_code from retention.run")).containsExactly("succeeded|0");
        assertThat(night.rows("select step from retention.run_step where status <> 'succeeded'"))
                .isEmpty();
    }

    @Test
    void everyCustomerWithAnOrderIsScoredOnce() {
        assertThat(night.number("select count(*) from retention.customer_score_latest"))
                .isEqualTo(2357);
        assertThat(night.number("select count(distinct customer_id) from retention.customer_score_latest"))
                .isEqualTo(2357);
    }

    /** The paper prints three digits; half of the last one is all that a comparison can see. */
    @Test
    void purchaseModelMatchesThePublishedOne() {
        assertThat(night.number("select bgnbd_r from retention.cltv_model")).isCloseTo(0.243, within(0.0005));
        assertThat(night.number("select bgnbd_alpha from retention.cltv_model")).isCloseTo(4.414, within(0.0044));
        assertThat(night.number("select bgnbd_a from retention.cltv_model")).isCloseTo(0.793, within(0.0008));
        assertThat(night.number("select bgnbd_b from retention.cltv_model")).isCloseTo(2.426, within(0.0024));
        assertThat(night.number("select bgnbd_log_likelihood from retention.cltv_model"))
                .isCloseTo(-9582.4, within(0.1));
    }

    @Test
    void spendModelMatchesThePublishedOne() {
        assertThat(night.number("select gamma_gamma_p from retention.cltv_model"))
                .isCloseTo(6.25, within(0.005));
        assertThat(night.number("select gamma_gamma_q from retention.cltv_model"))
                .isCloseTo(3.74, within(0.005));
        assertThat(night.number("select gamma_gamma_v from retention.cltv_model"))
                .isCloseTo(15.44, within(0.0155));
        assertThat(night.number("select gamma_gamma_log_likelihood from retention.cltv_model"))
                .isCloseTo(-4055.92, within(0.1));
        assertThat(night.value("select customers || ' ' || repeat_customers from retention.cltv_model"))
                .isEqualTo("2357 946");
    }

    /** 39 weeks after 1997-09-30 the published model expects 1,653.4 repeat purchases. */
    @Test
    void expectationsOfTheWholeShopMatchThePublishedOnes() {
        assertThat(night.number("select sum(expected_orders) from retention.customer_score_latest"))
                .isCloseTo(1653.4, withinPercentage(0.1));
    }

    @Test
    void theModelOfTheValuesIsThere() {
        assertThat(night.rows("select market, purchase_model, customers from retention.cltv_model_market"))
                .containsExactly("*|bg-nbd|2357");
        assertThat(night.number(
                        "select (log_standard_errors ->> 'r')::double precision from retention.cltv_model_market"))
                .isCloseTo(0.0518, within(0.0001));
    }
}
