package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Nights that follow each other: when a model is trained anew, when drift says so, and when its successor fails. */
@TestMethodOrder(OrderAnnotation.class)
class RetrainingNightIT {

    private static final String FIRST = "churn-2026-02-01-01";
    private static final String SECOND = "churn-2026-02-08-01";

    private static PostgresSettings shop;
    private static NightRun night;

    @BeforeAll
    static void train(@TempDir Path folder) {
        shop = TestPostgres.freshDatabase();
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 4000);
        night.ok("sample", "--customers", "2500", "--seed", "4", "--to", "postgres", "--last-day", "2026-03-31");
        night.ok("nightly", "--as-of", "2026-02-01");
        assertThat(night.decision(FIRST)).isEqualTo("champion CHAMPION");
    }

    @Test
    @Order(1)
    void aChampionOfSixDaysGoesOn() {
        night.ok("nightly", "--as-of", "2026-02-07");

        assertThat(night.rows("select model_id from retention.churn_model")).containsExactly(FIRST);
        assertThat(night.scoredBy("2026-02-07")).isEqualTo(FIRST);
        assertThat(check("2026-02-07", "warn_feature_drift")).isEqualTo("true null");
        assertThat(check("2026-02-07", "warn_score_drift")).isEqualTo("true null");
    }

    @Test
    @Order(2)
    void aChampionOfSevenDaysIsTrainedAnew() {
        night.ok("nightly", "--as-of", "2026-02-08");

        assertThat(night.decision(SECOND)).isEqualTo("champion CHAMPION");
        assertThat(night.scoredBy("2026-02-08")).isEqualTo(SECOND);
        assertThat(check("2026-02-08", "warn_churn_training")).isEqualTo("true null");
    }

    /** Two of three order on one day, and everybody complains five times, as nobody did when the model learnt. */
    @Test
    @Order(3)
    void aPopulationThatChangesIsWarnedOf() {
        TestPostgres.execute(
                shop,
                "insert into shop.orders (order_id, customer_id, ordered_at, amount) select 800000000 + customer_id,"
                        + " customer_id, timestamptz '2026-02-08 09:00 UTC', 20 from shop.customers where customer_id % 3 <> 0",
                "insert into shop.interactions (interaction_id, customer_id, occurred_at, kind)"
                        + " select 800000000 + 5 * customer_id + n, customer_id, timestamptz '2026-02-08 09:00 UTC',"
                        + " 'complaint' from shop.customers, generate_series(0, 4) as n");

        night.ok("nightly", "--as-of", "2026-02-09");

        assertThat(night.scoredBy("2026-02-09")).isEqualTo(SECOND);
        assertThat(check("2026-02-09", "warn_feature_drift"))
                .startsWith("false stability index against the training population: ")
                .contains("complaint");
        assertThat(check("2026-02-09", "warn_score_drift")).startsWith("false ").contains("churn_probability");
        assertThat(night.run("status", "--as-of", "2026-02-09").out())
                .contains("warn warn_feature_drift", "warn warn_score_drift");
        assertThat(night.number("select count(*) from retention.feature_drift where score_date = '2026-02-09'"
                        + " and level = 'warn'"))
                .isGreaterThan(0);
    }

    /** Two days old, but its scores have drifted since its first night. */
    @Test
    @Order(4)
    void aChampionWhoseScoresHaveDriftedIsTrainedAnew() {
        night.ok("nightly", "--as-of", "2026-02-10");

        assertThat(night.decision("churn-2026-02-10-01")).isEqualTo("champion CHAMPION");
    }

    /** The shop begins anew in November: too short a history to train on, and the champion goes on. */
    @Test
    @Order(5)
    void aTrainingThatFailsKeepsTheChampion() {
        String champion = night.scoredBy("2026-02-10");
        TestPostgres.execute(shop, "delete from shop.orders where ordered_at < '2025-11-01'");

        night.ok("nightly", "--as-of", "2026-02-11", "--train", "always", "--full-extract");

        assertThat(night.decision("churn-2026-02-11-01")).isEqualTo("baseline CHAMPION_KEPT");
        assertThat(night.scoredBy("2026-02-11")).isEqualTo(champion);
        assertThat(check("2026-02-11", "warn_churn_training"))
                .startsWith("false No churn model was trained: there is no test cut-off: the history does not reach")
                .endsWith("The champion " + champion + " keeps scoring.");
        assertThat(night.run("status", "--as-of", "2026-02-11").out())
                .contains("The champion " + champion + " keeps scoring.", "churn model, error minimum_data");
    }

    private static String check(String asOfDate, String check) {
        return String.valueOf(night.value("select passed::text || ' ' || coalesce(message, 'null')"
                + " from retention.quality_result where check_name = '" + check + "' and run_id = 'nightly-" + asOfDate
                + "-01'"));
    }
}
