package dev.nightjar.history;

import static dev.nightjar.history.Events.orders;
import static dev.nightjar.history.HistoryFixture.SHAPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.FaultyFileSystem;
import dev.nightjar.history.Events.Order;
import dev.nightjar.parquet.ColumnFile;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A night whose file system fails at its n-th operation, for most n there are. */
class InterruptedHistoryTests {

    private static final LocalDate AS_OF = LocalDate.parse("2011-09-10");
    private static final YearMonth JUNE = YearMonth.of(2011, 6);
    private static final YearMonth JULY = YearMonth.of(2011, 7);
    private static final List<String> OLD = List.of("old");
    private static final List<String> NEW = List.of("new", "second");
    private static final int FIRST = 20;
    private static final int STEP = 37;
    private static final int LAST = 40;
    private static final Configuration SETTINGS = new Configuration();

    static {
        SETTINGS.set(FaultyFileSystem.IMPLEMENTATION_KEY, FaultyFileSystem.class.getName());
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @AfterEach
    void mend() {
        FaultyFileSystem.mend();
    }

    @ParameterizedTest
    @EnumSource
    void whereverItFailsTheOldStateOrTheNewOneIsThereAndARerunCompletes(FaultyFileSystem.Lasting lasting)
            throws IOException {
        Path whole = new Path("faulty://" + directory.resolve("whole"));
        night(whole, "first", Order.of("a", "old", "2011-06-05"));
        FaultyFileSystem.mend();
        second(whole, "second");
        int operations = FaultyFileSystem.operations();
        assertThat(operations).as("operations of a night").isGreaterThan(FIRST + LAST);
        for (int operation = 1; operation <= operations; operation += step(operation, operations)) {
            FaultyFileSystem.mend();
            Path home = new Path("faulty://" + directory.resolve(lasting + "-" + operation));
            night(home, "first", Order.of("a", "old", "2011-06-05"));

            FaultyFileSystem.failAt(operation, lasting);
            boolean isCommitted = isSecondNightDone(home);
            FaultyFileSystem.mend();

            assertThat(orderIds(home))
                    .as("after a failure at operation " + operation)
                    .isIn(OLD, NEW);
            if (isCommitted) {
                assertThat(orderIds(home)).isEqualTo(NEW);
            }
            second(home, "rerun");
            assertThat(orderIds(home)).isEqualTo(NEW);
            assertThat(directory
                            .resolve(lasting + "-" + operation + "/history/orders")
                            .toFile()
                            .list())
                    .containsExactlyInAnyOrder("2011-06-rerun.parquet", "2011-07-rerun.parquet");
        }
    }

    /** Every operation of the beginning and of the commit at the end; of those that write rows between, some. */
    private static int step(int operation, int operations) {
        return operation < FIRST || operation >= operations - LAST ? 1 : Math.min(STEP, operations - LAST - operation);
    }

    private static boolean isSecondNightDone(Path home) {
        try {
            second(home, "second");
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Input/output error");
            return false;
        }
    }

    private static void second(Path home, String token) throws IOException {
        night(home, token, Order.of("a", "new", "2011-06-05"), Order.of("b", "second", "2011-07-05"));
    }

    private static void night(Path home, String token, Order... orders) throws IOException {
        try (Storage storage = open(home)) {
            HistoryStore store = history(storage, home);
            store.claim();
            List<HistoryFile> files = new ArrayList<>();
            for (Order order : orders) {
                YearMonth month = order.day().getMonthValue() == JUNE.getMonthValue() ? JUNE : JULY;
                files.add(store.writer(token).writeOrders(month, orders(order), 0, AS_OF));
            }
            store.commit(SHAPE, files);
            store.sweep();
        }
    }

    private static List<String> orderIds(Path home) throws IOException {
        List<String> ids = new ArrayList<>();
        try (Storage storage = open(home)) {
            HistoryStore store = history(storage, home);
            for (HistoryFile file : store.manifest().files()) {
                ids.addAll(ids(storage, new Path(home, "history/" + file.file())));
            }
        }
        return ids;
    }

    private static List<String> ids(Storage storage, Path file) throws IOException {
        List<String> ids = new ArrayList<>();
        ColumnFile columns = ColumnFile.open(storage, file, "none");
        for (int bucket : columns.rowGroups()) {
            var block = columns.read(bucket, HistoryTable.ORDERS.columns());
            for (int row = 0; row < block.rows(); row++) {
                ids.add(block.text("order_id").get(row));
            }
        }
        return ids;
    }

    private static Storage open(Path home) throws IOException {
        return Storage.of(home, SETTINGS);
    }

    private static HistoryStore history(Storage storage, Path home) throws IOException {
        return HistoryStore.open(storage, home, HistoryProperties.of(2, Period.ofDays(35)), HistoryFixture.ZONE, "GBP");
    }
}
