package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerIT {

    private final Path home;

    EmbeddedServerIT(@TempDir Path home) {
        this.home = home;
    }

    /** Another process that uses the server of a home until its input ends. */
    static final class OtherProcess {

        private OtherProcess() {}

        public static void main(String[] args) throws IOException {
            try (EmbeddedServer server = EmbeddedServer.start(Path.of(args[0]))) {
                System.out.println("ready " + server.settings().url());
                System.in.read();
            }
        }
    }

    @Test
    void dataPasswordAndPortSurviveARestart() throws Exception {
        PostgresSettings first;
        assertThat(EmbeddedServer.exists(home)).isFalse();
        try (EmbeddedServer server = EmbeddedServer.start(home)) {
            first = server.settings();
            TestPostgres.execute(first, "create table kept (n integer)", "insert into kept values (42)");

            assertThat(server.startedHere()).isTrue();
            assertThat(permissions("postgres")).isEqualTo("rwx------");
            assertThat(permissions("postgres/data")).isEqualTo("rwx------");
            assertThat(permissions("postgres/password")).isEqualTo("rw-------");
            assertThat(one(first, "show listen_addresses")).isEqualTo("localhost");
            assertThat(one(first, "show fsync")).isEqualTo("on");
            assertThat(one(first, "show synchronous_commit")).isEqualTo("on");
            assertThat(one(first, "select count(*) from pg_hba_file_rules where auth_method = 'trust'"))
                    .isEqualTo("0");
            assertThatThrownBy(new PostgresSettings(first.url(), first.username(), "guess")::connect)
                    .isInstanceOf(ConfigurationException.class);
        }
        assertThatThrownBy(first::connect).isInstanceOf(PostgresUnavailableException.class);
        assertThat(EmbeddedServer.exists(home)).isTrue();

        try (EmbeddedServer again = EmbeddedServer.start(home)) {
            assertThat(again.settings()).isEqualTo(first);
            assertThat(one(again.settings(), "select n from kept")).isEqualTo("42");
        }
    }

    @Test
    void whoComesSecondJoinsAndTheLastOneStopsTheServer() throws Exception {
        EmbeddedServer first = EmbeddedServer.start(home);
        EmbeddedServer second = EmbeddedServer.start(home);

        assertThat(second.startedHere()).isFalse();
        assertThat(second.settings()).isEqualTo(first.settings());
        first.close();
        assertThat(one(second.settings(), "select 1")).isEqualTo("1");
        second.close();
        second.close();
        assertThatThrownBy(second.settings()::connect).isInstanceOf(PostgresUnavailableException.class);
    }

    @Test
    void aServerWhoseProcessWasKilledIsTakenOverAndOneInUseIsLeft() throws Exception {
        Process other = otherProcess();
        try (EmbeddedServer joined = EmbeddedServer.start(home)) {
            assertThat(joined.startedHere()).isFalse();
        }
        assertThat(PostmasterFile.ofLiveServer(home.resolve("postgres/data")))
                .as("still there: the other process uses it")
                .isPresent();

        other.destroyForcibly().waitFor();
        PostgresSettings settings;
        try (EmbeddedServer adopted = EmbeddedServer.start(home)) {
            settings = adopted.settings();
            assertThat(adopted.startedHere()).isFalse();
            assertThat(one(settings, "select 1")).isEqualTo("1");
        }
        assertThatThrownBy(settings::connect).isInstanceOf(PostgresUnavailableException.class);
    }

    @Test
    void whatAnInterruptedFirstStartLeftIsClearedAway() throws Exception {
        Path broken = Files.createDirectories(home.resolve("postgres/binaries/PG-half/bin"));
        Files.createDirectories(home.resolve("postgres/data/base/1"));
        Files.writeString(home.resolve("postgres/data/postgresql.conf"), "# half written");

        try (EmbeddedServer server = EmbeddedServer.start(home)) {
            assertThat(one(server.settings(), "select 1")).isEqualTo("1");
        }
        assertThat(broken).doesNotExist();
    }

    @Test
    void aTakenPortAndAStalePidFileDoNotStopTheStart() throws Exception {
        EmbeddedServer.start(home).close();
        Path data = home.resolve("postgres/data");
        int port = Integer.parseInt(Files.readString(home.resolve("postgres/port")));
        long notAServer = ProcessHandle.current().pid();
        Files.write(data.resolve("postmaster.pid"), List.of(Long.toString(notAServer), data.toString(), "0", "5432"));

        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                EmbeddedServer server = EmbeddedServer.start(home)) {
            assertThat(taken.isBound()).isTrue();
            assertThat(server.settings().url()).doesNotContain(":" + port + "/");
            assertThat(one(server.settings(), "select 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws Exception {
        EmbeddedServer.start(home).close();
        Files.writeString(home.resolve("postgres/data/PG_VERSION"), "14\n");

        assertThatThrownBy(() -> EmbeddedServer.start(home))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is of PostgreSQL 14, this release brings another major version");
    }

    @Test
    void aLostPasswordFileIsNamed() throws Exception {
        EmbeddedServer.start(home).close();
        Files.delete(home.resolve("postgres/password"));

        assertThatThrownBy(() -> EmbeddedServer.start(home))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the embedded server's password file is gone");
    }

    @Test
    void aHomeThatIsAFileIsNamed() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedServer.start(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("nightjar.home cannot be created or written: " + file);
    }

    private Process otherProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var reader = process.inputReader();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith("ready ")) {
                return process;
            }
        }
        process.waitFor(10, TimeUnit.SECONDS);
        throw new AssertionError("the other process did not start its server");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(path)));
    }

    private static String one(PostgresSettings settings, String sql) throws SQLException {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
