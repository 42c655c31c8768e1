package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Two trained nights of a generated shop: the models command, and nights whose champion cannot be used. */
@ExtendWith(OutputCaptureExtension.class)
class ModelsNightIT {

    private static final String OLD = "churn-2026-02-01-01";
    private static final String NEW = "churn-2026-03-01-01";

    private static NightRun night;
    private static int attempt = 1;

    @BeforeAll
    static void train(@TempDir Path folder) {
        PostgresSettings shop = TestPostgres.freshDatabase();
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 4000);
        ok("sample", "--customers", "2500", "--seed", "3", "--to", "postgres", "--last-day", "2026-04-30");
        ok("nightly", "--as-of", "2026-02-01", "--train", "always");
        ok("nightly", "--as-of", "2026-03-01", "--train", "always");
        TestPostgres.execute(night.warehouse(), "create table kept_model as select * from retention.churn_model");
    }

    /** As after the two nights, the newer model champion. */
    @AfterEach
    void restore() {
        night.set("nightjar.churn.exclude-features", "[]");
        TestPostgres.execute(
                night.warehouse(),
                "delete from retention.churn_model",
                "insert into retention.churn_model select * from public.kept_model",
                "update retention.churn_model set status = 'champion'",
                "delete from retention.churn_champion_change where action <> 'trained'");
    }

    @Test
    void theListMarksTheModelThatScoresTheNextNight() {
        restore();
        String list = ok("models").out();

        assertThat(list.lines().filter(line -> line.startsWith("*  ")).toList())
                .singleElement()
                .asString()
                .contains(NEW, "champion");
        assertThat(list).isEqualTo(ok("models", "list").out()).contains(OLD, "AUC", "log-loss");
        assertThat(ok("models", "list", "--json").out()).contains("\"scores_next_night\" : true", OLD);
    }

    @Test
    void oneModelShowsWhatItWasMadeFrom() {
        assertThat(ok("models", "show", OLD).out())
                .contains(
                        OLD + "  as of 2026-02-01",
                        "usable       yes",
                        "data_checksum",
                        "cut_offs",
                        "seed",
                        "feature_schema_version",
                        "code_revision",
                        "smile");
        assertThat(ok("models", "show", OLD, "--json").out())
                .contains("\"usable\" : true", "\"code_revision\"", "\"champion_changes\"");
    }

    @Test
    void promotionAndRollbackSayWhatTheyDid() {
        restore();
        assertThat(ok("models", "promote", OLD).out()).contains(OLD + " is champion from now on", "it was " + NEW);
        assertThat(ok("models", "promote", OLD).out()).contains("is champion already");
        assertThat(ok("models", "rollback").out()).contains(NEW + " is champion again, in place of " + OLD);
        assertThat(ok("models", "rollback", "--json").out())
                .contains("\"champion_model_id\" : \"" + OLD + "\"", "\"previous_model_id\" : \"" + NEW + "\"");

        NightRun.Result nothingLeft = night.run("models", "rollback");

        assertThat(nothingLeft.exitCode()).isEqualTo(2);
        assertThat(nothingLeft.err()).contains("there was no champion before " + OLD);
    }

    @Test
    void whatCannotScoreIsNotPromoted() {
        refused("promote", "churn-1999-01-01-01", "no model 'churn-1999-01-01-01'", "models list");
        TestPostgres.execute(
                night.warehouse(),
                "update retention.churn_model set status = 'retired',"
                        + " artifact = substring(artifact from 1 for 500) where model_id = '" + OLD + "'");
        refused("promote", OLD, "damaged", "retrain with", "nothing was changed");
        assertThat(ok("models", "show", OLD).out()).contains("usable       no: [model " + OLD + "] damaged");
        TestPostgres.execute(
                night.warehouse(),
                "update retention.churn_model set status = 'baseline', artifact = null where model_id = '" + OLD + "'");
        refused("promote", OLD, "is a baseline");
        night.set("nightjar.churn.exclude-features", "[order_count]");
        refused("promote", NEW, "trained on feature schema", "removed 'order_count'", "Retrain");
    }

    @Test
    void aDamagedChampionGivesWayToABaselineAndTheNightSaysSo(CapturedOutput output) {
        TestPostgres.execute(
                night.warehouse(),
                "update retention.churn_model set artifact = overlay(artifact placing '\\xff00ff'::bytea from 300)"
                        + " where model_id = '" + NEW + "'");

        assertFallsBack(output, "[model " + NEW + "] damaged: expected the checksum it was written with");
    }

    @Test
    void aChampionOfAnotherVersionGivesWayToABaselineAndTheNightSaysSo(CapturedOutput output) {
        TestPostgres.execute(
                night.warehouse(),
                "update retention.churn_model set artifact = set_byte(artifact, 7, 99) where model_id = '" + NEW + "'");

        assertFallsBack(output, "[model " + NEW + "] written in another format");
    }

    @Test
    void aChampionOfAnotherSchemaGivesWayToABaselineAndTheNightSaysSoOnce(CapturedOutput output) {
        night.set("nightjar.churn.exclude-features", "[order_count]");

        assertFallsBack(output, "[model " + NEW + "] trained on feature schema");
    }

    @Test
    void aDeletedChampionLeavesTheOneBefore(CapturedOutput output) {
        restore();
        TestPostgres.execute(night.warehouse(), "delete from retention.churn_model where model_id = '" + NEW + "'");

        String runId = score();

        assertThat(night.value(
                        "select distinct churn_model_id from retention.customer_score where run_id = '" + runId + "'"))
                .isEqualTo(OLD);
        assertSaid(output, runId, "[model " + NEW + "] deleted by hand");
        assertThat(ok("models", "promote", OLD).out()).contains("is champion already");
        assertThat(night.value("select passed from retention.quality_result where check_name = 'warn_champion_usable'"
                        + " and run_id = '" + score() + "'"))
                .as("chosen, as the warning said")
                .isEqualTo("t");
    }

    /** The model was trained under others; stage and risk of one row speak of the same cut-offs. */
    @Test
    void risksFollowTheCutOffsOfTheNight() {
        restore();
        night.set("nightjar.churn.risk-cut-offs", "[0.2, 0.5]");

        String runId = score();

        night.set("nightjar.churn.risk-cut-offs", "[0.4, 0.7]");
        assertThat(night.rows(
                        "select churn_risk, min(churn_probability) >= case churn_risk when 'low' then 0 when 'medium'"
                                + " then 0.2 else 0.5 end, max(churn_probability) < case churn_risk when 'low' then 0.2 when"
                                + " 'medium' then 0.5 else 1.1 end from retention.customer_score where run_id = '"
                                + runId
                                + "' and churn_risk is not null group by churn_risk order by churn_risk"))
                .containsExactly("high|t|t", "low|t|t", "medium|t|t");
    }

    /** Scored by one champion and stopped before publication, the night goes on with it whoever reigns by then. */
    @Test
    void aNightThatGoesOnKeepsTheModelItsFirstScoresCameFrom() {
        restore();
        attempt++;
        String[] command = {"nightly", "--as-of", "2026-03-01", "--attempt", String.valueOf(attempt), "--train", "never"
        };
        TestPostgres.execute(night.warehouse(), "alter table retention.cltv_segment_total rename to away");
        assertThat(night.run(command).exitCode()).isEqualTo(2);
        TestPostgres.execute(night.warehouse(), "alter table retention.away rename to cltv_segment_total");
        ok("models", "promote", OLD);

        ok(command);

        assertThat(night.value("select distinct churn_model_id from retention.customer_score where run_id = 'nightly-"
                        + "2026-03-01-%02d'".formatted(attempt)))
                .isEqualTo(NEW);
    }

    @Test
    void optionsBeforeTheSubcommandCountAsWellAsBehindIt() {
        NightRun.Result elsewhere = night.run("models", "--json", "list");

        assertThat(elsewhere.out())
                .startsWith("{")
                .isEqualTo(ok("models", "list", "--json").out());
        assertThat(night.runAsIs("models", "--config", "no-such-job.yaml", "list")
                        .err())
                .contains("no-such-job.yaml");
    }

    /** Scores without training, finds no usable champion, and publishes a baseline. */
    private void assertFallsBack(CapturedOutput output, String message) {
        String runId = score();
        String ownModel = runId.replace("nightly", "churn");

        assertThat(night.rows("select churn_model_id, count(churn_probability) > 1000 from retention.customer_score"
                        + " where run_id = '" + runId + "' group by churn_model_id"))
                .containsExactly(ownModel + "|t");
        assertThat(night.value("select status || ' ' || (provenance ->> 'notes') from retention.churn_model"
                        + " where model_id = '" + ownModel + "'"))
                .startsWith("baseline ")
                .contains(message, "calibrated on the newest labelled cut-off");
        assertSaid(output, runId, message);
    }

    private void assertSaid(CapturedOutput output, String runId, String message) {
        assertThat(night.value("select severity || ' ' || passed || ' ' || message from retention.quality_result"
                        + " where check_name = 'warn_champion_usable' and run_id = '" + runId + "'"))
                .startsWith("warn false")
                .contains(message);
        assertThat(output.getErr().lines().filter(line -> line.contains("train-churn: " + message)))
                .as("said once in the log")
                .hasSize(1);
        assertThat(ok("status", "--as-of", "2026-03-01").out()).contains(message);
        assertThat(night.home().resolve("nights/" + runId + "/report.html"))
                .content()
                .contains(message.replace("'", "&#39;"));
    }

    private static String score() {
        attempt++;
        ok("nightly", "--as-of", "2026-03-01", "--attempt", String.valueOf(attempt), "--train", "never");
        return String.format(Locale.ROOT, "nightly-2026-03-01-%02d", attempt);
    }

    private static void refused(String command, String modelId, String... messages) {
        List<String> before = night.rows("select model_id, status from retention.churn_model order by model_id");

        NightRun.Result result = night.run("models", command, modelId);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(messages);
        assertThat(night.rows("select model_id, status from retention.churn_model order by model_id"))
                .isEqualTo(before);
    }

    private static NightRun.Result ok(String... command) {
        NightRun.Result result = night.run(command);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }
}
