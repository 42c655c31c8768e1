package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights on a shop of companies that order once to four times a year, with horizons of one and two years. */
class LongCycleNightIT {

    private static final String AS_OF = "2025-01-01";

    @TempDir
    private static Path shopFolder;

    private static PostgresSettings shop;

    @BeforeAll
    static void openShop() {
        shop = TestPostgres.freshDatabase();
        GeneratedShops.longCycle(shop, shopFolder);
    }

    @ParameterizedTest
    @CsvSource({"P365D, 2026-01-01, 0.06", "P730D, 2027-01-01, 0.06"})
    void scoresForetellWhoLeaves(String horizon, String end, double tolerance, @TempDir Path folder) throws Exception {
        NightRun night = new NightRun(
                        folder, shop, TestPostgres.freshDatabase(), GeneratedShops.extractOf(folder, false))
                .set("nightjar.churn.horizon", horizon)
                .set("nightjar.churn.active-within", "P1095D")
                .set("nightjar.churn.training-rows", 6000);
        run(night, "nightly", "--as-of", AS_OF);
        assertThat(new ReasonsOracle(night, "nightly-" + AS_OF + "-01").assertReasonsAddUp())
                .isGreaterThan(500);
        run(night, "nightly", "--as-of", end, "--train", "never");

        run(night, "evaluate", "--as-of", end);

        String scored = "select count(*) from retention.customer_score where score_date = '" + AS_OF + "' and ";
        assertThat(night.number(scored + "churn_probability is not null")).isGreaterThan(500);
        assertThat(night.number(scored + "churn_probability is null and last_order_on >= date '" + AS_OF
                        + "' - interval '1095 days'"))
                .isZero();
        assertThat(night.rows("select status from retention.churn_model where as_of_date = '" + AS_OF + "'"))
                .containsExactly("champion");
        String figure = "select value from retention.model_monitor where score_date = '" + AS_OF + "' and metric = ";
        assertThat(night.number(figure + "'auc'")).isGreaterThan(0.75);
        assertThat(night.number(figure + "'mean_probability'"))
                .isCloseTo(night.number(figure + "'base_rate'"), within(tolerance));
        double stayed = Double.parseDouble(NightRun.rows(
                        shop,
                        "select count(distinct customer_id) from o as later where ordered_at >= timestamptz '" + AS_OF
                                + " 00:00 UTC' and ordered_at < timestamptz '" + end
                                + " 00:00 UTC' and exists (select 1"
                                + " from o where o.customer_id = later.customer_id and o.ordered_at < timestamptz '"
                                + AS_OF + " 00:00 UTC' and o.ordered_at >= timestamptz '" + AS_OF
                                + " 00:00 UTC' - interval '1095 days')")
                .get(0));
        assertThat(night.number(figure + "'customers'") - night.number(figure + "'churners'"))
                .isEqualTo(stayed);
    }

    private static void run(NightRun night, String... command) {
        NightRun.Result result = night.run(command);
        assertThat(result.exitCode())
                .as(String.join(" ", command) + ": " + result.err())
                .isZero();
    }
}
