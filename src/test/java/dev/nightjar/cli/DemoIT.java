package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.postgres.EmbeddedServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** First steps in an empty folder, with the embedded database. */
class DemoIT {

    @TempDir
    private Path folder;

    @Test
    void aDemoAskedToEndStopsCleanlyAndIsResumed() throws Exception {
        Files.writeString(
                folder.resolve("job.yaml"),
                "nightjar: {home: '" + home() + "', business-zone: Europe/London, history: {buckets: 8}}");
        NightProcess demo = NightProcess.start(folder, "demo", "--customers", "300");
        while (demo.isAlive() && !demo.output().contains("done extract-history")) {
            Thread.sleep(5);
        }

        demo.askToEnd();

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
}
