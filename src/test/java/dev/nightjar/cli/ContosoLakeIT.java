package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.DuckDb;
import dev.nightjar.SharedData;
import dev.nightjar.SharedShops;
import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of two systems in a lake, reviews and profiles in PostgreSQL: as if all were in PostgreSQL. */
class ContosoLakeIT {

    @TempDir
    private Path folder;

    @Test
    void twoOrderSystemsInALakeAndTheRestInTheDatabase() throws IOException {
        PostgresSettings shop = TestPostgres.freshDatabase();
        Path extract = SharedShops.contoso(shop);
        writeLake();
        Path rest = Files.createDirectories(folder.resolve("extract"));
        for (String file : new String[] {"customers.sql", "interactions.sql"}) {
            Files.copy(extract.resolve(file), rest.resolve(file));
        }
        NightRun database = night("database", shop, extract);
        NightRun mixed = night("mixed", shop, rest)
                .set(
                        "nightjar.source.orders.sources",
                        "[{path: '" + folder.resolve("lake/online") + "', columns: {order_id: purchase_id, customer_id:"
                                + " contact_id, ordered_at: purchased_on, amount: total_price}, values: {channel: online},"
                                + " id-prefix: online-}, {path: '" + folder.resolve("lake/pos/*.parquet")
                                + "', columns: {order_id: id, ordered_at: day, amount: total}, values: {channel: store},"
                                + " id-prefix: store-}]");

        NightRun.Result fromDatabase = database.run("nightly", "--as-of", "2019-02-01");
        NightRun.Result fromBoth = mixed.run("nightly", "--as-of", "2019-02-01");

        assertThat(fromDatabase.exitCode()).as(fromDatabase.err()).isZero();
        assertThat(fromBoth.exitCode()).as(fromBoth.err()).isZero();
        assertThat(mixed.rows(NightRun.ROWS)).hasSizeGreaterThan(4000).isEqualTo(database.rows(NightRun.ROWS));
        assertThat(mixed.rows("select table_name, row_key, reason from retention.rejected_row order by 1, 2, 3"))
                .isEqualTo(database.rows(
                        "select table_name, row_key, reason from retention.rejected_row order by 1, 2, 3"));
        assertThat(mixed.run("doctor").out()).contains("orders: 2 files");
    }

    private void writeLake() {
        DuckDb.write(
                folder.resolve("lake/online/part.parquet"),
                "select contact_id, purchase_id, strptime(purchased_on, '%m/%d/%Y')::date as purchased_on,"
                        + " total_price::decimal(12,2) as total_price from "
                        + csv("online_purchase"));
        DuckDb.write(
                folder.resolve("lake/pos/part.parquet"),
                "select p.purchase_id as id, l.contact_id as customer_id, p.purchased_on::timestamp as day,"
                        + " p.total_price::double as total from " + csv("pos_purchase") + " p left join "
                        + csv("loyalty") + " l using (loyalty_id)",
                ", compression gzip");
    }

    private static String csv(String name) {
        return "read_csv('" + SharedData.require("contoso/" + name + ".csv.gz") + "', all_varchar = true)";
    }

    private NightRun night(String name, PostgresSettings shop, Path extract) {
        return new NightRun(folder.resolve(name), shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.base-currency", "USD");
    }
}
