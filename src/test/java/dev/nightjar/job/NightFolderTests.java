package dev.nightjar.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    /** Also where its date is older than those of the nights that are kept. */
    @Test
    void oldNightsAreDeletedButNotTheOneThatHasJustEnded() throws IOException {
        for (String runId : List.of("nightly-2026-01-10-02", "nightly-2026-01-11-01", "nightly-2026-02-01-01")) {
            lakeOf(runId);
        }
        Path unfinished = lakeOf("nightly-2026-01-12-01");
        List<String> succeeded = List.of("nightly-2026-02-01-01", "nightly-2026-01-11-01", "nightly-2026-01-10-02");

        try (Storage storage = Storage.of(new org.apache.hadoop.fs.Path(home.toUri()))) {
            assertThat(NightFolder.deleteOld(storage, home.toString(), "nightly-2026-01-10-02", succeeded, 1))
                    .isEqualTo(1);
        }

        assertThat(home.resolve("nights")).isDirectoryNotContaining("glob:**11-01");
        assertThat(home.resolve("nights/nightly-2026-01-10-02")).exists();
        assertThat(home.resolve("nights/nightly-2026-02-01-01")).exists();
        assertThat(unfinished).exists();
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
