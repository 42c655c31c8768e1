package dev.nightjar.cli;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Shops that the sample shop is not: their customers subscribe, or order once or twice a year. Drawn by hashes of customer
 * and period, so that they are the same on every machine; tables {@code o} and {@code i}.
 */
final class GeneratedShops {

    /** Evenly spread from 0 to 1, fixed by its text. */
    private static final String UNIFORM = "create function u(text) returns double precision immutable language sql as"
            + " $$ select ('x' || substr(md5($1), 1, 6))::bit(24)::int / 16777216.0 $$";

    private GeneratedShops() {}

    /**
     * 4,000 subscribers, begun from 2024-01 to 2026-01, billed every 30 days until they cancel or until 2026-03. In one
     * period of five they open a ticket on its sixth day; after one they cancel on day 29 with probability 0.3, else 0.02.
     * One in twenty of those who cancelled orders once more, 40 days later.
     */
    static Path subscriptions(PostgresSettings database, Path folder) {
        TestPostgres.execute(
                database,
                UNIFORM,
                "create table period as select n, k, timestamptz '2024-01-01 09:00 UTC' + floor(u('start' || n) * 730)"
                        + " * interval '1 day' + k * interval '30 days' as begins, u('ticket' || n || '-' || k) < 0.2"
                        + " as has_ticket, u('cancel' || n || '-' || k) as draw"
                        + " from generate_series(1, 4000) as n, generate_series(0, 26) as k",
                "create table ends as select n, min(k) as k from period"
                        + " where draw < case when has_ticket then 0.3 else 0.02 end group by n",
                "delete from period using ends where period.n = ends.n and period.k > ends.k",
                "create table o as select row_number() over (order by n, k) as order_id, n as customer_id,"
                        + " begins as ordered_at, (10 + n % 5)::numeric as amount from period"
                        + " where begins < '2026-03-01'",
                "create table i as select n as customer_id, begins + interval '5 days' as occurred_at,"
                        + " 'ticket_opened' as kind from period where has_ticket"
                        + " union all select n, begins + interval '28 days', 'cancel' from period join ends using (n, k)"
                        + " union all select n, begins + k * interval '1 day', 'login' from period",
                "delete from i where occurred_at >= '2026-03-01'",
                "insert into o select 1000000 + n, n, begins + interval '68 days', 10 from period join ends using (n, k)"
                        + " where n % 20 = 0 and begins + interval '68 days' < '2026-03-01'");
        return extractOf(folder, true);
    }

    /**
     * 2,000 companies, begun from 2014 on, each with a rhythm of 100 to 280 days, give or take a fifth; after each order one
     * in twelve leaves for good. No interactions. Until 2027-02.
     */
    static Path longCycle(PostgresSettings database, Path folder) {
        TestPostgres.execute(
                database,
                UNIFORM,
                "create table step as select n, k, (100 + 180 * u('rhythm' || n)) * (0.8 + 0.4 * u('gap' || n || '-' || k))"
                        + " as gap, u('leaves' || n || '-' || k) as draw"
                        + " from generate_series(1, 2000) as n, generate_series(0, 45) as k",
                "create table ends as select n, min(k) as k from step where draw < 1 / 12.0 group by n",
                "delete from step using ends where step.n = ends.n and step.k > ends.k",
                "create table o as select row_number() over (order by n, k) as order_id, n as customer_id,"
                        + " timestamptz '2014-01-01 09:00 UTC' + floor(3600 * u('start' || n) + sum(gap) over"
                        + " (partition by n order by k)) * interval '1 day' as ordered_at,"
                        + " round((1000 + 4000 * u('amount' || n || '-' || k))::numeric, 2) as amount from step",
                "delete from o where ordered_at >= '2027-02-01'");
        return extractOf(folder, false);
    }

    /** The SELECTs of such a shop, in a folder of their own. */
    static Path extractOf(Path folder, boolean hasInteractions) {
        try {
            Path extract = Files.createDirectories(folder.resolve("extract"));
            Files.writeString(extract.resolve("orders.sql"), "select order_id, customer_id, ordered_at, amount from o");
            if (hasInteractions) {
                Files.writeString(extract.resolve("interactions.sql"), "select customer_id, occurred_at, kind from i");
            }
            return extract;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
