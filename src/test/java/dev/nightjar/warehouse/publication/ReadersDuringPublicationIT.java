package dev.nightjar.warehouse.publication;

import static dev.nightjar.warehouse.publication.PublisherFixture.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.warehouse.CustomerIdType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadersDuringPublicationIT {

    private static final int CUSTOMERS = 2000;
    private static final int ATTEMPTS = 12;
    private static final String NIGHT = "select count(*), count(distinct customer_id), string_agg(distinct run_id, ',')"
            + " from retention.customer_score where score_date = '2026-02-14'";
    private static final String LATEST =
            "select count(*), count(distinct customer_id), string_agg(distinct run_id, ',')"
                    + " from retention.customer_score_latest";

    private PublisherFixture fixture;
    private ExecutorService threads;

    @BeforeEach
    void openWarehouse() {
        fixture = new PublisherFixture(CustomerIdType.BIGINT);
        threads = Executors.newCachedThreadPool();
    }

    @AfterEach
    void closeWarehouse() {
        threads.shutdownNow();
        fixture.close();
    }

    @Test
    void aReaderThatAsksAllTheTimeSeesWholeNightsOnly() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Future<Set<String>> nights = threads.submit(() -> readUntil(done, NIGHT));
        Future<Set<String>> latest = threads.submit(() -> readUntil(done, LATEST));

        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            publish(attempt);
        }
        done.set(true);

        Set<String> whole = new HashSet<>(Set.of("0|0|null"));
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            whole.add(CUSTOMERS + "|" + CUSTOMERS + "|r" + attempt);
        }
        assertThat(nights.get()).isSubsetOf(whole).hasSizeGreaterThan(2);
        assertThat(latest.get()).isSubsetOf(whole).hasSizeGreaterThan(2);
    }

    @Test
    void readersDoNotWaitWhileANewNightIsAttached() throws Exception {
        ScoreNight yesterday = fixture.night(AS_OF.minusDays(1), "r0", CUSTOMERS);
        fixture.publish(yesterday, SampleScores.many(CUSTOMERS, 5));

        assertThatReadersGoOnWhile("r1", CUSTOMERS + "|" + CUSTOMERS + "|r0", "0|0|null");
    }

    @Test
    void readersDoNotWaitWhileANightIsReplaced() throws Exception {
        publish(1);

        assertThatReadersGoOnWhile("r2", CUSTOMERS + "|" + CUSTOMERS + "|r1", CUSTOMERS + "|" + CUSTOMERS + "|r1");
    }

    @Test
    void aReaderInOneTransactionKeepsTheNightsItBeganWith() throws Exception {
        try (Connection connection = fixture.database.settings().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(read(statement, NIGHT)).isEqualTo("0|0|null");

            publish(1);

            assertThat(read(statement, NIGHT)).isEqualTo("0|0|null");
            assertThat(read(statement, LATEST)).isEqualTo("0|0|null");
            connection.commit();
            assertThat(read(statement, NIGHT)).isEqualTo(CUSTOMERS + "|" + CUSTOMERS + "|r1");
        }
    }

    /** Holds a publication right before its commit by locking the row of the ledger that it writes last. */
    private void assertThatReadersGoOnWhile(String runId, String latestBefore, String nightBefore) throws Exception {
        ScoreNight night = fixture.night(AS_OF, runId, CUSTOMERS);
        Future<Publication> publication;
        try (Connection holder = fixture.database.settings().connect();
                Statement hold = holder.createStatement()) {
            holder.setAutoCommit(false);
            hold.execute("select 1 from retention.run where run_id = '" + runId + "' for update");
            publication = threads.submit(() -> fixture.publish(night, SampleScores.many(CUSTOMERS, 6)));
            awaitWaitingFor("update retention.run");

            try (Connection connection = fixture.database.settings().connect();
                    Statement reader = connection.createStatement()) {
                reader.execute("set lock_timeout to '200ms'");
                assertThat(read(reader, NIGHT)).isEqualTo(nightBefore);
                assertThat(read(reader, LATEST)).isEqualTo(latestBefore);
            }
            holder.rollback();
        }
        assertThat(publication.get(60, TimeUnit.SECONDS).rows()).isEqualTo(CUSTOMERS);
        String after = CUSTOMERS + "|" + CUSTOMERS + "|" + runId;
        assertThat(fixture.database.rows(NIGHT)).containsExactly(after);
        assertThat(fixture.database.rows(LATEST)).containsExactly(after);
    }

    private void awaitWaitingFor(String statement) throws InterruptedException {
        for (int look = 0; look < 600; look++) {
            if (!fixture.database
                    .rows(
                            "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
                                    + " and query like '%" + statement + "%' and pid <> pg_backend_pid()")
                    .isEmpty()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("nothing waits in: " + statement);
    }

    private void publish(int attempt) {
        fixture.publish(fixture.night(AS_OF, "r" + attempt, CUSTOMERS), SampleScores.many(CUSTOMERS, attempt));
    }

    private Set<String> readUntil(AtomicBoolean done, String query) throws SQLException {
        Set<String> seen = new HashSet<>();
        try (Connection connection = fixture.database.settings().connect();
                Statement statement = connection.createStatement()) {
            while (!done.get()) {
                seen.add(read(statement, query));
            }
        }
        return seen;
    }

    private static String read(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1) + "|" + row.getString(2) + "|" + row.getString(3);
        }
    }
}
