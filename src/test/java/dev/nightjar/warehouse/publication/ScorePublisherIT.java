package dev.nightjar.warehouse.publication;

import static dev.nightjar.warehouse.publication.PublisherFixture.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.LeaseException;
import dev.nightjar.warehouse.RunLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScorePublisherIT {

    private static PublisherFixture fixture;

    @BeforeAll
    static void openWarehouse() {
        fixture = new PublisherFixture(CustomerIdType.BIGINT);
    }

    @AfterAll
    static void closeWarehouse() {
        fixture.close();
    }

    @AfterEach
    void clear() {
        fixture.clear();
    }

    @Test
    void everyColumnOfACustomerArrives() {
        publishOk("r1", List.of(SampleScores.complete("7"), SampleScores.bare("-8")));

        assertThat(fixture.database.rows("""
                        select score_date, customer_id, churn_probability, churn_percentile, churn_risk, reason_1, reason_2,
                            reason_3, reason_1_effect, reason_2_effect, reason_3_effect, probability_alive,
                            expected_orders, expected_order_value, cltv, cltv_low, cltv_high, cltv_formula, cltv_net,
                            historic_value, order_count, first_order_on, last_order_on, next_order_due_on,
                            recency_score, frequency_score, monetary_score, rfm_segment, lifecycle_stage, value_tier,
                            segments, churn_model_id, cltv_model_id, run_id
                        from retention.customer_score order by customer_id desc
                        """))
                .containsExactly(
                        // 40.005, 120.125, 240.25, 119.625 and 100.0050: a half goes to the even cent
                        "2026-02-14|7|0.25|50|low|days_since_last_order|order_count||0.5|-0.25||0.875|3.5|40.00|120.12|60.06|240.25|"
                                + "100.00|119.62|100.00|3|2025-11-26|2026-02-04|2026-03-06|5|4|3|loyal|active|gold|"
                                + "{\"big spenders\",\"in \\\"Wales\\\"\"}|churn-1|cltv-1|r1",
                        "2026-02-14|-8||||||||||||||||||100.00|3|2025-11-26|2026-02-04||1|1|1|lost|lapsed||{}|churn-1|"
                                + "cltv-1|r1");
        assertThat(fixture.database.rows("select count(distinct scored_at), bool_and(scored_at <= clock_timestamp()"
                        + " and scored_at > clock_timestamp() - interval '1 hour') from retention.customer_score"))
                .as("one moment of this hour for the whole night")
                .containsExactly("1|t");
    }

    @Test
    void aNewNightIsAPartitionOfItsOwnWithNothingLeftBeside() {
        Publication publication = publishOk("r1", SampleScores.many(10, 5));

        assertThat(publication.rows()).isEqualTo(10);
        assertThat(fixture.scoreTables()).containsExactly("customer_score_v1", "customer_score_v1_2026_02_14");
        assertThat(fixture.database.rows("""
                        select conname from pg_constraint
                        where conrelid = 'retention.customer_score_v1_2026_02_14'::regclass and contype in ('c', 'p')
                        except
                        select conname from pg_constraint where conrelid = 'retention.customer_score_v1'::regclass
                        """))
                .as("no constraint but those of the published table")
                .containsExactly("customer_score_v1_2026_02_14_pkey");
        assertThat(fixture.database.rows("""
                        select relname from pg_class join pg_attribute on attrelid = pg_class.oid
                        where relnamespace = 'retention'::regnamespace and relkind in ('r', 'p', 'v') and attnum > 0
                            and (col_description(pg_class.oid, attnum) is null
                                or obj_description(pg_class.oid, 'pg_class') is null)
                        """))
                .as("a partition is as well commented as the rest")
                .isEmpty();
    }

    @Test
    void theLedgerHasTheRowsOfThePublication() {
        publishOk("r1", SampleScores.many(10, 5));

        RunLedger.Run run =
                new RunLedger(fixture.database.warehouse()).run("r1").orElseThrow();
        assertThat(run.rowsPublished()).isEqualTo(10);
        assertThat(run.publishedAt()).isAfterOrEqualTo(run.startedAt());
    }

    @Test
    void publishingTwiceLeavesOneRowPerCustomer() {
        ScoreNight night = fixture.night(AS_OF, "r1", 10);
        fixture.publish(night, SampleScores.many(10, 5));
        List<String> once = rowsButMoments();

        fixture.publish(night, SampleScores.many(10, 5));

        assertThat(rowsButMoments()).isEqualTo(once).hasSize(10);
        assertThat(fixture.scoreTables()).containsExactly("customer_score_v1", "customer_score_v1_2026_02_14");
    }

    @Test
    void aFurtherAttemptReplacesTheNightAndNoOther() {
        fixture.publish(fixture.night(AS_OF.minusDays(1), "r0", 12), SampleScores.many(12, 4));
        publishOk("r1", SampleScores.many(10, 5));

        publishOk("r2", SampleScores.many(11, 6));

        assertThat(fixture.seen(AS_OF)).isEqualTo("11|11|r2|6.00");
        assertThat(fixture.seen(AS_OF.minusDays(1))).isEqualTo("12|12|r0|4.00");
        assertThat(fixture.database.rows("select distinct score_date, run_id from retention.customer_score_latest"))
                .containsExactly("2026-02-14|r2");
    }

    @Test
    void anEmptyNightIsANight() {
        publishOk("r1", SampleScores.many(3, 5));

        publishOk("r2", List.of());

        assertThat(fixture.seen(AS_OF)).isEqualTo("0|0||");
    }

    @Test
    void aFailingCheckKeepsTheOldNightAndNamesFiveExamples() {
        publishOk("r1", SampleScores.many(3, 5));
        List<CustomerScore> twice = Stream.concat(SampleScores.many(8, 6).stream(), SampleScores.many(8, 6).stream())
                .toList();

        assertThatThrownBy(() -> publishOk("r2", twice))
                .isInstanceOf(DataContractException.class)
                .hasMessageStartingWith("[publish customer_score_v1, as of 2026-02-14] fail_grain_unique: customer 1:"
                        + " expected 1 row, was 2; customer 2: expected 1 row, was 2;")
                .hasMessageContaining("customer 5: expected 1 row, was 2 (8 in all). Nothing was published");

        assertThat(fixture.seen(AS_OF)).isEqualTo("3|3|r1|5.00");
        assertThat(fixture.scoreTables()).containsExactly("customer_score_v1", "customer_score_v1_2026_02_14");
        assertThat(fixture.database.rows("select severity, passed, offending_rows from retention.quality_result"
                        + " where run_id = 'r2' and check_name = 'fail_grain_unique'"))
                .containsExactly("fail|f|8");
        assertThat(new RunLedger(fixture.database.warehouse())
                        .run("r2")
                        .orElseThrow()
                        .rowsPublished())
                .isNull();
    }

    @Test
    void aWarningPublishesAndIsRecorded() {
        Publication publication = publishOk(
                "r1", List.of(SampleScores.withChurn("1", SampleScores.churn(0.5)), SampleScores.complete("2")));

        assertThat(publication.checks())
                .filteredOn(check -> !check.passed())
                .extracting(check -> check.check() + " " + check.severity().code() + " " + check.message())
                .containsExactly(
                        "warn_reason_missing warn customer 1: expected a reason for churn_probability 0.5, was none");
        assertThat(fixture.seen(AS_OF)).startsWith("2|2|r1");
    }

    @Test
    void aRunThatLostItsLeasePublishesNothing() {
        ScoreNight lost = fixture.night(AS_OF, "r1", 3);
        ScoreNight held = fixture.night(AS_OF, "r2", 3);

        assertThatThrownBy(() -> fixture.publish(lost, SampleScores.many(3, 5)))
                .isInstanceOf(LeaseException.class)
                .hasMessageContaining("expected fence token " + lost.fenceToken());
        assertThat(fixture.seen(AS_OF)).startsWith("0|");

        fixture.publish(held, SampleScores.many(3, 6));
        assertThat(fixture.seen(AS_OF)).isEqualTo("3|3|r2|6.00");
    }

    @Test
    void aLeaseLostWhileLoadingIsNoticedBeforeTheSwitch() {
        publishOk("r1", SampleScores.many(3, 5));
        ScoreNight slow = fixture.night(AS_OF, "r2", 3);
        ScoreBucket takenOverMeanwhile = () -> {
            fixture.night(AS_OF, "r3", 3);
            return SampleScores.many(3, 6);
        };

        assertThatThrownBy(() -> ScorePublisher.of(fixture.database.warehouse(), null, 1, 2)
                        .publish(slow, List.of(takenOverMeanwhile)))
                .isInstanceOf(LeaseException.class);

        assertThat(fixture.seen(AS_OF)).isEqualTo("3|3|r1|5.00");
        publishOk("r4", SampleScores.many(3, 7));
        assertThat(fixture.scoreTables())
                .as("the next publication sweeps what the loser left")
                .containsExactly("customer_score_v1", "customer_score_v1_2026_02_14");
    }

    @Test
    void aFileThatCannotBeReadStopsThePublication() {
        ScoreNight night = fixture.night(AS_OF, "r1", 3);
        ScoreBucket unreadable = () -> {
            throw new IOException("disk on fire");
        };

        assertThatThrownBy(() -> ScorePublisher.of(fixture.database.warehouse(), null, 2, 2)
                        .publish(night, List.of(() -> SampleScores.many(3, 5), unreadable)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk on fire");
        assertThat(fixture.seen(AS_OF)).startsWith("0|");
    }

    @Test
    void anIdThatIsNoIntegerIsRefusedByName() {
        assertThatThrownBy(() -> publishOk("r1", List.of(SampleScores.complete("12b"))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("[customer 12b] not an id of this warehouse: expected bigint");
    }

    @Test
    void aScoreWithoutSegmentsIsAProgrammingError() {
        assertThatThrownBy(() -> publishOk("r1", List.of(SampleScores.withSegments("1", null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("customer 1 has no segments yet");
    }

    private static Publication publishOk(String runId, List<CustomerScore> scores) {
        return fixture.publish(fixture.night(AS_OF, runId, scores.size()), scores);
    }

    private static List<String> rowsButMoments() {
        return fixture.database.rows(String.format(
                Locale.ROOT,
                "select (to_jsonb(s) - 'scored_at')::text from retention.customer_score as s where score_date = '%s'"
                        + " order by customer_id",
                AS_OF));
    }
}
