package dev.nightjar.history;

import static dev.nightjar.history.Events.interactions;
import static dev.nightjar.history.Events.orders;
import static dev.nightjar.history.Events.shuffled;
import static dev.nightjar.history.HistoryFixture.CUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.OrderBatch;
import dev.nightjar.history.Events.Order;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthWriterTests {

    private static final YearMonth MARCH = YearMonth.of(2011, 3);
    private static final Order[] ORDERS = {
        Order.of("b", "2", "2011-03-05"),
        Order.of("a", "9", "2011-03-05"),
        Order.of("b", "10", "2011-03-05"),
        Order.of("b", "1", "2011-03-04").withMicrosLater(1),
        Order.of("b", "0", "2011-03-04").withMicrosLater(2)
    };

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private java.nio.file.Path directory;

    @SuppressWarnings("NullAway.Init")
    private HistoryFixture fixture;

    @BeforeEach
    void openHome() throws IOException {
        fixture = new HistoryFixture(directory);
    }

    @AfterEach
    void closeHome() throws IOException {
        fixture.close();
    }

    @Test
    void rowsAreSortedByCustomerInstantAndId() throws IOException, SQLException {
        fixture.open(1).writer("t").writeOrders(MARCH, orders(ORDERS), 0, CUT);

        assertThat(column("select customer_id || order_id from '%s'", "orders/2011-03-t.parquet"))
                .containsExactly("a9", "b1", "b0", "b10", "b2");
    }

    @Test
    void otherReadersSeeTheCanonicalColumns() throws IOException, SQLException {
        fixture.open(1).writer("t").writeOrders(MARCH, orders(Order.of("a", "1", "2011-03-05")), 0, CUT);

        assertThat(column(
                        "select concat_ws('|', customer_id, order_id, day, epoch_us(ordered_at), amount, status, discount,"
                                + " item_count, cost, channel) from '%s'",
                        "orders/2011-03-t.parquet"))
                .containsExactly("a|1|2011-03-05|1299326400000000|10.0000|completed|0.5000|3");
    }

    @Test
    void orderOfTheInputDoesNotMatter() throws IOException {
        MonthWriter first = fixture.open(4).writer("one");
        MonthWriter second = fixture.open(4).writer("two");
        OrderBatch sorted = uniform(orders(ORDERS));
        OrderBatch mixed = uniform(orders(shuffled(1, ORDERS)));

        first.writeOrders(MARCH, sorted, 0, CUT);
        second.writeOrders(MARCH, mixed, 0, CUT);

        assertThat(directory.resolve("home/history/orders/2011-03-one.parquet"))
                .hasSameBinaryContentAs(directory.resolve("home/history/orders/2011-03-two.parquet"));
    }

    @Test
    void interactionsWithoutIdsHaveAnOrderToo() throws IOException {
        fixture.open(4)
                .writer("one")
                .writeInteractions(MARCH, interactions("a visit 2011-03-01", "a login 2011-03-01"), 0, CUT);
        fixture.open(4)
                .writer("two")
                .writeInteractions(MARCH, interactions("a login 2011-03-01", "a visit 2011-03-01"), 0, CUT);

        assertThat(directory.resolve("home/history/interactions/2011-03-one.parquet"))
                .hasSameBinaryContentAs(directory.resolve("home/history/interactions/2011-03-two.parquet"));
    }

    @Test
    void oneCustomerMayHaveMostRows() throws IOException, SQLException {
        Order[] many = new Order[5_000];
        for (int row = 0; row < many.length; row++) {
            many[row] = Order.of("whale", String.valueOf(row), "2011-03-05").withMicrosLater((row * 7919L) % 5_000);
        }
        fixture.open(2).writer("t").writeOrders(MARCH, orders(many), 0, CUT);

        assertThat(column("select epoch_us(ordered_at)::text from '%s'", "orders/2011-03-t.parquet"))
                .hasSize(5_000)
                .isSorted();
    }

    @Test
    void reportSaysWhatWasWritten() throws IOException {
        HistoryFile file = fixture.open(2).writer("t").writeOrders(MARCH, orders(ORDERS), 3, CUT);

        assertThat(file).isEqualTo(new HistoryFile(HistoryTable.ORDERS, MARCH, "orders/2011-03-t.parquet", 5, 3, CUT));
    }

    @Test
    void ordersWithoutIdsAreRefused() {
        OrderBatch orders = orders(ORDERS);
        OrderBatch without = new OrderBatch(
                orders.customerId(),
                null,
                orders.day(),
                orders.atMicros(),
                orders.amount(),
                orders.status(),
                orders.discount(),
                orders.itemCount(),
                orders.cost(),
                orders.channel());

        assertThatThrownBy(() -> fixture.open(1).writer("t").writeOrders(MARCH, without, 0, CUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("orders of 2011-03 must have order ids, had none");
    }

    /** Without the values that {@link Events} gives by row number, which differ once rows are mixed. */
    private static OrderBatch uniform(OrderBatch orders) {
        int rows = orders.size();
        return new OrderBatch(
                orders.customerId(),
                orders.orderId(),
                orders.day(),
                orders.atMicros(),
                orders.amount(),
                new byte[rows],
                new long[rows],
                new int[rows],
                new long[rows],
                orders.channel());
    }

    private List<String> column(String sql, String file) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(
                        sql.formatted(directory.resolve("home/history").resolve(file)))) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
