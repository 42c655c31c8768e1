package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.DuckDb;
import dev.nightjar.SharedData;
import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same shop from PostgreSQL and from a lake: the same rows are published. */
class OnlineRetailLakeIT {

    @TempDir
    private Path folder;

    @Test
    void theNightPublishesTheSameRows() {
        String lines = "read_csv('" + SharedData.require("online-retail/online_retail.csv.gz")
                + "', columns = {'invoice_no': 'varchar', 'stock_code': 'varchar',"
                + " 'description': 'varchar', 'quantity': 'integer', 'invoice_date': 'timestamp',"
                + " 'unit_price': 'decimal(18,4)', 'customer_id': 'varchar', 'country': 'varchar'}, header = true)";
        // sharded and shuffled, so that no file holds a month and no row group is in order of time
        DuckDb.write(
                folder.resolve("lake/orders"),
                "select invoice_no as \"InvoiceNo\", min(customer_id) as \"CustomerID\", min(invoice_date) as"
                        + " \"InvoiceDate\", sum(quantity * unit_price) as \"Total\", 'GBP' as currency,"
                        + " cast(sum(quantity) as bigint) as item_count, ['a', 'b'] as tags, hash(invoice_no) % 7 as shard"
                        + " from " + lines + " group by invoice_no order by hash(invoice_no)",
                ", partition_by (shard), row_group_size 2048");
        DuckDb.write(
                folder.resolve("lake/customers.parquet"),
                "select customer_id, min(country) as country from " + lines
                        + " where customer_id is not null group by customer_id");
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.onlineRetail(shop);
        NightRun database = night("database", shop, extract);
        NightRun lake = night("lake-night", shop, extract).fromLake();
        lakeOrders(lake).set("nightjar.source.customers.path", folder.resolve("lake/customers.parquet"));

        NightRun.Result fromDatabase = database.run("nightly", "--as-of", "2011-09-10");
        NightRun.Result fromLake = lake.run("nightly", "--as-of", "2011-09-10");

        assertThat(fromDatabase.exitCode()).as(fromDatabase.err()).isZero();
        assertThat(fromLake.exitCode()).as(fromLake.err()).isZero();
        assertThat(lake.rows(NightRun.ROWS)).hasSizeGreaterThan(3000).isEqualTo(database.rows(NightRun.ROWS));
        assertThat(lake.rows(NightRun.MODELS)).isEqualTo(database.rows(NightRun.MODELS));
        assertThat(lake.rows(extraction())).isEqualTo(database.rows(extraction()));
        assertThat(lake.rows(rejects())).isEqualTo(database.rows(rejects()));
        assertThat(lake.home().resolve("nights/nightly-2011-09-10-01/lake")).doesNotExist();
    }

    private static String extraction() {
        return "select rows_read, rows_written, rows_rejected from retention.run_step where step = 'extract-history'";
    }

    private static String rejects() {
        return "select table_name, row_key, column_name, reason from retention.rejected_row order by row_key";
    }

    private NightRun lakeOrders(NightRun night) {
        return night.set("nightjar.source.orders.path", folder.resolve("lake/orders"))
                .set(
                        "nightjar.source.orders.columns",
                        "{order_id: InvoiceNo, customer_id: CustomerID, ordered_at: InvoiceDate, amount: Total}");
    }

    private NightRun night(String name, PostgresSettings shop, Path extract) {
        return new NightRun(folder.resolve(name), shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.business-zone", "Europe/London")
                .set("nightjar.churn.horizon", "P90D")
                .set("nightjar.quality.max-rejected-share", "0.2");
    }
}
