package dev.nightjar.warehouse.publication;

import static dev.nightjar.warehouse.publication.PublisherFixture.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.score.ChurnScore;
import dev.nightjar.score.ChurnScore.Reason;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.ValueScore;
import dev.nightjar.warehouse.CustomerIdType;
import dev.nightjar.warehouse.QualityResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublishChecksIT {

    private static final Reason REASON = new Reason("order_count", 0.5);

    private static PublisherFixture fixture;

    @BeforeAll
    static void openWarehouse() {
        fixture = new PublisherFixture(CustomerIdType.TEXT);
    }

    @AfterAll
    static void closeWarehouse() {
        fixture.close();
    }

    @AfterEach
    void clear() {
        fixture.clear();
    }

    static Stream<Arguments> offences() {
        return Stream.of(
                Arguments.of("fail_probability_range", churn(1.25, 50, "low", REASON)),
                Arguments.of("fail_probability_range", churn(Double.NaN, 50, "low", REASON)),
                Arguments.of("fail_probability_range", value(-0.25, 1.0, 1.0, 1.0)),
                Arguments.of("fail_churn_complete", churn(0.5, null, "low", REASON)),
                Arguments.of("fail_churn_complete", churn(0.5, 101, "low", REASON)),
                Arguments.of("fail_churn_complete", churn(0.5, 50, "dire", REASON)),
                Arguments.of("fail_churn_complete", churn(null, 50, "low")),
                Arguments.of("fail_value_finite", value(0.5, -1.0, 1.0, 1.0)),
                Arguments.of("fail_value_finite", value(0.5, Double.POSITIVE_INFINITY, 1.0, 1.0)),
                Arguments.of("fail_value_finite", churn(0.5, 50, "low", new Reason("order_count", Double.NaN))),
                Arguments.of("fail_cltv_net", value(0.5, 1.0, 10.0, 10.01)),
                Arguments.of("fail_cltv_net", value(0.5, 1.0, 10.0, null)),
                Arguments.of("fail_order_history", bornTomorrow()),
                Arguments.of("fail_key_length", SampleScores.complete("長".repeat(900))));
    }

    @ParameterizedTest
    @MethodSource("offences")
    void anOffenceStopsThePublicationByName(String check, CustomerScore offender) {
        List<CustomerScore> scores = List.of(SampleScores.complete("fine"), offender);

        assertThatThrownBy(() -> fixture.publish(fixture.night(AS_OF, "r1", 2), scores))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("] " + check + ": customer ");

        assertThat(fixture.seen(AS_OF)).startsWith("0|");
    }

    @Test
    void scoredCustomersMustBeAllThere() {
        assertThatThrownBy(() -> fixture.publish(fixture.night(AS_OF, "r1", 11), SampleScores.many(10, 5)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("fail_row_accounting: expected 11 rows, one per scored customer, was 10");
    }

    @Test
    void aScoreNeedsAModelThatIsInTheStore() {
        ScoreNight night = fixture.night(AS_OF, "r1", 1);
        ScoreNight unknown = new ScoreNight(
                AS_OF, "r1", "nightly", night.fenceToken(), CustomerIdType.TEXT, "churn-of-nobody", null, 1);

        assertThatThrownBy(() -> fixture.publish(unknown, List.of(SampleScores.complete("1"))))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("fail_model_present: customer 1: expected models that are in the store, was"
                        + " churn_model_id churn-of-nobody, cltv_model_id ");
    }

    @Test
    void aNightWithoutModelsNeedsNone() {
        ScoreNight night = fixture.night(AS_OF, "r1", 1);
        ScoreNight without =
                new ScoreNight(AS_OF, "r1", "nightly", night.fenceToken(), CustomerIdType.TEXT, null, null, 1);

        Publication publication = fixture.publish(without, List.of(SampleScores.bare("1")));

        assertThat(warnings(publication)).containsExactly("warn_nobody_scored");
    }

    @Test
    void aNightOfLessThanHalfTheLastOneIsRefusedHoweverLongAgoThatWas() {
        publish(AS_OF.minusDays(300), 400);

        assertThatThrownBy(() -> publish(AS_OF, 199))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining(
                        "fail_row_count: expected 200 to 800 rows, 2 times fewer to 2 times more than on 2025-04-20, was"
                                + " 199; where that is right, raise nightjar.quality.max-size-change");
        assertThat(warnings(publish(AS_OF, 200))).isEmpty();
    }

    /** The source did shrink: its owner says so for one night, and the next is compared with that one. */
    @Test
    void aLargerFactorLetsOneNightBeSmaller() {
        publish(AS_OF.minusDays(1), 900);
        ScorePublisher lenient = ScorePublisher.of(fixture.database.warehouse(), null, 1, 5);

        lenient.publish(fixture.night(AS_OF, "r-" + AS_OF, 200), PublisherFixture.buckets(early(200)));

        assertThat(warnings(publish(AS_OF.plusDays(1), 200))).isEmpty();
    }

    @Test
    void aNightOfMoreThanTwiceTheLastOneIsRefusedWithinAWeek() {
        publish(AS_OF.minusDays(7), 200);

        assertThatThrownBy(() -> publish(AS_OF, 401))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("fail_row_count: expected 100 to 400 rows");
        assertThat(warnings(publish(AS_OF, 400))).containsExactly("warn_row_count");
        assertThat(warnings(publish(AS_OF.plusDays(8), 900))).isEmpty();
    }

    @Test
    void aTenthMoreOrLessWithinAWeekIsAWarning() {
        publish(AS_OF.minusDays(1), 2000);

        assertThat(warnings(publish(AS_OF, 1799))).containsExactly("warn_row_count");
        assertThat(warnings(publish(AS_OF, 1800))).isEmpty();
        assertThat(warnings(publish(AS_OF, 2200))).isEmpty();
        assertThat(warnings(publish(AS_OF, 2201))).containsExactly("warn_row_count");
    }

    @Test
    void aSmallShopMayDoubleOrHalveOvernight() {
        publish(AS_OF.minusDays(1), 101);

        assertThat(warnings(publish(AS_OF, 1))).isEmpty();
        assertThat(warnings(publish(AS_OF.plusDays(1), 101))).isEmpty();
    }

    @Test
    void aNightIsComparedWithTheOneBeforeItNotWithItsOwnLastAttempt() {
        publish(AS_OF.minusDays(1), 1000);
        publish(AS_OF.plusDays(1), 1000);
        publish(AS_OF, 1950);

        assertThat(warnings(publish(AS_OF, 1000))).isEmpty();
    }

    @Test
    void aFolderOfOnesOwnReplacesTheChecksOfTheJar(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("replace.sql"), PublishSql.ofJar().replace());
        Files.writeString(
                folder.resolve("warn_house_rule.sql"),
                "select 'nobody may be called ' || customer_id as problem from customer_score_v1_load"
                        + " where customer_id = 'Bobby''; drop table' and cast(:run_id as text) = 'r1';\n");
        ScorePublisher publisher = ScorePublisher.of(fixture.database.warehouse(), folder, 1, 2);

        Publication publication = publisher.publish(
                fixture.night(AS_OF, "r1", 99),
                PublisherFixture.buckets(List.of(SampleScores.complete("Bobby'; drop table"))));

        assertThat(publication.checks())
                .extracting(QualityResult::check, QualityResult::message)
                .containsExactly(tuple("warn_house_rule", "nobody may be called Bobby'; drop table"));
        assertThat(publication.rows()).isEqualTo(1);
    }

    @Test
    void whatNoCheckOfOnesOwnFindsTheTableRefuses(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("replace.sql"), PublishSql.ofJar().replace());
        ScorePublisher publisher = ScorePublisher.of(fixture.database.warehouse(), folder, 2, 2);
        List<CustomerScore> twice = List.of(SampleScores.complete("twice"), SampleScores.complete("twice"));

        assertThatThrownBy(() -> publisher.publish(fixture.night(AS_OF, "r1", 2), PublisherFixture.buckets(twice)))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("could not create unique index");

        assertThat(fixture.seen(AS_OF)).startsWith("0|");
    }

    private static Publication publish(LocalDate asOfDate, int customers) {
        return fixture.publish(fixture.night(asOfDate, "r-" + asOfDate, customers), early(customers));
    }

    /** Customers whose orders lie before every night of these tests. */
    private static List<CustomerScore> early(int customers) {
        var facts = SampleScores.facts();
        var early = new CustomerFacts(
                1, 0, 0, facts.previousOrderDay(), facts.lastOrderDayYearAgo(), 1, 0, facts.purchases(), 1, 1);
        return SampleScores.many(customers, 5).stream()
                .map(score ->
                        new CustomerScore(score.customerId(), early, score.churn(), score.value(), score.segments()))
                .toList();
    }

    private static List<String> warnings(Publication publication) {
        return publication.checks().stream()
                .filter(check -> !check.passed())
                .map(QualityResult::check)
                .toList();
    }

    private static CustomerScore churn(
            @Nullable Double probability, @Nullable Integer percentile, String risk, Reason... reasons) {
        return SampleScores.withChurn("odd", new ChurnScore(probability, percentile, risk, List.of(reasons)));
    }

    private static CustomerScore value(
            double probabilityAlive, double expectedOrders, @Nullable Double cltv, @Nullable Double cltvNet) {
        return SampleScores.withValue(
                "odd", new ValueScore(probabilityAlive, expectedOrders, 1.0, cltv, null, null, 1.0, cltvNet, null));
    }

    private static CustomerScore bornTomorrow() {
        CustomerScore fine = SampleScores.complete("odd");
        int asOf = (int) AS_OF.toEpochDay();
        return new CustomerScore(
                "odd",
                new CustomerFacts(1, asOf, asOf, asOf, asOf, 1, 0, fine.facts().purchases(), 1, 1),
                fine.churn(),
                fine.value(),
                fine.segments());
    }
}
