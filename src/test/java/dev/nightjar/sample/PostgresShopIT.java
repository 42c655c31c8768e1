package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.postgres.PostgresSettings;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresShopIT {

    private static final LocalDate LAST_DAY = LocalDate.of(2026, 2, 13);
    private static final SampleShop SHOP = SampleShop.of(12_000, 1, LAST_DAY);
    private static final String CHECKSUM = "select md5(string_agg(t::text, '' order by t::text)) from shop.%s t";

    @Test
    void theTablesHoldTheWholeShopWhateverTheThreads() throws Exception {
        PostgresSettings one = TestPostgres.freshDatabase();
        PostgresSettings other = TestPostgres.freshDatabase();
        List<Long> progress = new ArrayList<>();

        SampleShop.Size size = new PostgresShop(one).replace(SHOP, 1, progress::add);
        SampleShop.Size again = new PostgresShop(other).replace(SHOP, 3, done -> {});

        assertThat(again).isEqualTo(size);
        assertThat(progress).containsExactly(5_000L, 10_000L, 12_000L);
        assertThat(text(one, "select count(*) from shop.orders")).isEqualTo(String.valueOf(size.orders()));
        assertThat(text(one, "select count(*) from shop.interactions")).isEqualTo(String.valueOf(size.interactions()));
        assertThat(text(one, "select count(*) from shop.customers")).isEqualTo(String.valueOf(size.customers()));
        for (String table : List.of("orders", "interactions", "customers", "fx_rates")) {
            assertThat(text(one, CHECKSUM.formatted(table))).isEqualTo(text(other, CHECKSUM.formatted(table)));
        }
    }

    @Test
    void theRowsAreThoseThatWereGenerated() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        SampleShop shop = SampleShop.of(300, 7, LAST_DAY);
        new PostgresShop(database).replace(shop, 2, done -> {});

        OrderColumns orders = shop.chunk(shop.calendar(), 1, 300).orders();
        long cents = 0;
        for (int row = 0; row < orders.rows; row++) {
            cents += orders.amountCents[row] == OrderColumns.NO_MONEY ? 0 : orders.amountCents[row];
        }

        assertThat(text(database, "select (100 * sum(amount))::bigint from shop.orders"))
                .isEqualTo(String.valueOf(cents));
        assertThat(text(database, "select min(ordered_at at time zone 'Europe/London')::date from shop.orders"))
                .isEqualTo(LocalDate.ofEpochDay(orders.day[firstRow(orders)]).toString());
        assertThat(text(database, "select count(distinct attributes ->> 'stable_tier') from shop.customers"))
                .isEqualTo("3");
        assertThat(text(
                        database,
                        "select count(*) from shop.interactions where campaign_id like 'newsletter-%'"
                                + " and kind like 'email%'"))
                .isEqualTo(text(
                        database,
                        "select count(*) from shop.interactions where kind in"
                                + " ('email_sent', 'email_open', 'email_click')"));
        assertThat(text(database, "select min(rate_date) from shop.fx_rates")).isEqualTo("2023-02-07");
    }

    @Test
    void dirtIsInTheTables() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        new PostgresShop(database).replace(SHOP, 2, done -> {});

        assertThat(text(database, "select count(*) > 0 from shop.orders where amount is null"))
                .isEqualTo("t");
        assertThat(text(database, "select count(*) > 0 from shop.orders where currency = 'XXX'"))
                .isEqualTo("t");
        assertThat(text(database, "select count(*) > count(distinct order_id) from shop.orders"))
                .isEqualTo("t");
    }

    @Test
    void anotherShopReplacesTheSampleThatIsThere() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        PostgresShop target = new PostgresShop(database);

        target.replace(SampleShop.of(100, 1, LAST_DAY), 1, done -> {});
        SampleShop.Size size = target.replace(SampleShop.of(50, 1, LAST_DAY), 1, done -> {});

        assertThat(text(database, "select count(*) from shop.orders")).isEqualTo(String.valueOf(size.orders()));
    }

    @Test
    void aSchemaThatIsNoSampleShopIsLeftAlone() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        TestPostgres.execute(database, "create schema shop", "create table shop.orders as select 1 as id");

        assertThatThrownBy(() -> new PostgresShop(database).replace(SHOP, 1, done -> {}))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        "schema shop holds something else: expected none, or one whose comment begins with"
                                + " 'Sample shop', was ''. Nothing was changed; use another database, or drop the schema");
        assertThat(text(database, "select count(*) from shop.orders")).isEqualTo("1");
    }

    @Test
    void anInterruptedLoadChangesNothing() throws Exception {
        PostgresSettings database = TestPostgres.freshDatabase();
        PostgresShop target = new PostgresShop(database);

        assertThatThrownBy(() ->
                        target.replace(SHOP, 1, done -> Thread.currentThread().interrupt()))
                .isInstanceOf(InterruptedException.class);

        assertThat(text(database, "select count(*) from pg_namespace where nspname = 'shop'"))
                .isEqualTo("0");
    }

    private static int firstRow(OrderColumns orders) {
        int first = 0;
        for (int row = 1; row < orders.rows; row++) {
            first = orders.orderedAt[row] < orders.orderedAt[first] ? row : first;
        }
        return first;
    }

    private static String text(PostgresSettings database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return String.valueOf(rows.getString(1));
        }
    }
}
