package dev.nightjar.history;

import static dev.nightjar.history.Events.orders;
import static dev.nightjar.history.HistoryFixture.SHAPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestHdfs;
import dev.nightjar.TestS3;
import dev.nightjar.history.Events.Order;
import dev.nightjar.parquet.Column;
import dev.nightjar.parquet.ColumnFileWriter;
import dev.nightjar.parquet.ColumnKind;
import dev.nightjar.parquet.ColumnValues;
import dev.nightjar.parquet.RowOrder;
import dev.nightjar.parquet.Storage;
import dev.nightjar.parquet.failure.StorageFailure;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the commit protocol promises, on HDFS and on an S3 server. */
class HistoryOnOtherFileSystemsIT {

    private static final LocalDate AS_OF = LocalDate.parse("2011-09-10");
    private static final YearMonth JUNE = YearMonth.of(2011, 6);

    /** Where a home may be. */
    enum Place {
        HDFS,
        S3A;

        String freshHome() {
            return this == HDFS ? TestHdfs.freshHome() : TestS3.freshHome();
        }

        Configuration settings() {
            return this == HDFS ? new Configuration() : TestS3.configuration();
        }

        Storage open(String home) throws IOException {
            return Storage.of(new Path(home), settings());
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesAreWrittenReplacedListedAndDeleted(Place place) throws IOException {
        String home = place.freshHome();
        try (Storage storage = place.open(home)) {
            storage.write(new Path(home, "nights/one/fits.json"), "1".getBytes(UTF_8));
            storage.write(new Path(home, "nights/one/fits.json"), "22".getBytes(UTF_8));
            storage.write(new Path(home, "nights/two/fits.json"), "3".getBytes(UTF_8));

            assertThat(storage.read(new Path(home, "nights/one/fits.json")))
                    .asString(UTF_8)
                    .isEqualTo("22");
            assertThat(storage.directories(new Path(home, "nights")))
                    .extracting(Path::getName)
                    .containsExactly("one", "two");
            assertThat(storage.list(new Path(home, "nights/one")))
                    .extracting(Path::getName)
                    .containsExactly("fits.json");
            assertThat(storage.writeProblem(new Path(home, "history"))).isEmpty();

            storage.deleteRecursively(new Path(home, "nights/one"));

            assertThat(storage.directories(new Path(home, "nights")))
                    .extracting(Path::getName)
                    .containsExactly("two");
            assertThat(storage.list(new Path(home, "nowhere"))).isEmpty();
        }
    }

    @Test
    void ofManyWritersOfANewFileOneWins() throws Exception {
        String home = TestHdfs.freshHome();
        try (Storage storage = Place.HDFS.open(home)) {
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Callable<Boolean>> writers = IntStream.range(0, 12)
                    .<Callable<Boolean>>mapToObj(n -> () ->
                            storage.createIfAbsent(new Path(home, "file-" + n / 4), ("writer " + n).getBytes(UTF_8)))
                    .toList();

            List<Future<Boolean>> won = threads.invokeAll(writers);
            threads.shutdown();

            for (int file = 0; file < 3; file++) {
                List<String> winners = new ArrayList<>();
                for (int n = file * 4; n < file * 4 + 4; n++) {
                    if (won.get(n).get()) {
                        winners.add("writer " + n);
                    }
                }
                assertThat(winners).hasSize(1);
                assertThat(storage.read(new Path(home, "file-" + file)))
                        .asString(UTF_8)
                        .isEqualTo(winners.get(0));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fileThatIsThereIsNotCreated(Place place) throws IOException {
        Path file = new Path(place.freshHome(), "history/manifest");
        try (Storage storage = place.open(file.toString())) {
            assertThat(storage.createIfAbsent(file, "first".getBytes(UTF_8))).isTrue();
            assertThat(storage.createIfAbsent(file, "second".getBytes(UTF_8))).isFalse();

            assertThat(storage.read(file)).asString(UTF_8).isEqualTo("first");
        }
    }

    /** The test server looks and then acts, so writers take turns here: what S3A sends is what a real one does at once. */
    @Test
    void onS3TheSecondOfTwoWritersAtWorkIsRefusedWhenItCloses() throws IOException {
        Path file = new Path(TestS3.freshHome(), "history/manifest");
        try (FileSystem files = FileSystem.newInstance(file.toUri(), TestS3.configuration())) {
            FSDataOutputStream first = createIfAbsent(files, file);
            FSDataOutputStream second = createIfAbsent(files, file);
            first.write("first".getBytes(UTF_8));
            second.write("second".getBytes(UTF_8));
            first.close();

            assertThatThrownBy(second::close).isInstanceOf(IOException.class).hasMessageContaining("412");
            try (Storage storage = Place.S3A.open(file.toString())) {
                assertThat(storage.read(file)).asString(UTF_8).isEqualTo("first");
            }
        }
    }

    private static FSDataOutputStream createIfAbsent(FileSystem files, Path file) throws IOException {
        FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).overwrite(false);
        return builder.must(Options.CreateFileOptionKeys.FS_OPTION_CREATE_CONDITIONAL_OVERWRITE, true)
                .build();
    }

    @ParameterizedTest
    @EnumSource
    void writerThatGivesUpLeavesNothing(Place place) throws IOException {
        String home = place.freshHome();
        Path file = new Path(home, "orders/half.parquet");
        try (Storage storage = place.open(home)) {
            List<Column> columns = List.of(Column.required("day", ColumnKind.INT));
            try (ColumnFileWriter writer = ColumnFileWriter.create(storage, file, columns)) {
                int[] rows = IntStream.range(0, 10_000).toArray();
                writer.writeRowGroup(0, new RowOrder(rows, 0, rows.length), List.of(new ColumnValues.Ints(rows)));
                assertThat(storage.exists(file)).isFalse();
            }

            assertThat(storage.exists(file)).isFalse();
            assertThat(storage.temporaries(new Path(home, "orders"))).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nightsFollowEachOtherAndSweep(Place place) throws IOException {
        String home = place.freshHome();
        try (Storage storage = place.open(home)) {
            for (int night = 0; night < 3; night++) {
                HistoryStore store = open(storage, home);
                store.claim();
                store.commit(SHAPE, List.of(write(store, "night-" + night)));
                store.sweep();
            }

            HistoryStore reopened = open(storage, home);
            assertThat(reopened.manifest().number()).isEqualTo(6);
            assertThat(reopened.reader().read(0, BucketReader.ALL_DAYS).orders().size()
                            + reopened.reader()
                                    .read(1, BucketReader.ALL_DAYS)
                                    .orders()
                                    .size())
                    .isEqualTo(1);
            assertThat(storage.list(new Path(home, "history/orders")))
                    .extracting(Path::getName)
                    .containsExactly("2011-06-night-2.parquet");
            assertThat(storage.list(new Path(home, "history"))).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoeverClaimedLastIsTheOnlyWriter(Place place) throws IOException {
        String home = place.freshHome();
        try (Storage storage = place.open(home)) {
            HistoryStore stale = open(storage, home);
            stale.claim();
            HistoryFile ofStale = write(stale, "stale");
            HistoryStore next = open(storage, home);
            next.claim();
            HistoryFile ofNext = write(next, "next");

            assertThatThrownBy(() -> stale.commit(SHAPE, List.of(ofStale)))
                    .isInstanceOf(HistoryStore.TakenOverException.class)
                    .hasMessageContaining("claimed by another run");
            assertThat(stale.sweep()).isZero();
            next.commit(SHAPE, List.of(ofNext));

            assertThat(open(storage, home).manifest().files()).containsExactly(ofNext);
            assertThat(next.sweep()).isEqualTo(1);
        }
    }

    @Test
    void hdfsThatGoesAwayInTheMiddleLeavesTheOldState() throws IOException {
        String home = TestHdfs.freshHome();
        try (Storage storage = Place.HDFS.open(home)) {
            HistoryStore store = open(storage, home);
            store.claim();
            HistoryFile old = write(store, "old");
            store.commit(SHAPE, List.of(old));

            MiniDFSCluster.DataNodeProperties node = TestHdfs.cluster().stopDataNode(0);
            try {
                assertThatThrownBy(() -> write(store, "new"))
                        .isInstanceOf(StorageFailure.class)
                        .hasMessageContaining("orders/2011-06-new.parquet] not written: ")
                        .hasMessageContaining("run again: it resumes");
            } finally {
                TestHdfs.cluster().restartDataNode(node, true);
                TestHdfs.cluster().waitActive();
            }

            assertThat(open(storage, home).manifest().files()).containsExactly(old);
            HistoryFile next = write(store, "new");
            store.commit(SHAPE, List.of(next));
            assertThat(open(storage, home).manifest().files()).containsExactly(next);
        }
    }

    @Test
    void onHdfsAllIsForItsOwnerAlone() throws IOException {
        String home = TestHdfs.freshHome();
        try (Storage storage = Place.HDFS.open(home)) {
            HistoryStore store = open(storage, home);
            store.claim();
            store.commit(SHAPE, List.of(write(store, "night")));
        }

        try (FileSystem files = FileSystem.newInstance(new Path(home).toUri(), new Configuration())) {
            for (String path : List.of("", "/history", "/history/orders")) {
                assertThat(rights(files, home + path)).as(path).isEqualTo("rwx------");
            }
            assertThat(rights(files, home + "/history/orders/2011-06-night.parquet"))
                    .isEqualTo("rw-------");
            assertThat(rights(files, home + "/history/manifest-0000000001.json"))
                    .isEqualTo("rw-------");
        }
    }

    private static String rights(FileSystem files, String path) throws IOException {
        return files.getFileStatus(new Path(path)).getPermission().toString();
    }

    private static HistoryStore open(Storage storage, String home) throws IOException {
        HistoryProperties properties = HistoryProperties.of(2, Period.ofDays(35));
        return HistoryStore.open(storage, new Path(home), properties, HistoryFixture.ZONE, "GBP");
    }

    private static HistoryFile write(HistoryStore store, String token) throws IOException {
        return store.writer(token).writeOrders(JUNE, orders(Order.of("a", "1", "2011-06-05")), 0, AS_OF);
    }
}
