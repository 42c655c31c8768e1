package dev.nightjar.job;

import dev.nightjar.postgres.PostgresSettings;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Opens connections as the settings say, so that each fails in the house form. */
final class SettingsDataSource extends AbstractDataSource {

    private final PostgresSettings settings;

    SettingsDataSource(PostgresSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection getConnection() {
        return settings.connect();
    }

    @Override
    public Connection getConnection(@Nullable String username, @Nullable String password) {
        return settings.connect();
    }
}
