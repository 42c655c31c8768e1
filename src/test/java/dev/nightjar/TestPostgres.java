package dev.nightjar;

import dev.nightjar.postgres.EmbeddedServer;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.TestcontainersConfiguration;

/**
 * The PostgreSQL of the integration tests, one per JVM: a container where a Docker engine answers, the embedded server
 * otherwise. {@code NIGHTJAR_TEST_POSTGRES_IMAGE}, as system property or in the environment, names another image.
 */
public final class TestPostgres {

    private static final String IMAGE_SETTING = "NIGHTJAR_TEST_POSTGRES_IMAGE";
    private static final String DEFAULT_IMAGE = "postgres:15";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A new empty database; its role may do everything on the server. */
    public static PostgresSettings freshDatabase() {
        String name = "test_" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        execute(Server.SETTINGS, "create database " + name, "alter database " + name + " set synchronous_commit = off");
        return database(name);
    }

    /** The same server with another database in its URL, existing or not. */
    public static PostgresSettings database(String name) {
        PostgresSettings server = Server.SETTINGS;
        String url = server.url().replaceFirst("(?<=:\\d{1,5}/)[^?]*", name);
        return new PostgresSettings(url, server.username(), server.password());
    }

    /** Runs statements, each in a transaction of its own. */
    public static void execute(PostgresSettings settings, String... statements) {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static PostgresSettings startServer() {
        String image = System.getProperty(IMAGE_SETTING, System.getenv().getOrDefault(IMAGE_SETTING, DEFAULT_IMAGE));
        if (!image.equals(DEFAULT_IMAGE)) {
            // run inside a container, the library asks a small image for the address of the host; a machine that names
            // an image of its own may reach no registry
            TestcontainersConfiguration.getInstance()
                    .getClasspathProperties()
                    .setProperty("tinyimage.container.image", image);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            System.out.println("Tests run on PostgreSQL in a container of " + image);
            return container(image);
        }
        if (Boolean.parseBoolean(System.getenv("NIGHTJAR_REQUIRE_DOCKER"))) {
            throw new AssertionError("no Docker engine answers, but NIGHTJAR_REQUIRE_DOCKER=true");
        }
        System.out.println("Tests run on the embedded PostgreSQL: no Docker engine answers");
        return embedded();
    }

    @SuppressWarnings("resource") // ends with the JVM
    private static PostgresSettings container(String image) {
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new PostgresSettings(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    /** One home for all test runs of this checkout, so that the binaries are unpacked once. */
    private static PostgresSettings embedded() {
        EmbeddedServer server = EmbeddedServer.start(Path.of("target/test-postgres"));
        PostgresSettings settings = server.settings();
        dropDatabasesOfDeadRuns(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            dropDatabasesOf(settings, ProcessHandle.current().pid());
            server.close();
        }));
        return settings;
    }

    private static void dropDatabasesOfDeadRuns(PostgresSettings settings) {
        for (String name : databases(settings)) {
            String pid = name.replaceFirst("test_(\\d+)_.*", "$1");
            if (!ProcessHandle.of(Long.parseLong(pid))
                    .map(ProcessHandle::isAlive)
                    .orElse(false)) {
                execute(settings, "drop database if exists " + name + " with (force)");
            }
        }
    }

    private static void dropDatabasesOf(PostgresSettings settings, long pid) {
        for (String name : databases(settings)) {
            if (name.startsWith("test_" + pid + "_")) {
                execute(settings, "drop database if exists " + name + " with (force)");
            }
        }
    }

    private static List<String> databases(PostgresSettings settings) {
        List<String> names = new ArrayList<>();
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select datname from pg_database where datname ~ '^test_[0-9]+_[0-9]+$'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return names;
    }

    /** Started when the first test asks for it. */
    private static final class Server {
        private static final PostgresSettings SETTINGS = startServer();
    }
}
