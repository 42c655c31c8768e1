package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole night on two order tables, reviews as interactions, and profiles with attributes. */
class ContosoNightIT {

    private static NightRun night;
    private static NightRun.Result result;

    @BeforeAll
    static void score(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.contoso(shop);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.base-currency", "USD")
                .set(
                        "nightjar.segments",
                        "[{name: unhappy, all: [{field: features.last_review, at-most: 2}]},"
                                + " {name: engineers, all: [{field: attributes.occupation, is: Software Engineer}]}]");
        result = night.run("nightly", "--as-of", "2019-02-01");
    }

    @Test
    void theReasonsOfEveryRowAddUp() throws Exception {
        assertThat(new ReasonsOracle(night, "nightly-2019-02-01-01").assertReasonsAddUp())
                .isGreaterThan(1000);
    }

    @Test
    void theNightEndsWell() {
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void ordersOfBothTablesCount() {
        assertThat(night.number("select sum(order_count) from retention.customer_score_latest"))
                .isGreaterThan(20_024);
        assertThat(night.rows(
                        "select customer_id from retention.customer_score_latest where customer_id like 'CNTID%'"))
                .hasSizeGreaterThan(4000);
    }

    @Test
    void declaredSegmentsHoldWhomTheyShould() {
        assertThat(night.number("select count(*) from retention.customer_score_latest where 'unhappy' = any(segments)"))
                .isPositive();
        assertThat(night.number(
                        "select count(*) from retention.customer_score_latest where 'engineers' = any(segments)"))
                .isPositive();
    }

    @Test
    void everyScoredCustomerHasRanksAndSegments() {
        assertThat(night.rows("select customer_id from retention.customer_score_latest where rfm_segment is null"
                        + " or lifecycle_stage is null or value_tier is null or expected_order_value is null"))
                .isEmpty();
    }
}
