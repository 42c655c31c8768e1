package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.DuckDb;
import dev.nightjar.FaultyFileSystem;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.extract.SourceTable;
import dev.nightjar.source.spill.SpillFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A night that goes on with what it froze of a lake. */
class LakeResumeTests {

    private static final YearMonth JANUARY = YearMonth.of(2026, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2026, 2);

    @TempDir
    private Path folder;

    private LakeShop shop;

    @BeforeEach
    void twoMonths() {
        DuckDb.write(
                folder.resolve("lake/a.parquet"),
                "select * from (values (1, 'c1', date '2026-01-05', 10), (2, 'c2', date '2026-02-05', 20))"
                        + " t(order_id, customer_id, ordered_at, amount)");
        shop = new LakeShop(folder.resolve("home")).orders(folder.resolve("lake"));
    }

    private Storage storage() throws IOException {
        return Storage.of(new org.apache.hadoop.fs.Path(folder.resolve("home").toUri()));
    }

    private void split(ShopSource source) throws IOException {
        List<SpillFile> spilled = new ArrayList<>();
        for (String partition : shop.plan(source)) {
            spilled.add(source.lakes().split(partition, "test"));
        }
        source.lakes().finishSplit(spilled);
    }

    @Test
    void aMonthWhoseRowsWereNotKeptIsNoMonthWithoutRows() throws IOException {
        shop.only(FEBRUARY::equals);
        try (Storage storage = storage();
                ShopSource source = shop.open(storage)) {
            split(source);

            assertThat(source.months(SourceTable.ORDERS)).containsExactly(FEBRUARY);
            assertThat(source.lakes().isWanted(SourceTable.ORDERS, JANUARY.toString()))
                    .isFalse();
            assertThatThrownBy(() -> source.readOrders(List.of(JANUARY)))
                    .isInstanceOf(DataContractException.class)
                    .hasMessageContaining("[orders.2026-01] not kept: expected a month that was open")
                    .hasMessageContaining("--attempt");
        }
    }

    @Test
    void whoAskedToBeForgottenSinceIsForgotten() throws IOException {
        DuckDb.write(folder.resolve("erasures/a.parquet"), "select 'c9' as customer_id");
        shop.add(SourceTable.ERASURES, folder.resolve("erasures"), Map.of(), Map.of(), "", "");
        try (Storage storage = storage()) {
            try (ShopSource source = shop.open(storage)) {
                split(source);
            }
            DuckDb.write(folder.resolve("erasures/b.parquet"), "select 'c1' as customer_id");

            try (ShopSource resumed = shop.open(storage)) {
                assertThat(resumed.erasures()).containsExactlyInAnyOrder("c1", "c9");
                assertThat(resumed.readOrders(List.of(JANUARY)).get(0).rowsErased())
                        .isEqualTo(1);
                assertThat(resumed.readOrders(List.of(FEBRUARY)).get(0).rowsErased())
                        .isZero();
            }
        }
    }

    @Test
    void aFileSystemThatFailsSaysNothingOfTheFile() throws IOException {
        shop = new LakeShop(folder.resolve("home")).orders("faulty:" + folder.resolve("lake"));
        try (Storage storage = storage();
                ShopSource source = shop.open(storage)) {
            String partition = shop.plan(source).get(0);
            for (int opened = 1; opened <= 2; opened++) {
                FaultyFileSystem.failAt(opened, FaultyFileSystem.Lasting.ONCE);
                assertThatThrownBy(() -> source.lakes().split(partition, "x"))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(
                                "a.parquet] not reached: its file system failed (Input/output error: open")
                        .hasMessageContaining("run the night again, which resumes");
            }
            assertThat(source.lakes().split(partition, "y").kept()).isEqualTo(2);
        } finally {
            FaultyFileSystem.mend();
        }
    }

    @Test
    void aFileSystemThatDoesNotListIsNoMistakeOfTheConfiguration() {
        shop = new LakeShop(folder.resolve("home")).orders("faulty:" + folder.resolve("lake"));
        FaultyFileSystem.failAt(1, FaultyFileSystem.Lasting.ONCE);

        assertThatThrownBy(shop::look)
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("nightjar.source.orders.path cannot be listed")
                .hasMessageContaining("Input/output error: list");
        shop.look().close();
        FaultyFileSystem.mend();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/[", "nowhere:/lake", "/no/such/folder"})
    void aPathThatCannotBeIsAMistakeOfTheConfiguration(String path) {
        shop = new LakeShop(folder.resolve("home")).orders(path);

        assertThatThrownBy(shop::look)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.source.orders.path");
    }
}
