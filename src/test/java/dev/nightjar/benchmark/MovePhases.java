package dev.nightjar.benchmark;

import dev.nightjar.source.extract.ExtractSql;
import dev.nightjar.source.extract.SourceTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** What a user would do to get the rows out of PostgreSQL and the scores back in, and whether it gives the same rows. */
final class MovePhases {

    private static final List<SourceTable> TABLES =
            List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS, SourceTable.CUSTOMERS, SourceTable.FX_RATES);
    private static final String PEER_TABLE = "public.benchmark_peer";

    private final BenchmarkShop shop;
    private final CopyTool copy;
    private final Path scores;

    MovePhases(BenchmarkShop shop) {
        this.shop = shop;
        this.copy = new CopyTool(shop.database());
        this.scores = shop.folder().resolve("scores.txt");
    }

    String peerName() {
        return copy.name();
    }

    /** The same SELECTs into files; returns the rows. */
    long copyOut() throws IOException, InterruptedException {
        ExtractSql selects = ExtractSql.read(null);
        long rows = 0;
        for (SourceTable table : TABLES) {
            String select = selects.selects().get(table);
            rows += copy.copyOut(String.valueOf(select), file(table));
        }
        return rows;
    }

    private Path file(SourceTable table) {
        return shop.folder().resolve(table.tableName() + ".txt");
    }

    /**
     * Requires the history to hold what the peer's files do: each row of it is in them, with the same instant and values,
     * and together with the rejected ones it has as many.
     */
    void requireSameHistory() throws SQLException {
        try (DuckDb duckDb = new DuckDb()) {
            view(duckDb, SourceTable.ORDERS);
            view(duckDb, SourceTable.INTERACTIONS);
            duckDb.require("orders of the history", "0", """
                    select count(*) from history_orders h
                    where not exists (select 1 from file_orders f where f.order_id = h.order_id
                        and f.customer_id = h.customer_id and epoch_us(f.ordered_at) = epoch_us(h.ordered_at)
                        and f.item_count is not distinct from h.item_count
                        and (f.currency <> 'GBP' or f.amount = h.amount))""");
            duckDb.require("interactions of the history", "0|0", """
                    select count(*) - count(f.interaction_id),
                        coalesce(sum(epoch_us(f.occurred_at) - epoch_us(h.occurred_at)), 0)
                    from history_interactions h left join file_interactions f using (interaction_id, customer_id)
                    where f.kind = h.kind or f.kind is null""");
            for (SourceTable table : List.of(SourceTable.ORDERS, SourceTable.INTERACTIONS)) {
                long rejected = Long.parseLong(shop.value("select count(*) from retention.rejected_row"
                        + " where table_name = '" + table.tableName()
                        + "' and run_id = (select run_id from retention.run"
                        + " order by started_at desc limit 1)"));
                String rows = duckDb.column("select count(*) - " + rejected + " from file_" + table.tableName()
                                + " where " + table.timeColumn() + " < timestamptz '" + BenchmarkShop.AS_OF
                                + " 00:00:00+00'")
                        .get(0);
                duckDb.require(table.tableName() + " kept", rows, "select count(*) from history_" + table.tableName());
            }
        }
    }

    private void view(DuckDb duckDb, SourceTable table) throws SQLException {
        String columns = table == SourceTable.ORDERS
                ? "{'order_id':'varchar','customer_id':'varchar','ordered_at':'timestamptz','amount':'decimal(18,4)',"
                        + "'currency':'varchar','status':'varchar','discount':'varchar','item_count':'integer',"
                        + "'cost':'varchar','channel':'varchar','updated_at':'varchar'}"
                : "{'interaction_id':'varchar','customer_id':'varchar','occurred_at':'timestamptz','kind':'varchar',"
                        + "'channel':'varchar','value':'varchar','campaign_id':'varchar'}";
        duckDb.execute("create view file_" + table.tableName() + " as select * from read_csv('" + file(table)
                + "', delim = '\t', header = false, nullstr = '\\N', quote = '', escape = '', columns = " + columns
                + ")");
        duckDb.execute("create view history_" + table.tableName() + " as select * from read_parquet('"
                + shop.folder().resolve("home/history") + "/" + table.tableName() + "/*.parquet') where "
                + table.timeColumn() + " < timestamptz '" + BenchmarkShop.AS_OF + " 00:00:00+00'");
    }

    /** Keeps the published rows of the date as a file, for the peer to load; not timed. */
    void keepScores() throws IOException, InterruptedException {
        Files.deleteIfExists(scores);
        copy.copyOut(
                "select * from retention.customer_score_v1 where score_date = '" + BenchmarkShop.AS_OF + "'", scores);
    }

    /** Makes room for {@link #copyIn}; not timed. */
    void prepareCopyIn() {
        shop.execute("drop table if exists " + PEER_TABLE, "checkpoint");
    }

    /** The same rows into a table of the same columns, then the same index; returns the rows. */
    long copyIn() throws IOException, InterruptedException {
        shop.execute("create table " + PEER_TABLE + " (like retention.customer_score_v1 including defaults)");
        long rows = copy.copyIn(PEER_TABLE, scores);
        shop.execute("alter table " + PEER_TABLE + " add primary key (score_date, customer_id)");
        return rows;
    }

    /** Requires the peer's table to equal what was published, row for row. */
    void requireSameScores() {
        String differences = shop.value("select count(*) from (table " + PEER_TABLE
                + " except all select * from retention.customer_score_v1 where score_date = '" + BenchmarkShop.AS_OF
                + "') as difference");
        String rows = shop.value("select (select count(*) from " + PEER_TABLE
                + ") - (select count(*) from retention.customer_score_v1 where score_date = '" + BenchmarkShop.AS_OF
                + "')");
        if (!differences.equals("0") || !rows.equals("0")) {
            throw new IllegalStateException(
                    "results differ, nothing was timed: published rows: " + differences + " differ, " + rows + " more");
        }
    }
}
