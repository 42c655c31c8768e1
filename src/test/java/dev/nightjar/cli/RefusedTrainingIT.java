package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night whose data is refused after it has trained a model: what is to be done about the model is said. */
class RefusedTrainingIT {

    private static final String REMEDY = "select remedy from retention.run where run_id = 'nightly-2026-02-02-0%d'";

    @TempDir
    private Path folder;

    @Test
    void onlyAnAttemptThatTrainedAsksForAnotherModel() {
        NightRun night = new NightRun(
                        folder, TestPostgres.freshDatabase(), TestPostgres.freshDatabase(), Path.of("sql/extract"))
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.training-rows", 1000);
        night.ok("sample", "--customers", "1200", "--seed", "4", "--to", "postgres", "--last-day", "2026-03-31");
        night.ok("nightly", "--as-of", "2026-02-01", "--train", "never");
        // three times as many customers as there are, so that the next night seems to have lost most of them
        TestPostgres.execute(
                night.warehouse(),
                "insert into retention.customer_score_v1 select (jsonb_populate_record(null::retention.customer_score_v1,"
                        + " to_jsonb(s) || jsonb_build_object('customer_id', s.customer_id + 1000000 * n))).*"
                        + " from retention.customer_score_v1 s, generate_series(1, 2) n");

        NightRun.Result trained = night.run("nightly", "--as-of", "2026-02-02");
        NightRun.Result untrained = night.run("nightly", "--as-of", "2026-02-02", "--attempt", "2");

        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(3);
        assertThat(trained.err())
                .contains(
                        "fail_row_count",
                        "This data trained churn-2026-02-02-01, which is champion now",
                        "add --train always to the further attempt");
        assertThat(night.value(REMEDY.formatted(1)))
                .endsWith("run it with --attempt 2 --train always, for the refused data trained churn-2026-02-02-01.");
        assertThat(night.decision("churn-2026-02-02-01")).isEqualTo("champion CHAMPION");
        assertThat(untrained.exitCode()).as(untrained.err()).isEqualTo(3);
        assertThat(untrained.err()).contains("fail_row_count").doesNotContain("--train always");
        assertThat(night.value(REMEDY.formatted(2))).endsWith("run it with --attempt 3.");
    }
}
