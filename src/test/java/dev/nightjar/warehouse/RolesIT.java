package dev.nightjar.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.TestPostgres;
import dev.nightjar.customer.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Runs sql/roles.sql as an operator does and then works as each of its roles. */
class RolesIT {

    private TestWarehouse database;
    private String rolesSql;

    @BeforeEach
    void openDatabase() throws IOException {
        database = TestWarehouse.empty();
        rolesSql = Files.readString(Path.of("sql/roles.sql"));
        TestPostgres.execute(database.settings(), rolesSql);
        new WarehouseMigration(writer()).migrate(CustomerIdType.TEXT);
        BatchSchema.create(writer());
        TestPostgres.execute(database.settings(), rolesSql);
    }

    @AfterEach
    void dropRoles() {
        TestPostgres.execute(
                database.settings(),
                "drop owned by nightjar_writer, nightjar_bi cascade",
                "drop role nightjar_writer",
                "drop role nightjar_bi");
        database.close();
    }

    @Test
    void theWriterNeedsNoMoreThanItsTwoSchemas() {
        assertThat(new WarehouseMigration(writer()).requireReadable()).isEqualTo(CustomerIdType.TEXT);
        assertThatCode(() -> new RunLedger(writer()).start(TestWarehouse.launch(TestWarehouse.AS_OF, 1, 1)))
                .doesNotThrowAnyException();
        try (Lease lease = Lease.acquire(writer(), TestWarehouse.leaseRequest("r", Lease.TIME_TO_LIVE))) {
            assertThat(lease.isHeld()).isTrue();
        }
        assertThatThrownBy(() -> as("nightjar_writer")
                        .transaction(
                                "test", jdbc -> jdbc.sql("create schema mine").update()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer_score",
                "customer_score_latest",
                "cltv_model",
                "cltv_model_market",
                "cltv_segment_total",
                "run_step",
                "month_read",
                "quality_result",
                "model_monitor",
                "feature_drift"
            })
    void biReadsTheViewsAndWhatExplainsThem(String relation) {
        assertThat(count("select count(*) from retention." + relation)).isZero();
    }

    @Test
    void biReadsModelsAndRunsButForArtifactAndSettings() {
        assertThat(count("select count(test_auc) from retention.churn_model")).isZero();
        assertThat(count("select count(message) from retention.run")).isZero();
        for (String column : List.of("churn_model.artifact", "churn_model.provenance", "run.config", "run.host")) {
            String[] parts = column.split("\\.");
            assertThatThrownBy(() -> count("select count(" + parts[1] + ") from retention." + parts[0]))
                    .as(column)
                    .hasMessageContaining("permission denied");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"customer_score_v1", "rejected_row", "lease", "flyway_schema_history"})
    void biDoesNotReadTheRest(String relation) {
        assertThatThrownBy(() -> count("select count(*) from retention." + relation))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("permission denied for table " + relation);
    }

    @Test
    void biChangesNothing() {
        assertThatThrownBy(() -> as("nightjar_bi")
                        .transaction(
                                "test",
                                jdbc -> jdbc.sql("delete from retention.customer_score")
                                        .update()))
                .hasMessageContaining("permission denied");
    }

    private long count(String sql) {
        return as("nightjar_bi")
                .transaction("test", jdbc -> jdbc.sql(sql).query(Long.class).single());
    }

    private Warehouse writer() {
        return as("nightjar_writer");
    }

    private Warehouse as(String role) {
        return new Warehouse(new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = database.settings().connect();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("set session authorization " + role);
                }
                return connection;
            }

            @Override
            public Connection getConnection(String username, String password) throws SQLException {
                return getConnection();
            }
        });
    }
}
