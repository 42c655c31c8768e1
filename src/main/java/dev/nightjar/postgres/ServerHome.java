package dev.nightjar.postgres;

import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The files of the embedded server under a home: {@code postgres/data}, its binaries, password, users, lock and log. */
final class ServerHome {

    static final String DATABASE = "nightjar";
    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 24;
    private static final int FIRST_USER_OBJECT = 16_384;

    private final Path home;
    private final Path root;

    ServerHome(Path home) {
        this.home = home.toAbsolutePath().normalize();
        this.root = this.home.resolve("postgres");
    }

    Path root() {
        return root;
    }

    /** The database cluster. */
    Path data() {
        return root.resolve("data");
    }

    /** Where the library unpacks; it lets everybody write there, so it lies in a folder that nobody else can enter. */
    Path unpacked() {
        return root.resolve("binaries");
    }

    /** One file per process that uses the server. */
    Path users() {
        return root.resolve("users");
    }

    /** Held while the server is started, joined or stopped. */
    Path lock() {
        return root.resolve("lock");
    }

    Path log() {
        return root.resolve("server.log");
    }

    Path passwordFile() {
        return root.resolve("password");
    }

    /** The port of the last start, so that clients keep their URL where it is free again. */
    Path portFile() {
        return root.resolve("port");
    }

    /** Whether a first start has once succeeded here: only then is there a database of ours. */
    boolean isInitialised() {
        Path databases = data().resolve("base");
        if (!Files.isDirectory(databases)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(databases)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .anyMatch(name -> name.matches("\\d{1,10}") && Long.parseLong(name) >= FIRST_USER_OBJECT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates what is missing, for the owner's eyes only. */
    void create() throws IOException {
        try {
            createPrivate(home);
            createPrivate(root);
            createPrivate(users());
            createPrivate(unpacked());
        } catch (IOException e) {
            throw ConfigurationException.of("nightjar.home cannot be created or written: " + home + " (" + e + ")");
        }
        if (!Files.isWritable(root)) {
            throw ConfigurationException.of("nightjar.home is not writable: " + root);
        }
    }

    /** Clears away what an interrupted first start left. Call it only while no server runs here. */
    void clearBrokenStart() throws IOException {
        if (!isInitialised()) {
            delete(data());
        }
        // left by an earlier start in this process; the lock we hold guards more
        Files.deleteIfExists(data().resolve("epg-lock"));
        for (Path folder : binaries()) {
            if (!Files.exists(folder.resolve(".exists"))) {
                delete(folder);
            }
        }
    }

    /** Folders of unpacked binaries, one per release. */
    List<Path> binaries() throws IOException {
        try (Stream<Path> entries = Files.list(unpacked())) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith("PG-"))
                    .toList();
        }
    }

    /** The superuser's password, generated at the first start. */
    String password() throws IOException {
        Path file = passwordFile();
        if (!Files.exists(file)) {
            if (isInitialised()) {
                throw ConfigurationException.of("the embedded server's password file is gone: " + file
                        + ". Restore it, or move " + data() + " away to begin with an empty warehouse");
            }
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file, HexFormat.of().formatHex(random), StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        }
        return Files.readString(file, StandardCharsets.US_ASCII).strip();
    }

    PostgresSettings settings(int port) throws IOException {
        return settings(port, DATABASE);
    }

    PostgresSettings settings(int port, String database) throws IOException {
        return new PostgresSettings("jdbc:postgresql://localhost:" + port + "/" + database, SUPERUSER, password());
    }

    private static void createPrivate(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
