package dev.nightjar.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import dev.nightjar.customer.DataContractException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFailuresIT {

    private static final PostgresSettings DATABASE = TestPostgres.freshDatabase();
    private static final String SECRET = "s3cr3t-Pa55";

    @Test
    void connectionsCarryAName() throws SQLException {
        try (Connection connection = DATABASE.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show application_name")) {
            rows.next();
            assertThat(rows.getString(1)).isEqualTo("nightjar");
        }
    }

    @Test
    void aWrongPasswordIsAConfigurationProblemThatDoesNotRepeatIt() {
        PostgresSettings wrong = new PostgresSettings(DATABASE.url(), DATABASE.username(), SECRET);

        assertThatThrownBy(wrong::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("role '" + DATABASE.username() + "' cannot log in at jdbc:postgresql://")
                .hasMessageContaining("Check username and password")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aPasswordInTheUrlIsNeverShown() {
        String separator = DATABASE.url().contains("?") ? "&" : "?";
        PostgresSettings wrong =
                new PostgresSettings(DATABASE.url() + separator + "password=" + SECRET, DATABASE.username(), "");

        assertThat(wrong.toString()).doesNotContain(SECRET).contains("password=***");
        assertThatThrownBy(wrong::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void anEmptyPasswordWhereOneIsNeededIsAConfigurationProblem() {
        assertThatThrownBy(new PostgresSettings(DATABASE.url(), DATABASE.username(), "")::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("Check username and password");
    }

    @Test
    void anUnknownDatabaseIsAConfigurationProblem() {
        assertThatThrownBy(TestPostgres.database("no_such_database")::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown database in jdbc:postgresql://")
                .hasMessageContaining("database \"no_such_database\" does not exist");
    }

    @Test
    void anUnknownHostIsAConfigurationProblem() {
        assertThatThrownBy(
                        new PostgresSettings("jdbc:postgresql://no-such-host.invalid/shop", "reader", SECRET)::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown host in jdbc:postgresql://no-such-host.invalid/shop")
                .hasMessageNotContaining(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "jdbc:mysql://db/shop", "postgresql://reader:s3cr3t-Pa55@db/shop"})
    void anotherUrlIsAConfigurationProblem(String url) {
        assertThatThrownBy(new PostgresSettings(url, "reader", "")::connect)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not a PostgreSQL URL: expected jdbc:postgresql://host:port/database, was ")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aServerThatIsDownIsWorthARetry() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThatThrownBy(
                        new PostgresSettings("jdbc:postgresql://localhost:" + port + "/shop", "reader", SECRET)
                                ::connect)
                .isInstanceOf(PostgresUnavailableException.class)
                .hasMessageContaining("[jdbc:postgresql://localhost:" + port + "/shop] not reachable: ")
                .hasMessageContaining("run again")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void valuesOfRowsAreNotShownWhenACastFails() throws SQLException {
        try (Connection connection = DATABASE.connect();
                CopyOutReader rows = CopyOutReader.open(
                        connection,
                        "orders.sql",
                        "select v::integer from (values ('1'), ('Jane Doe')) as given (v) order by length(v)")) {
            assertThatThrownBy(() -> {
                        while (rows.next()) {
                            rows.intValue(0);
                        }
                    })
                    .isInstanceOf(DataContractException.class)
                    .hasMessageContaining(
                            "[orders.sql] the data does not fit the statement: invalid input syntax for type"
                                    + " integer: (value not shown)")
                    .hasMessageNotContaining("Jane");
        }
    }

    @Test
    void aConnectionThatIsCutIsWorthARetry() throws SQLException {
        try (Connection victim = DATABASE.connect();
                CopyOutReader rows = CopyOutReader.open(
                        victim, "orders.sql", "select n, repeat('x', 1000) from generate_series(1, 1000000) as n")) {
            rows.next();
            TestPostgres.execute(
                    DATABASE,
                    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy (select n, repeat%'");

            assertThatThrownBy(() -> {
                        while (rows.next()) {
                            rows.intValue(0);
                        }
                    })
                    .isInstanceOf(PostgresUnavailableException.class)
                    .hasMessageContaining("[orders.sql]")
                    .hasMessageContaining("a retry may help");
        }
    }
}
