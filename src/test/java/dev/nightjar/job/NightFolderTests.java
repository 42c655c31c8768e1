package dev.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightFolderTests {

    @TempDir
    private Path home;

    private Path lakeOf(String runId) throws IOException {
        Path lake =
                Files.createDirectories(home.resolve("nights").resolve(runId).resolve("lake"));
        Files.writeString(lake.resolve("orders.files-0000.rows"), "rows");
        return lake;
    }

    @Test
    void whatOtherAttemptsOfTheDateKeptOfLakesIsDeleted() throws IOException {
        Path first = lakeOf("nightly-2026-01-10-01");
        Path present = lakeOf("nightly-2026-01-10-02");
        Path otherDate = lakeOf("nightly-2026-01-11-01");
        Path features = Files.createDirectories(first.resolveSibling("features"));

        try (Storage storage = Storage.of(new org.apache.hadoop.fs.Path(home.toUri()))) {
            NightFolder.deleteLakesOfOthers(storage, home.toString(), "nightly-2026-01-10-02", "nightly-2026-01-10-");
            assertThat(first).doesNotExist();
            assertThat(features).exists();
            assertThat(present).isNotEmptyDirectory();
            assertThat(otherDate).isNotEmptyDirectory();

            NightFolder.deleteLakesOfOthers(storage, home.toString(), "nightly-2026-01-10-02", "");
            assertThat(otherDate).doesNotExist();
            assertThat(present).isNotEmptyDirectory();
        }
    }
}
