package dev.nightjar.job;

import dev.nightjar.postgres.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * The role by which people and BI tools read the embedded warehouse.
 *
 * @param url {@code postgresql://} URL with user and password
 * @param file where the URL is kept, readable by its owner alone
 */
public record ReaderAccess(String url, Path file) {

    private static final String ROLE = "nightjar_reader";
    private static final int PASSWORD_BYTES = 16;

    /** Creates the role if it is not there, gives it a new password, and lets it read what is published. */
    public static ReaderAccess grant(PostgresSettings owner, Path folder) throws SQLException, IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + ROLE
                    + "') then create role " + ROLE + " login; end if; end $$");
            statement.execute("alter role " + ROLE + " password '" + password + "'");
            statement.execute("alter role " + ROLE + " set default_transaction_read_only = on");
            statement.execute("create schema if not exists retention");
            statement.execute("grant usage on schema retention to " + ROLE);
            statement.execute("grant select on all tables in schema retention to " + ROLE);
            statement.execute("alter default privileges in schema retention grant select on tables to " + ROLE);
        }
        String url = owner.url().replace("jdbc:postgresql://", "postgresql://" + ROLE + ":" + password + "@");
        Path file = folder.resolve("reader-url");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, url + System.lineSeparator());
        return new ReaderAccess(url, file);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ReaderAccess[file=" + file + "]";
    }
}
