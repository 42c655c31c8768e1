package dev.nightjar.churn.comparison;

import dev.nightjar.SharedData;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;
import dev.nightjar.customer.SourceShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;

/** The real data sets beside the checkout, read by DuckDB, mapped as in {@code src/test/resources/extract}. */
final class RealShops {

    private RealShops() {}

    /** Invoices of a wholesaler of gifts, 2010-12-01 to 2011-12-09. */
    static Shop onlineRetail() {
        String file = "read_csv('" + SharedData.require("online-retail/online_retail.csv.gz")
                + "', all_varchar = true, header = true, quote = '\"')";
        ShopEvents events = new ShopEvents();
        query(
                "select min(CustomerID), epoch_us(min(InvoiceDate::timestamp)), sum(Quantity::double *"
                        + " UnitPrice::double),"
                        + " sum(Quantity::int)"
                        + " from"
                        + " " + file + " group by InvoiceNo having min(CustomerID) is not null",
                row -> events.add(
                        new ShopEvents.Order(row.getString(1), row.getLong(2), row.getDouble(3), row.getInt(4), null)));
        query(
                "select CustomerID, min(Country) from " + file + " where CustomerID is not null group by CustomerID",
                row -> events.add(profile(row.getString(1), null, row.getString(2))));
        return new Shop(
                "Online Retail",
                events.history(),
                shape(
                        "orders.order_id",
                        "orders.customer_id",
                        "orders.ordered_at",
                        "orders.amount",
                        "orders.currency",
                        "orders.item_count",
                        "customers.customer_id",
                        "customers.country"));
    }

    /** Purchases of all CDNOW customers, 1997-01-01 to 1998-06-30. */
    static Shop cdnowMaster() {
        String file = "read_csv('" + SharedData.require("cdnow/CDNOW_master.txt.gz")
                + "', columns = {'line': 'varchar'}, header = true, delim = '\\0', quote = '')";
        ShopEvents events = new ShopEvents();
        query(
                "select word[1], epoch_us(strptime(word[2], '%Y%m%d')), word[4]::double, word[3]::int from"
                        + " (select string_split_regex(trim(line), '\\s+') as word from " + file + ")",
                row -> events.add(
                        new ShopEvents.Order(row.getString(1), row.getLong(2), row.getDouble(3), row.getInt(4), null)));
        return new Shop(
                "CDNOW",
                events.history(),
                shape(
                        "orders.order_id",
                        "orders.customer_id",
                        "orders.ordered_at",
                        "orders.amount",
                        "orders.item_count"));
    }

    /** A made-up shop with two ways to order and reviews, 2017-01 to 2019-05. */
    static Shop contoso() {
        ShopEvents events = new ShopEvents();
        query(
                "select contact_id, " + date("purchased_on") + ", total_price::double, 'online' from "
                        + contoso("online_purchase") + " union all select l.contact_id, " + date("p.purchased_on")
                        + ", p.total_price::double, 'store' from " + contoso("pos_purchase") + " p join "
                        + contoso("loyalty") + " l using (loyalty_id)",
                row -> events.add(new ShopEvents.Order(
                        row.getString(1),
                        row.getLong(2),
                        row.getDouble(3),
                        OrderBatch.MISSING_COUNT,
                        row.getString(4))));
        query(
                "select contact_id, " + date("review_date") + ", review_rating::double from "
                        + contoso("website_review"),
                row -> events.add(
                        new ShopEvents.Interaction(row.getString(1), row.getLong(2), "review", row.getDouble(3))));
        query(
                "select contact_id, " + date("created_on") + ", country from " + contoso("contact"),
                row -> events.add(profile(
                        row.getString(1), (int) (row.getLong(2) / LongCycleShop.DAY_MICROS), row.getString(3))));
        return new Shop(
                "Contoso",
                events.history(),
                shape(
                        "orders.order_id",
                        "orders.customer_id",
                        "orders.ordered_at",
                        "orders.amount",
                        "orders.channel",
                        "interactions.interaction_id",
                        "interactions.customer_id",
                        "interactions.occurred_at",
                        "interactions.kind",
                        "interactions.channel",
                        "interactions.value",
                        "customers.customer_id",
                        "customers.signed_up_on",
                        "customers.country",
                        "customers.attributes"));
    }

    private static String contoso(String table) {
        return "read_csv('" + SharedData.require("contoso/" + table + ".csv.gz")
                + "', all_varchar = true, header = true)";
    }

    private static String date(String column) {
        return "epoch_us(coalesce(try_strptime(" + column + ", '%m/%d/%Y'), try_strptime(" + column + ", '%Y-%m-%d')))";
    }

    private static Profile profile(String customer, Integer signedUpDay, String country) {
        return new Profile(customer, signedUpDay, country, null, null, null, Money.MISSING, null, null, Map.of());
    }

    private static SourceShape shape(String... columns) {
        return new SourceShape(Set.of(columns));
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(String sql, RowReader reader) {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
