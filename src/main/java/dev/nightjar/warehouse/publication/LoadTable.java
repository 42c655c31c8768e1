package dev.nightjar.warehouse.publication;

import dev.nightjar.postgres.CopyInWriter;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.Warehouse;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A table beside {@code customer_score_v1} that one publication loads and nobody else reads: it becomes the partition of a
 * new date, or gives its rows to the partition there is. Its name holds the date and the fence token, so that two
 * publications never meet in one, and is made of digits only, so that it needs no quoting.
 */
final class LoadTable {

    private static final String PARENT = "customer_score_v1";
    private static final String PREFIX = PARENT + "_load_";
    /**
     * A fifth of the server's default, a sample of 6,000 rows: most columns hold few values, and at the default all of
     * them took 0.5 s for 190,000 rows.
     */
    private static final int STATISTICS_TARGET = 20;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu_MM_dd", Locale.ROOT);

    private final Warehouse warehouse;
    private final LocalDate asOfDate;
    private final String name;

    LoadTable(Warehouse warehouse, LocalDate asOfDate, long fenceToken) {
        this.warehouse = warehouse;
        this.asOfDate = asOfDate;
        this.name = PREFIX + DATE.format(asOfDate) + "_" + fenceToken;
    }

    /** Creates the table anew: columns, defaults and comments of the published one, no keys and checks yet. */
    void create(JdbcClient jdbc) {
        jdbc.sql("drop table if exists retention." + name).update();
        jdbc.sql("create table retention." + name + " (like retention." + PARENT
                        + " including defaults including comments including storage)")
                .update();
        jdbc.sql(
                        "comment on table retention." + name + " is 'Scores of " + asOfDate
                                + " that are being loaded and are not published yet. A leftover is dropped by the next publication.'")
                .update();
    }

    /** Appends rows by COPY, in the transaction of the caller. */
    long append(ScoreNight night, long scoredAtMicros, List<CustomerScore> scores) {
        try (CopyInWriter writer = warehouse.copyInto("retention." + name, ScoreRows.COLUMNS)) {
            ScoreRows rows = new ScoreRows(writer, night, scoredAtMicros);
            scores.forEach(rows::write);
            return writer.finish();
        }
    }

    /** Lets the checks see the loaded rows as {@code customer_score_v1_load}, until {@link #hideFromChecks}. */
    void showToChecks(JdbcClient jdbc) {
        jdbc.sql("create temporary view " + PARENT + "_load as select * from retention." + name)
                .update();
    }

    void hideFromChecks(JdbcClient jdbc) {
        jdbc.sql("drop view pg_temp." + PARENT + "_load").update();
    }

    /** Declares the checks of the published table for rows to come; those that are there, {@link #seal} looks at. */
    void declareChecks(JdbcClient jdbc) {
        jdbc.sql("alter table retention." + name + publishedChecks(jdbc, "add constraint %I %s not valid")
                        + ", add constraint " + name + "_date check (score_date = date '" + asOfDate + "') not valid")
                .update();
    }

    /**
     * Gives the loaded rows the key, the checks and the statistics of the published table, so that attaching them scans
     * nothing. Only now, for rows load faster without; whoever reads the rows goes on meanwhile.
     *
     * @throws org.springframework.dao.DataAccessException if a row breaks the key or a check
     */
    void seal(JdbcClient jdbc) {
        jdbc.sql("create unique index " + name + "_pkey on retention." + name + " (score_date, customer_id)")
                .update();
        jdbc.sql("alter table retention." + name + publishedChecks(jdbc, "validate constraint %I")
                        + ", validate constraint " + name + "_date")
                .update();
        jdbc.sql("set local default_statistics_target to " + STATISTICS_TARGET).update();
        jdbc.sql("analyze retention." + name).update();
    }

    /** The same of each check of the published table, such as {@code add constraint %I %s}: its name and its condition. */
    private static String publishedChecks(JdbcClient jdbc, String action) {
        return jdbc.sql("""
                        select string_agg(format(:action, conname, pg_get_constraintdef(oid)), ', ' order by conname)
                        from pg_constraint
                        where conrelid = 'retention.customer_score_v1'::regclass
                            and contype = 'c'
                        """).param("action", " " + action).query(String.class).single();
    }

    /** Whether the date has a partition already. */
    boolean isReplacement(JdbcClient jdbc) {
        return Warehouse.hasTable(jdbc, "retention." + partition());
    }

    /**
     * Makes the loaded table the partition of its date. Readers go on meanwhile: attaching locks the published table
     * against other changes of its partitions only.
     */
    void attach(JdbcClient jdbc) {
        jdbc.sql("alter table retention." + name + " rename to " + partition()).update();
        jdbc.sql("alter table retention." + partition() + " add constraint " + partition()
                        + "_pkey primary key using index " + name + "_pkey")
                .update();
        jdbc.sql("comment on table retention." + partition() + " is 'Scores of " + asOfDate
                        + ": a partition of customer_score_v1. Read the view customer_score.'")
                .update();
        jdbc.sql("alter table retention." + PARENT + " attach partition retention." + partition() + " for values in ('"
                        + asOfDate + "')")
                .update();
        jdbc.sql("alter table retention." + partition() + " drop constraint " + name + "_date")
                .update();
    }

    void drop(JdbcClient jdbc) {
        jdbc.sql("drop table if exists retention." + name).update();
    }

    /** Drops load tables whose publication is over: no lease has their fence token. Skips what is still locked. */
    static void sweep(Warehouse warehouse) {
        List<String> leftovers = warehouse.transaction(
                "load tables", jdbc -> jdbc.sql("""
                        select tablename
                        from pg_tables
                        where schemaname = 'retention'
                            and tablename ~ '^customer_score_v1_load_[0-9]+_[0-9]+_[0-9]+_[0-9]+$'
                            and not exists (
                                select 1
                                from retention.lease
                                where tablename like '%\\_' || fence_token
                            )
                        order by tablename
                        """).query(String.class).list());
        for (String leftover : leftovers) {
            warehouse.transaction("load tables", jdbc -> dropUnlessLocked(jdbc, leftover));
        }
    }

    private static int dropUnlessLocked(JdbcClient jdbc, String leftover) {
        // Locked: a run that has lost its lease is still loading into it. The next publication tries again.
        return jdbc.sql("""
                        do $$
                        begin
                            set local lock_timeout to '100ms';
                            drop table if exists retention.%s;
                        exception
                            when lock_not_available then null;
                        end
                        $$
                        """.formatted(leftover)).update();
    }

    private String partition() {
        return PARENT + "_" + DATE.format(asOfDate);
    }
}
