package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LakeFileSystemTests {

    @ParameterizedTest
    @CsvSource({
        "1700000000123, 1700000000123, true",
        "1700000000000, 1700000000123, true",
        "1700000000123, 1700000000000, true",
        "1700000000124, 1700000000123, false",
        "1700000001000, 1700000000999, false",
        "1700000001000, 1700000000000, false"
    })
    void timesAreTheSameAsFarAsBothSay(long now, long then, boolean same) {
        assertThat(LakeFileSystem.isSameTime(now, then)).isEqualTo(same);
    }

    @TempDir
    private Path folder;

    private List<String> list(String glob) throws IOException {
        try (LakeFileSystem files = new LakeFileSystem(new Configuration())) {
            LakeLocation location =
                    new LakeLocation("nightjar.source.orders", folder + "/" + glob, Map.of(), Map.of(), "", "");
            String root = folder.toUri().getPath();
            return files.list(location).stream()
                    .map(file -> file.path().substring(file.path().indexOf(root) + root.length()))
                    .toList();
        }
    }

    @Test
    void aGlobDoesNotAskForHiddenFoldersANameDoes() throws IOException {
        for (String name : List.of("tills/a/x", "tills/_old/x", "tills/.tmp/x", "tills/a/_x", "_lake/b/c/x")) {
            Path file = folder.resolve(name + ".parquet");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "rows");
        }

        assertThat(list("tills/*/*.parquet")).containsExactly("tills/a/x.parquet");
        assertThat(list("tills/*")).containsExactly("tills/a/x.parquet");
        assertThat(list("*/*/*.parquet")).containsExactly("tills/a/x.parquet");
        assertThat(list("tills/_old/*.parquet")).containsExactly("tills/_old/x.parquet");
        assertThat(list("_lake/*/*/*.parquet")).containsExactly("_lake/b/c/x.parquet");
        assertThat(list("_lake/*/c")).containsExactly("_lake/b/c/x.parquet");
        assertThat(list("tills/a/_x.parquet")).containsExactly("tills/a/_x.parquet");
    }
}
