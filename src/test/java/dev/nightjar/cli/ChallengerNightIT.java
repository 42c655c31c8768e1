package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nights whose new model learnt less than the champion: the shop lost most, then all, visits and complaints of the
 * cut-offs that are learnt from, but not those of the test.
 */
@TestMethodOrder(OrderAnnotation.class)
class ChallengerNightIT {

    private static final String CHAMPION = "churn-2026-02-08-01";
    private static final String CHALLENGER = "churn-2026-02-09-01";
    private static final String LOST = "delete from shop.interactions where occurred_at < '2025-08-14'";

    private static PostgresSettings shop;
    private static NightRun night;

    @BeforeAll
    static void train(@TempDir Path folder) {
        shop = TestPostgres.freshDatabase();
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 4000);
        night.ok("sample", "--customers", "2500", "--seed", "4", "--to", "postgres", "--last-day", "2026-02-28");
        night.ok("nightly", "--as-of", "2026-02-08");
        assertThat(night.decision(CHAMPION)).isEqualTo("champion CHAMPION");
    }

    @Test
    @Order(1)
    void aModelThatRanksWorseThanTheChampionStaysChallenger() throws IOException {
        TestPostgres.execute(shop, LOST + " and customer_id % 13 <> 0");

        night.ok("nightly", "--as-of", "2026-02-09", "--train", "always", "--full-extract");

        assertThat(night.decision(CHALLENGER)).isEqualTo("challenger CHALLENGER");
        assertThat(night.decision(CHAMPION)).isEqualTo("champion CHAMPION");
        assertThat(night.scoredBy("2026-02-09")).isEqualTo(CHAMPION);
        String warning = "The new churn model " + CHALLENGER + " stays challenger of " + CHAMPION
                + " on the newest cut-off: average precision";
        assertThat(night.value("select message from retention.quality_result where not passed and severity = 'warn'"
                        + " and check_name = 'warn_churn_training' and run_id = 'nightly-2026-02-09-01'"))
                .startsWith(warning)
                .endsWith("The champion keeps scoring.");
        assertThat(night.ok("status", "--as-of", "2026-02-09").out()).contains(warning);
        assertThat(Files.readString(night.home().resolve("nights/nightly-2026-02-09-01/report.html")))
                .contains(warning, CHAMPION, CHALLENGER);
    }

    @Test
    @Order(2)
    void aModelThatLosesToABaselineLeavesTheChampion() {
        TestPostgres.execute(shop, LOST);

        night.ok("nightly", "--as-of", "2026-02-10", "--train", "always", "--full-extract");

        assertThat(night.decision("churn-2026-02-10-01")).isEqualTo("baseline CHAMPION_KEPT");
        assertThat(night.scoredBy("2026-02-10")).isEqualTo(CHAMPION);
        assertThat(night.ok("status", "--as-of", "2026-02-10").out())
                .contains(
                        "The new churn model lost to a baseline: test AUC",
                        "The champion " + CHAMPION + " keeps scoring.",
                        "churn model, error lost_to_baseline");
    }

    @Test
    @Order(3)
    void aChallengerScoresOncePromotedByHand() {
        night.ok("models", "promote", CHALLENGER);

        night.ok("nightly", "--as-of", "2026-02-11", "--train", "never");

        assertThat(night.scoredBy("2026-02-11")).isEqualTo(CHALLENGER);
    }
}
