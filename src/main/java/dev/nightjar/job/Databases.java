package dev.nightjar.job;

import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.job.settings.NightjarProperties;
import dev.nightjar.job.settings.SourceProperties;
import dev.nightjar.job.settings.WarehouseProperties;
import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.postgres.PostgresSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The databases that the configuration names; the embedded server where it names none. */
public final class Databases implements AutoCloseable {

    private final PostgresSettings source;
    private final PostgresSettings warehouse;
    private final @Nullable EmbeddedServer embedded;

    private Databases(PostgresSettings source, PostgresSettings warehouse, @Nullable EmbeddedServer embedded) {
        this.source = source;
        this.warehouse = warehouse;
        this.embedded = embedded;
    }

    /** Names the databases and starts the embedded server if it is one of them; connects to no other. */
    public static Databases open(NightjarProperties properties) {
        if (properties.isEmbedded()) {
            EmbeddedServer server = EmbeddedServer.start(embeddedHome(properties));
            return new Databases(server.settings(), server.settings(), server);
        }
        PostgresSettings warehouse = settings(properties.warehouse());
        return new Databases(properties.source().isLake() ? warehouse : settings(properties.source()), warehouse, null);
    }

    /** Where the embedded server keeps its data. */
    public static Path embeddedHome(NightjarProperties properties) {
        String home = properties.home();
        if (!isLocal(home)) {
            String key = properties.source().isLake() ? "nightjar.warehouse.url" : "nightjar.source.url";
            throw ConfigurationException.of(
                    key + " must be given when nightjar.home is no local folder, for the embedded"
                            + " database is kept there, but nightjar.home was " + home);
        }
        return localFolder(home);
    }

    /** Whether a home is a folder of this machine: it has no scheme, or {@code file:}. */
    static boolean isLocal(String home) {
        return home.startsWith("file:") || !home.matches("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    }

    /** The folder of a local home. */
    static Path localFolder(String home) {
        return home.startsWith("file:") ? Path.of(URI.create(home)) : Path.of(home);
    }

    /** Where orders and interactions are read; the warehouse where all of them are in a lake, for then nothing is asked. */
    public PostgresSettings source() {
        return source;
    }

    /** Where scores are published. */
    public PostgresSettings warehouse() {
        return warehouse;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }

    private static PostgresSettings settings(SourceProperties source) {
        return settings(Objects.requireNonNull(source.url()), source.username(), source.password());
    }

    private static PostgresSettings settings(WarehouseProperties warehouse) {
        return settings(Objects.requireNonNull(warehouse.url()), warehouse.username(), warehouse.password());
    }

    private static PostgresSettings settings(String url, @Nullable String username, @Nullable String password) {
        return new PostgresSettings(
                url, Objects.requireNonNullElse(username, ""), Objects.requireNonNullElse(password, ""));
    }
}
