package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.postgres.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First steps in an empty folder, with the embedded database. */
class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void outsideOfACheckoutTheDemoIsThatOfTheCheckout() {
        NightRun.Result demo = run("demo", "--customers", "300", "--json");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        // kept up, so that the commands below need not start it
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            assertThat(NightRun.rows(
                            server.settings(),
                            "select config ->> 'business_zone', config ->> 'margin', config -> 'stable_attributes'"
                                    + " from retention.run"))
                    .containsExactly("Europe/London|0.35|[\"household\"]");
            assertThat(NightRun.rows(
                            server.settings(),
                            "select distinct s.name from retention.customer_score, unnest(segments) as s (name)"))
                    .contains("save_now");
            String customer = NightRun.rows(server.settings(), "select min(customer_id) from retention.customer_score")
                    .get(0);
            for (List<String> command : List.of(
                    List.of("explain", customer),
                    List.of("status"),
                    List.of("models"),
                    List.of("doctor"),
                    List.of("evaluate"),
                    nightly())) {
                NightRun.Result result = run(command.toArray(new String[0]));
                assertThat(result.exitCode())
                        .as(command + result.out() + result.err())
                        .isZero();
            }
        }
    }

    @Test
    void aDemoAskedToEndStopsCleanlyAndIsResumed() throws Exception {
        Files.writeString(
                folder.resolve("job.yaml"),
                "nightjar: {home: '" + home() + "', business-zone: Europe/London, history: {buckets: 8}}");
        NightProcess demo = NightProcess.start(folder, "demo", "--customers", "300");
        demo.awaitOutput("done extract-history");

        try (EmbeddedServer server = EmbeddedServer.start(home());
                Connection held = KilledNightIT.hold(server.settings(), "retention.churn_model")) {
            demo.askToEnd();
            demo.awaitOutput("Stopping:");
            held.rollback();
        }

        assertThat(demo.exitCode()).as(demo.output()).isEqualTo(130);
        assertThat(demo.output()).contains("Stopping: partitions at work are finished");
        assertThat(rows("select status, exit_code from retention.run")).containsExactly("interrupted|130");

        NightProcess resumed = NightProcess.start(folder, nightly().toArray(new String[0]));

        assertThat(resumed.exitCode()).as(resumed.output()).isZero();
        assertThat(rows("select status, exit_code, launches from retention.run"))
                .containsExactly("succeeded|0|2");
    }

    private static List<String> nightly() {
        return List.of(
                "nightly", "--as-of", LocalDate.now(SampleCommand.SHOP_ZONE).toString());
    }

    private Path home() {
        return folder.resolve("home");
    }

    private List<String> rows(String sql) {
        try (EmbeddedServer server = EmbeddedServer.start(home())) {
            return NightRun.rows(server.settings(), sql);
        }
    }

    private NightRun.Result run(String... args) {
        return NightRun.runIn(
                folder, Map.of("NIGHTJAR_HOME", home().toString(), "NIGHTJAR_HISTORY_BUCKETS", "8"), args);
    }
}
