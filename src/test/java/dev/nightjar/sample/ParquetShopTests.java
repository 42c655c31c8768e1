package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.parquet.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another reader finds in the files of a sample shop. */
class ParquetShopTests {

    private static final SampleShop SHOP = SampleShop.of(6_000, 7, LocalDate.parse("2026-02-13"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path folder;

    @Test
    void theRowsAreThoseThatWereGenerated() throws Exception {
        SampleShop.Size size = write(SHOP, 2);

        OrderColumns orders = SHOP.chunk(SHOP.calendar(), 1, 6_000).orders();
        long cents = 0;
        for (int row = 0; row < orders.rows; row++) {
            cents += orders.amountCents[row] == OrderColumns.NO_MONEY ? 0 : orders.amountCents[row];
        }
        assertThat(text("select count(*) from '%s/orders.parquet'")).isEqualTo(String.valueOf(size.orders()));
        assertThat(text("select count(*) from '%s/interactions.parquet'"))
                .isEqualTo(String.valueOf(size.interactions()));
        assertThat(text("select count(*) from '%s/customers.parquet'")).isEqualTo(String.valueOf(size.customers()));
        assertThat(text("select (100 * sum(amount))::bigint from '%s/orders.parquet'"))
                .isEqualTo(String.valueOf(cents));
        assertThat(text("select min(ordered_at)::timestamp::date from '%s/orders.parquet'"))
                .isEqualTo("2023-02-14");
        assertThat(text("select count(*) > 0 from '%s/orders.parquet' where amount is null"))
                .isEqualTo("true");
        assertThat(text("select count(distinct attributes ->> 'stable_tier') from '%s/customers.parquet'"))
                .isEqualTo("3");
        assertThat(text("select count(*) > 0 from '%s/customers.parquet' where profiling_consent is null"))
                .isEqualTo("true");
        assertThat(
                        text(
                                "select count(*) from '%s/interactions.parquet' where campaign_id like 'newsletter-%%' and kind like 'email%%'"))
                .isEqualTo(text("select count(*) from '%s/interactions.parquet' where kind in"
                        + " ('email_sent', 'email_open', 'email_click')"));
        assertThat(text("select min(rate_date) from '%s/fx_rates.parquet'")).isEqualTo("2023-02-07");
    }

    @Test
    void threadsChangeNothingAndAnotherShopReplacesTheSampleThatIsThere() throws Exception {
        write(SHOP, 1);
        byte[] first = Files.readAllBytes(folder.resolve("shop/orders.parquet"));

        write(SHOP, 3);
        assertThat(Files.readAllBytes(folder.resolve("shop/orders.parquet"))).isEqualTo(first);

        SampleShop.Size small = write(SampleShop.of(50, 1, SHOP.lastDay()), 1);
        assertThat(text("select count(*) from '%s/orders.parquet'")).isEqualTo(String.valueOf(small.orders()));
    }

    @Test
    void aFolderWithSomethingElseIsLeftAlone() throws IOException {
        Files.createDirectories(folder.resolve("shop"));
        Files.writeString(folder.resolve("shop/thesis.txt"), "ten years of work");

        assertThatThrownBy(() -> write(SHOP, 1))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "/shop holds something else: expected an empty or new folder, or one with a sample"
                                + " shop's orders.parquet, interactions.parquet, customers.parquet, fx_rates.parquet, was"
                                + " thesis.txt among others. Nothing was changed; name another folder");
        assertThat(folder.resolve("shop").toFile().list()).containsExactly("thesis.txt");
    }

    @Test
    void anInterruptedRunLeavesNoFile() {
        assertThatThrownBy(() -> {
                    Path shop = new Path(folder.resolve("shop").toString());
                    try (Storage storage = Storage.of(shop)) {
                        new ParquetShop(storage, shop)
                                .replace(SHOP, 1, done -> Thread.currentThread().interrupt());
                    }
                })
                .isInstanceOf(InterruptedException.class);

        assertThat(folder.resolve("shop").toFile().list()).isEmpty();
    }

    private SampleShop.Size write(SampleShop shop, int threads) throws IOException, InterruptedException {
        Path target = new Path(folder.resolve("shop").toString());
        try (Storage storage = Storage.of(target)) {
            return new ParquetShop(storage, target).replace(shop, threads, done -> {});
        }
    }

    private String text(String sql) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(sql.formatted(folder.resolve("shop")))) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }
}
