package dev.nightjar.warehouse;

import dev.nightjar.customer.ConfigurationException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The version of schema {@code retention}, and the only way to change it. Commands that write call {@link #migrate};
 * commands that read call {@link #requireReadable}, which changes nothing.
 */
public final class WarehouseMigration {

    private static final String SCHEMA = "retention";
    private static final String PLACEHOLDER = "customer_id_type";
    /** Any number that nobody else locks. */
    private static final long LOCK = 0x6e69676874_02L;

    private final Warehouse warehouse;

    public WarehouseMigration(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /**
     * Brings the schema to the version of this program; the first time it also fixes the type of customer ids. Does
     * nothing where all is done, and waits where another process is doing it.
     *
     * @throws ConfigurationException if the warehouse holds ids of another type, comes from a newer program, or a
     *     migration cannot run
     */
    public void migrate(CustomerIdType type) {
        // Flyway locks its migrations, but not the creation of the schema before them.
        warehouse.transaction("warehouse schema", jdbc -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
            requireIdType(type, jdbc);
            migrateWithFlyway(type);
            return true;
        });
    }

    /**
     * Makes sure that ids of this type can be published; changes nothing.
     *
     * @throws ConfigurationException if the warehouse holds ids of another type
     */
    public void requireIdType(CustomerIdType type) {
        warehouse.transaction("warehouse schema", jdbc -> {
            requireIdType(type, jdbc);
            return true;
        });
    }

    private static void requireIdType(CustomerIdType type, JdbcClient jdbc) {
        customerIdType(jdbc).filter(there -> there != type).ifPresent(there -> {
            throw otherIdType(there, type, jdbc);
        });
    }

    /**
     * Makes sure that this program knows the schema there; changes nothing.
     *
     * @throws ConfigurationException if a newer program made it
     */
    public void requireNotNewer() {
        requireNotNewer(flyway(CustomerIdType.TEXT));
    }

    private void migrateWithFlyway(CustomerIdType type) {
        Flyway flyway = flyway(type);
        requireNotNewer(flyway);
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
            String said = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
            throw ConfigurationException.of(
                    "the warehouse could not be migrated to version " + newest(flyway) + ": " + said
                            + ". Nothing was published; grant what is missing, or undo what was changed by hand in schema "
                            + SCHEMA);
        }
    }

    /** The version of the schema there, or nothing where there is none. */
    public Optional<String> schemaVersion() {
        return version(flyway(CustomerIdType.TEXT).info().current());
    }

    /** The version that this program writes and reads. */
    public String expectedSchemaVersion() {
        return newest(flyway(CustomerIdType.TEXT));
    }

    /** The type that the first night fixed, or nothing where there was none yet. */
    public Optional<CustomerIdType> customerIdType() {
        return warehouse.transaction("warehouse schema", WarehouseMigration::customerIdType);
    }

    /**
     * Makes sure that this program can read what is there.
     *
     * @return the type of customer ids
     * @throws ConfigurationException if nothing is there yet, or in another version
     */
    public CustomerIdType requireReadable() {
        Flyway flyway = flyway(CustomerIdType.TEXT);
        requireNotNewer(flyway);
        Optional<CustomerIdType> type = customerIdType();
        if (type.isEmpty() || flyway.info().current() == null) {
            throw ConfigurationException.of(
                    "the warehouse is empty: expected schema " + SCHEMA + ", was none. Run `nightly` first");
        }
        if (flyway.info().pending().length > 0) {
            throw ConfigurationException.of("the warehouse is older than this program: expected schema version "
                    + newest(flyway) + ", was "
                    + version(flyway.info().current()).orElse("none")
                    + ". Run `nightly`, which migrates it, or read it with the program that wrote it");
        }
        return type.get();
    }

    private static Optional<CustomerIdType> customerIdType(JdbcClient jdbc) {
        return jdbc.sql("""
                        select format_type(atttypid, atttypmod)
                        from pg_attribute
                        where attrelid = to_regclass('retention.customer_score_v1')
                            and attname = 'customer_id'
                        """).query(String.class).optional().map(CustomerIdType::ofSqlName);
    }

    private static ConfigurationException otherIdType(CustomerIdType there, CustomerIdType type, JdbcClient jdbc) {
        boolean published = jdbc.sql("select exists (select 1 from retention.customer_score_v1)")
                .query(Boolean.class)
                .single();
        String remedy = published
                ? "Cast customer_id to " + there.sqlName()
                        + " in orders.sql, interactions.sql and customers.sql, or publish" + " into another database"
                : "No night is published yet, so `drop schema retention cascade` lets the next night choose again";
        return ConfigurationException.of("customer ids of another type: the warehouse holds " + there.sqlName()
                + " since its first night, the source now gives " + type.sqlName() + ". " + remedy);
    }

    private static void requireNotNewer(Flyway flyway) {
        Arrays.stream(flyway.info().applied())
                .filter(applied -> !applied.getState().isResolved() && applied.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .filter(version -> version.isNewerThan(newest(flyway)))
                .ifPresent(version -> {
                    throw ConfigurationException.of("the warehouse is newer than this program: expected schema version "
                            + newest(flyway) + " or less, was " + version
                            + ". Nothing was changed; use the version that migrated it, or a later one");
                });
    }

    private static String newest(Flyway flyway) {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved() && migration.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .max(MigrationVersion::compareTo)
                .map(MigrationVersion::getVersion)
                .orElseThrow(() -> new IllegalStateException("no migrations in sql/schema"));
    }

    private static Optional<String> version(@Nullable MigrationInfo current) {
        return Optional.ofNullable(current).map(MigrationInfo::getVersion).map(MigrationVersion::getVersion);
    }

    private Flyway flyway(CustomerIdType type) {
        return Flyway.configure()
                .dataSource(warehouse.dataSource())
                .locations("classpath:sql/schema")
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA)
                .placeholders(Map.of(PLACEHOLDER, type.sqlName()))
                .validateMigrationNaming(true)
                .load();
    }
}
