package dev.nightjar.source.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.DuckDb;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.parquet.Storage;
import dev.nightjar.source.ShopSource;
import dev.nightjar.source.extract.SourceTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the columns of a lake come from, and that a night that goes on keeps to it. */
class LakeMappingTests {

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
    void mappingTellsColumnsValuesAndPrefixesOfEachPlace() {
        Path orders = folder.resolve("orders.parquet");
        LakeShop shop = new LakeShop(folder)
                .orders(orders, Map.of("amount", "gross"), Map.of("channel", "store"), "till-", "")
                .orders(orders, Map.of("amount", "net"), Map.of(), "web-", "");

        try (LakeSource lake = shop.look()) {
            assertThat(lake.mapping(SourceTable.ORDERS))
                    .isEqualTo("order_id=till-{order_id}, customer_id={customer_id}, ordered_at={ordered_at},"
                            + " amount={gross}, channel=store\n"
                            + "order_id=web-{order_id}, customer_id={customer_id}, ordered_at={ordered_at},"
                            + " amount={net}, channel={channel}");
            assertThat(lake.mapping(SourceTable.CUSTOMERS)).isEmpty();
        }
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
