package dev.nightjar.warehouse;

import java.sql.Connection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/** Spring Batch's own tables, in a schema of their own, made by the script that Spring Batch brings. */
public final class BatchSchema {

    /** What goes before {@code JOB_INSTANCE} and its siblings. */
    public static final String TABLE_PREFIX = "retention_batch.BATCH_";

    private static final String SCRIPT = "org/springframework/batch/core/schema-postgresql.sql";
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x6e69676874_01L;

    private BatchSchema() {}

    /** Creates schema and tables where they are missing: all or none, also when two processes do it at once. */
    public static void create(Warehouse warehouse) {
        warehouse.transaction("schema retention_batch", jdbc -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
            if (!exists(jdbc)) {
                createIn(warehouse.connection(), jdbc);
            }
            return true;
        });
    }

    /** Whether the tables are there. */
    public static boolean exists(Warehouse warehouse) {
        return warehouse.transaction("schema retention_batch", BatchSchema::exists);
    }

    private static boolean exists(JdbcClient jdbc) {
        return Warehouse.hasTable(jdbc, "retention_batch.batch_job_instance");
    }

    private static void createIn(Connection connection, JdbcClient jdbc) {
        // `create schema if not exists` would ask for the right to create one even where it is there.
        boolean missing = jdbc.sql("select to_regnamespace('retention_batch') is null")
                .query(Boolean.class)
                .single();
        if (missing) {
            jdbc.sql("create schema retention_batch").update();
        }
        jdbc.sql(
                        "comment on schema retention_batch is"
                                + " 'Which steps of which job have run, as Spring Batch records it. Read retention.run instead.'")
                .update();
        jdbc.sql("set local search_path to retention_batch").update();
        ScriptUtils.executeSqlScript(connection, new ClassPathResource(SCRIPT));
    }
}
