package dev.nightjar.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTests {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private Storage storage;

    @BeforeEach
    void openStorage() throws IOException {
        storage = Storage.of(new Path(directory.toUri()));
    }

    @AfterEach
    void closeStorage() throws IOException {
        storage.close();
    }

    @Test
    void whatIsCreatedIsForItsOwnerAlone() throws IOException {
        storage.write(path("home/history/manifest.json"), "{}".getBytes(UTF_8));

        assertThat(rights("home")).isEqualTo("rwx------");
        assertThat(rights("home/history")).isEqualTo("rwx------");
        assertThat(rights("home/history/manifest.json")).isEqualTo("rw-------");
    }

    @Test
    void noChecksumFilesLieBesideFiles() throws IOException {
        storage.write(path("a/one"), "1".getBytes(UTF_8));

        assertThat(directory.resolve("a").toFile().list()).containsExactly("one");
        assertThat(storage.read(path("a/one"))).asString(UTF_8).isEqualTo("1");
    }

    @Test
    void writingOntoAFileReplacesIt() throws IOException {
        storage.write(path("one"), "1".getBytes(UTF_8));
        storage.write(path("one"), "2".getBytes(UTF_8));

        assertThat(storage.read(path("one"))).asString(UTF_8).isEqualTo("2");
    }

    @Test
    void temporariesAreListedApart() throws IOException {
        storage.write(path("a/one"), "1".getBytes(UTF_8));
        Files.writeString(directory.resolve("a/.two.tmp"), "half");
        Files.createDirectory(directory.resolve("a/folder"));

        assertThat(storage.list(path("a"))).extracting(Path::getName).containsExactly("one");
        assertThat(storage.temporaries(path("a"))).extracting(Path::getName).containsExactly(".two.tmp");
        assertThat(storage.directories(path("a"))).extracting(Path::getName).containsExactly("folder");
    }

    @Test
    void ofManyWritersOfANewFileOneWins() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<Boolean>> writers = IntStream.range(0, 64)
                .<Callable<Boolean>>mapToObj(n ->
                        () -> storage.createIfAbsent(path("home/manifest-" + n / 8), ("writer " + n).getBytes(UTF_8)))
                .toList();

        List<Future<Boolean>> won = threads.invokeAll(writers);
        threads.shutdown();

        for (int file = 0; file < 8; file++) {
            int winners = 0;
            for (int n = file * 8; n < file * 8 + 8; n++) {
                if (won.get(n).get()) {
                    winners++;
                    assertThat(storage.read(path("home/manifest-" + file)))
                            .asString(UTF_8)
                            .isEqualTo("writer " + n);
                }
            }
            assertThat(winners).as("file " + file).isEqualTo(1);
        }
        assertThat(rights("home/manifest-0")).isEqualTo("rw-------");
    }

    @Test
    void directoryIsDeletedWithWhatIsInIt() throws IOException {
        storage.write(path("nights/one/features/bucket"), "1".getBytes(UTF_8));

        storage.deleteRecursively(path("nights/one"));

        assertThat(directory.resolve("nights/one")).doesNotExist();
        assertThat(directory.resolve("nights")).exists();
    }

    @Test
    void absentDirectoryListsNothing() throws IOException {
        assertThat(storage.list(path("nowhere"))).isEmpty();
        assertThat(storage.temporaries(path("nowhere"))).isEmpty();
        assertThat(storage.directories(path("nowhere"))).isEmpty();
        storage.deleteRecursively(path("nowhere"));
    }

    @Test
    void deletingWhatIsGoneIsNoError() throws IOException {
        storage.delete(path("gone"));

        assertThat(storage.exists(path("gone"))).isFalse();
    }

    @Test
    void fileInTheWayOfADirectoryIsNamed() throws IOException {
        storage.write(path("home"), "a file".getBytes(UTF_8));

        assertThat(storage.writeProblem(path("home/history")))
                .hasValueSatisfying(problem -> assertThat(problem).endsWith("/home is a file"));
        assertThatThrownBy(() -> storage.write(path("home/history/one"), new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/home");
    }

    @Test
    void directoryThatCanBeCreatedIsNoProblem() throws IOException {
        assertThat(storage.writeProblem(path("not/yet/there"))).isEmpty();
        assertThat(directory.resolve("not")).doesNotExist();
    }

    @Test
    void directoryWithoutPermissionIsAProblem() throws IOException {
        java.nio.file.Path locked = Files.createDirectory(
                directory.resolve("locked"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------")));
        Assumptions.assumeFalse(Files.isWritable(locked), "root may write anywhere");

        assertThat(storage.writeProblem(path("locked/home"))).contains("no permission to write to " + locked);
    }

    private Path path(String relative) {
        return new Path(directory.resolve(relative).toString());
    }

    private String rights(String relative) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(relative)));
    }
}
