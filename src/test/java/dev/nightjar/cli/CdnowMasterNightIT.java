package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole nights on all CDNOW customers, who all bought first in early 1997: half a year before the data end, and then. */
class CdnowMasterNightIT {

    private static NightRun night;

    @BeforeAll
    static void scoreEverybody(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.cdnowMaster(shop);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.base-currency", "USD")
                .set("nightjar.churn.horizon", "P181D");
        night.ok("nightly", "--as-of", "1998-01-01");
        night.ok("nightly", "--as-of", "1998-07-01", "--train", "never");
    }

    @Test
    void everyCustomerIsScoredOnce() {
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
        assertThat(new ReasonsOracle(night, "nightly-1998-01-01-01").assertReasonsAddUp())
                .isEqualTo(23_570);
    }

    /** BG/NBD reaches a log-loss of 0.4244 on these labels: what is worth a model has to be better. */
    @Test
    void whoStaysAwayForHalfAYearIsForetold() {
        night.ok("evaluate", "--as-of", "1998-07-01");

        assertThat(figure("customers")).isEqualTo(23_570);
        assertThat(figure("auc")).isGreaterThan(0.80);
        assertThat(figure("log_loss")).isLessThan(0.4244);
    }

    private static double figure(String metric) {
        return night.number("select value from retention.model_monitor where score_date = '1998-01-01'"
                + " and dimension is null and metric = '" + metric + "'");
    }
}
