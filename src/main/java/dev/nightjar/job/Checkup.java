package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.history.HistoryStore;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.parquet.Storage;
import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.postgres.PostgresSettings;
import dev.nightjar.postgres.PostgresUnavailableException;
import dev.nightjar.source.ShopSource;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.WarehouseMigration;
import dev.nightjar.warehouse.WriterRights;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks at everything a night needs and changes nothing; one check's problem does not keep the next from being made. */
public final class Checkup {

    private static final long LITTLE_SPACE = 1L << 30;

    /** Asked for nothing. */
    private static final PostgresSettings NOWHERE = new PostgresSettings("jdbc:postgresql:", "", "");

    private final NightjarProperties properties;
    private final List<Finding> findings = new ArrayList<>();

    /** Unknown while the source has not been read. */
    private @Nullable CustomerIdType sourceIdType;

    /**
     * What one check found.
     *
     * @param check what was looked at
     * @param problem what is wrong and what to do, or null
     * @param detail what is right
     */
    public record Finding(String check, @Nullable String problem, String detail) {}

    /** A check that may fail. */
    @FunctionalInterface
    private interface Check {

        /** @return what is right */
        String run() throws IOException, SQLException;
    }

    private interface Look {

        void run() throws IOException, SQLException;
    }

    private Checkup(NightjarProperties properties) {
        this.properties = properties;
    }

    /** Every finding, good and bad. */
    public static List<Finding> of(NightjarProperties properties) {
        Checkup checkup = new Checkup(properties);
        checkup.check("home", checkup::home);
        checkup.check("disk", checkup::disk);
        if (properties.source().isLake()) {
            checkup.check("source", () -> checkup.source(NOWHERE));
        }
        checkup.checkDatabases();
        return checkup.findings;
    }

    private void checkDatabases() {
        look("databases", () -> {
            if (properties.isEmbedded() && !EmbeddedServer.exists(Databases.embeddedHome(properties))) {
                findings.add(new Finding("databases", null, "embedded, created by the first `demo` or `nightly`"));
            } else {
                checkOpenDatabases();
            }
        });
    }

    private void checkOpenDatabases() {
        try (Databases databases = Databases.open(properties)) {
            if (!properties.source().isLake()) {
                check("source", () -> source(databases.source()));
            }
            check("warehouse", () -> warehouse(databases.warehouse()));
        }
    }

    private void check(String name, Check check) {
        look(name, () -> findings.add(new Finding(name, null, check.run())));
    }

    /** What keeps it from looking is found, too. */
    private void look(String name, Look look) {
        try {
            look.run();
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Finding(name, problem, "")));
        } catch (DataContractException e) {
            String.valueOf(e.getMessage()).lines().forEach(problem -> findings.add(new Finding(name, problem, "")));
        } catch (PostgresUnavailableException | IOException | SQLException e) {
            findings.add(new Finding(name, String.valueOf(e.getMessage()), ""));
        }
    }

    private String home() throws IOException {
        try (Storage storage = Homes.open(properties)) {
            HistoryStore history = Homes.openHistory(storage, properties);
            Homes.requireWritable(history);
            int files = history.manifest().files().size();
            return properties.home() + (files == 0 ? ", empty" : ", a history of " + files + " files");
        }
    }

    private String disk() throws IOException {
        if (!Databases.isLocal(properties.home())) {
            return "not on this machine";
        }
        java.nio.file.Path folder = Databases.localFolder(properties.home()).toAbsolutePath();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        FileStore disk = Files.getFileStore(folder == null ? java.nio.file.Path.of("/") : folder);
        String free = String.format(Locale.ROOT, "%.1f GiB free", disk.getUsableSpace() / (double) LITTLE_SPACE);
        if (disk.getUsableSpace() < LITTLE_SPACE) {
            throw ConfigurationException.of("nightjar.home needs at least 1 GiB of disk but has " + free);
        }
        return free;
    }

    private String source(PostgresSettings settings) throws IOException {
        LocalDate today = LocalDate.now(Clock.system(properties.businessZone()));
        try (ShopSource source = Sources.open(properties, today, settings, null)) {
            Segments.of(properties, Features.of(properties, source.shape()));
            source.lakes().summary().forEach(line -> findings.add(new Finding("lake", null, line)));
            sourceIdType = Sources.idType(source.customerKeyType());
            String place = properties.source().isLake() ? "Parquet" : settings.safeUrl();
            return place + ", " + source.shape().columns().size() + " columns, customer ids "
                    + source.customerKeyType();
        }
    }

    private String warehouse(PostgresSettings settings) throws SQLException {
        try (WarehousePool pool = WarehousePool.open(settings, 1)) {
            // rights first: without them the rest cannot be looked at
            WriterRights.require(pool.warehouse());
            WarehouseMigration migration = new WarehouseMigration(pool.warehouse());
            migration.requireNotNewer();
            if (sourceIdType != null) {
                migration.requireIdType(sourceIdType);
            }
            return settings.safeUrl()
                    + migration
                            .customerIdType()
                            .map(type -> ", customer ids " + type)
                            .orElse(", created by the first night");
        }
    }
}
