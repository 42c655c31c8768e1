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

/** A training that breaks off leaves a usability report, and the night that is run again replaces it. */
@TestMethodOrder(OrderAnnotation.class)
class FailedTrainingIT {

    private static final String FINDINGS =
            "select severity || ' ' || step || ' ' || code || ' ' || model_id || ' ' || details"
                    + " from retention.usability_finding where as_of_date = '2026-02-02' order by finding_number";

    private static PostgresSettings warehouse;
    private static NightRun night;

    @BeforeAll
    static void refuseModels(@TempDir Path folder) {
        warehouse = TestPostgres.freshDatabase();
        night = new NightRun(folder, TestPostgres.freshDatabase(), warehouse, Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 1000);
        night.ok("sample", "--customers", "1200", "--seed", "4", "--to", "postgres", "--last-day", "2026-03-31");
        night.ok("nightly", "--as-of", "2026-02-01", "--train", "never");
        TestPostgres.execute(
                warehouse,
                "create function retention.refuse() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'no room for models'; end $$",
                "create trigger refuse before insert on retention.churn_model"
                        + " for each row execute function retention.refuse()");
    }

    @Test
    @Order(1)
    void aTrainingThatBreaksOffIsReported() {
        assertThat(night.run("nightly", "--as-of", "2026-02-02").exitCode()).isEqualTo(1);

        assertThat(night.rows(FINDINGS))
                .singleElement()
                .satisfies(finding -> assertThat(finding)
                        .startsWith("error train-churn training_failed churn-2026-02-02-01 The training broke off")
                        .contains("no room for models"));
        assertThat(night.run("status", "--as-of", "2026-02-02").out())
                .contains("training_failed", "no room for models");
    }

    @Test
    @Order(2)
    void theNextLaunchOfTheNightReplacesTheReport() {
        TestPostgres.execute(warehouse, "drop trigger refuse on retention.churn_model");

        night.ok("nightly", "--as-of", "2026-02-02");

        assertThat(night.rows(FINDINGS))
                .noneSatisfy(finding -> assertThat(finding).contains("training_failed"));
        assertThat(night.scoredBy("2026-02-02")).isEqualTo("churn-2026-02-02-01");
    }
}
