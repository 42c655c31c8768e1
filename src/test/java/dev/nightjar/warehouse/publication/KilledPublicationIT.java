package dev.nightjar.warehouse.publication;

import static dev.nightjar.warehouse.publication.PublisherFixture.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.postgres.PostgresUnavailableException;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a publication at each of its moments in turn, then publishes again. */
class KilledPublicationIT {

    private static final int CUSTOMERS = 6;
    private static final int MOST_MOMENTS = 300;

    /** One check does for all: each is one more statement of the same kind. */
    @TempDir
    private Path checks;

    @BeforeEach
    void writeChecks() throws IOException {
        PublishSql sql = PublishSql.ofJar();
        Files.writeString(checks.resolve("replace.sql"), sql.replace());
        Files.writeString(checks.resolve("fail_one.sql"), sql.checks().get(0).query());
    }

    @Test
    void aNewNightIsThereOrNotAndPublishingAgainPublishesIt() {
        try (PublisherFixture fixture = new PublisherFixture(CustomerIdType.BIGINT)) {
            int moments = 0;
            boolean killed = true;
            List<String> partitions = new ArrayList<>(List.of("customer_score_v1"));
            while (killed) {
                LocalDate asOfDate = AS_OF.plusDays(moments);
                killed = publishUntil(fixture, moments++, asOfDate, 5);

                String whole = "6|6|killed|5.00";
                assertThat(fixture.seen(asOfDate)).isIn(killed ? List.of("0|0||", whole) : List.of(whole));

                publishAgain(fixture, asOfDate);
                assertThat(fixture.seen(asOfDate)).isEqualTo("6|6|again|5.00");
                partitions.add("customer_score_v1_" + asOfDate.toString().replace('-', '_'));
                assertThat(fixture.scoreTables()).isEqualTo(partitions);
            }
            assertThat(moments).isBetween(30, MOST_MOMENTS);
        }
    }

    @Test
    void aReplacedNightIsTheOldOrTheNewAndPublishingAgainPublishesIt() {
        try (PublisherFixture fixture = new PublisherFixture(CustomerIdType.BIGINT)) {
            publishAgain(fixture, AS_OF);
            int moments = 0;
            boolean killed = true;
            while (killed) {
                killed = publishUntil(fixture, moments++, AS_OF, 6);

                String replaced = "6|6|killed|6.00";
                assertThat(fixture.seen(AS_OF)).isIn(killed ? List.of("6|6|again|5.00", replaced) : List.of(replaced));

                publishAgain(fixture, AS_OF);
                assertThat(fixture.seen(AS_OF)).isEqualTo("6|6|again|5.00");
                assertThat(fixture.scoreTables()).containsExactly("customer_score_v1", "customer_score_v1_2026_02_14");
            }
            assertThat(moments).isBetween(30, MOST_MOMENTS);
        }
    }

    private void publishAgain(PublisherFixture fixture, LocalDate asOfDate) {
        publisher(fixture.database.warehouse())
                .publish(
                        fixture.night(asOfDate, "again", CUSTOMERS),
                        PublisherFixture.buckets(SampleScores.many(CUSTOMERS, 5)));
    }

    private ScorePublisher publisher(Warehouse warehouse) {
        return ScorePublisher.of(warehouse, checks, 1, 2);
    }

    /** Whether the publication was killed; it lives for so many moments. */
    private boolean publishUntil(PublisherFixture fixture, int moments, LocalDate asOfDate, double cltv) {
        assertThat(moments).as("moments of a publication").isLessThan(MOST_MOMENTS);
        ScoreNight night = fixture.night(asOfDate, "killed", CUSTOMERS);
        Warehouse warehouse =
                new Warehouse(new FailingDataSource(fixture.database.warehouse().dataSource(), moments));
        try {
            publisher(warehouse).publish(night, PublisherFixture.buckets(SampleScores.many(CUSTOMERS, cltv)));
            return false;
        } catch (PostgresUnavailableException e) {
            return true;
        }
    }
}
