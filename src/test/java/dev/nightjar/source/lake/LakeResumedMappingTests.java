package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.DuckDb;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.source.ShopSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that goes on where an earlier launch of it began to read a lake. */
class LakeResumedMappingTests {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void writeOrders() {
        DuckDb.write(
                folder.resolve("orders.parquet"),
                "select 1 as order_id, 2 as customer_id, timestamptz '2026-01-05 12:00:00+00' as ordered_at, 5 as gross,"
                        + " 4 as net");
    }

    @Test
    void nightGoesOnWithTheMappingWithWhichItBegan() throws IOException {
        try (Storage storage = Storage.of(new org.apache.hadoop.fs.Path(folder.toUri()))) {
            try (ShopSource begun = shop("gross").open(storage)) {
                shop("gross").plan(begun);
            }

            shop("gross").open(storage).close();
            assertThatThrownBy(() -> shop("net").open(storage))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "nightjar.source.orders must be as it was when this night began to read the lake");
        }
    }

    private LakeShop shop(String amount) {
        return new LakeShop(folder)
                .orders(folder.resolve("orders.parquet"), Map.of("amount", amount), Map.of("channel", "store"), "", "");
    }
}
