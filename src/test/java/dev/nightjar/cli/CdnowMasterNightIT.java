package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole night on all CDNOW customers, who all bought first in early 1997. */
class CdnowMasterNightIT {

    private static NightRun night;
    private static NightRun.Result result;

    @BeforeAll
    static void scoreEverybody(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.cdnowMaster(shop);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract).set("nightjar.base-currency", "USD");
        result = night.run("nightly", "--as-of", "1998-07-01");
    }

    @Test
    void everyCustomerIsScoredOnce() {
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(night.number("select count(*) from retention.customer_score_latest"))
                .isEqualTo(23_570);
    }

    /** All purchases lie before the as-of date: their sum is that of the file. */
    @Test
    void historicValueAddsUpToTheFile() {
        assertThat(night.value("select sum(historic_value) from retention.customer_score_latest"))
                .isEqualTo("2500315.63");
        assertThat(night.value("select sum(order_count) from retention.customer_score_latest"))
                .isEqualTo("69659");
    }

    @Test
    void reasonsAddUp() throws Exception {
        assertThat(new ReasonsOracle(night, "nightly-1998-07-01-01").assertReasonsAddUp())
                .isGreaterThan(8_000);
    }

    @Test
    void theModelOrItsBaselineIsNamedInEveryScore() {
        assertThat(night.rows("select distinct status from retention.churn_model"))
                .isSubsetOf("champion", "baseline");
        assertThat(night.rows(
                        "select customer_id from retention.customer_score_latest where churn_probability is not null"
                                + " and (churn_model_id is null or reason_1 is null)"))
                .isEmpty();
    }
}
