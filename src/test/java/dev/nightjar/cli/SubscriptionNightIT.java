package dev.nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.TestPostgres;
import dev.nightjar.postgres.PostgresSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nights on a subscription shop whose customers leave by cancelling. */
class SubscriptionNightIT {

    private static final String AS_OF = "2025-12-01";
    private static final String NEXT = "2026-01-05";

    private static PostgresSettings shop;
    private static NightRun night;

    @BeforeAll
    static void score(@TempDir Path folder) {
        shop = TestPostgres.freshDatabase();
        Path extract = GeneratedShops.subscriptions(shop, folder);
        night = new NightRun(folder, shop, TestPostgres.freshDatabase(), extract)
                .set("nightjar.churn.horizon", "P30D")
                .set("nightjar.churn.active-within", "P60D")
                .set("nightjar.churn.training-rows", 6000);
        night.set("nightjar.churn.definition", "cancellation");
        run("nightly", "--as-of", AS_OF);
        night.set("nightjar.churn.definition", "either");
        run("nightly", "--as-of", NEXT);
        run("evaluate", "--as-of", NEXT);
        run("nightly", "--as-of", "2026-02-10");
        run("evaluate", "--as-of", "2026-02-10");
    }

    private static void run(String... command) {
        NightRun.Result result = night.run(command);
        assertThat(result.exitCode())
                .as(String.join(" ", command) + ": " + result.err())
                .isZero();
        System.out.println(result.out());
    }

    /** A model of cancellations is not used for either; both nights train one of their own. */
    @Test
    void everyDefinitionHasAModelOfItsOwn() {
        assertThat(night.rows("select score_date, churn_model_id, count(churn_probability) > 1000"
                        + " from retention.customer_score where score_date < '2026-02-01' and churn_probability is not null"
                        + " group by score_date, churn_model_id order by score_date"))
                .containsExactly(AS_OF + "|churn-2025-12-01-01|t", NEXT + "|churn-2026-01-05-01|t");
        assertThat(night.rows("select model_id, status from retention.churn_model where as_of_date <= '" + NEXT
                        + "' order by model_id"))
                .containsExactly("churn-2025-12-01-01|champion", "churn-2026-01-05-01|champion");
    }

    /** Counted in the shop: the last cancellation before the date, and no order since. */
    @ParameterizedTest
    @CsvSource({AS_OF, NEXT})
    void whoHasCancelledHasNoProbabilityUnlessBack(String asOf) {
        List<String> gone = NightRun.rows(shop, """
                select customer_id from i
                where kind = 'cancel' and occurred_at < timestamptz '%1$s 00:00 UTC'
                    and not exists (
                        select 1 from o where o.customer_id = i.customer_id
                            and o.ordered_at > i.occurred_at and o.ordered_at < timestamptz '%1$s 00:00 UTC'
                    )
                order by customer_id
                """.formatted(asOf));
        List<String> stillThere = NightRun.rows(shop, """
                select customer_id from o
                where ordered_at < timestamptz '%1$s 00:00 UTC'
                group by customer_id
                having max(ordered_at) >= timestamptz '%1$s 00:00 UTC' - interval '60 days'
                    and not exists (
                        select 1 from i where i.customer_id = o.customer_id and kind = 'cancel'
                            and i.occurred_at < timestamptz '%1$s 00:00 UTC' and i.occurred_at >= max(o.ordered_at)
                    )
                order by customer_id
                """.formatted(asOf));

        assertThat(gone).hasSizeGreaterThan(1_000);
        assertThat(night.rows("select customer_id from retention.customer_score where score_date = '" + asOf
                        + "' and churn_probability is not null order by customer_id"))
                .isEqualTo(stillThere)
                .doesNotContainAnyElementsOf(gone)
                .as("somebody who cancelled is back")
                .containsAnyElementsOf(NightRun.rows(
                        shop,
                        "select customer_id from i where kind = 'cancel' and occurred_at < timestamptz '" + asOf
                                + " 00:00 UTC'"));
    }

    /** Counted in the shop: of the customers with a probability, those who then cancelled or, where that counts, fell silent. */
    @ParameterizedTest
    @CsvSource({"2025-12-01, cancellation", "2026-01-05, either"})
    void whatThenHappenedIsWhatTheDefinitionSays(String asOf, String definition) {
        Set<String> scored =
                Set.copyOf(night.rows("select customer_id from retention.customer_score where score_date = '" + asOf
                        + "' and churn_probability is not null"));
        Set<String> cancelled = within30Days("i where kind = 'cancel' and occurred_at", asOf);
        Set<String> ordered = within30Days("o where ordered_at", asOf);
        boolean silenceCounts = definition.equals("either");

        long churners = scored.stream()
                .filter(id -> cancelled.contains(id) || (silenceCounts && !ordered.contains(id)))
                .count();

        assertThat(night.number("select value from retention.model_monitor where score_date = '" + asOf
                        + "' and churn_definition = '" + definition + "' and metric = 'churners'"))
                .isEqualTo((double) churners);
        assertThat(scored.stream().filter(id -> cancelled.contains(id) && ordered.contains(id)))
                .as("who orders and cancels in the same window has left, by both definitions")
                .isNotEmpty();
        assertThat(scored.stream().filter(id -> !cancelled.contains(id) && !ordered.contains(id)))
                .as("who falls silent without a word has left by one definition alone")
                .isNotEmpty();
    }

    private static Set<String> within30Days(String eventsAt, String asOf) {
        return Set.copyOf(
                NightRun.rows(shop, """
                select distinct customer_id from %1$s >= timestamptz '%2$s 00:00 UTC'
                    and %3$s < timestamptz '%2$s 00:00 UTC' + interval '30 days'
                """.formatted(eventsAt, asOf, eventsAt.substring(eventsAt.lastIndexOf(' ') + 1))));
    }

    /** The tickets tell: of those with one lately 0.3 leave, of the others 0.02. */
    @ParameterizedTest
    @CsvSource({"2025-12-01, cancellation", "2026-01-05, either"})
    void scoresForetellWhoLeaves(String asOf, String definition) {
        String figure = "select value from retention.model_monitor where score_date = '" + asOf
                + "' and churn_definition = '" + definition + "' and metric = ";

        assertThat(night.number(figure + "'auc'")).isGreaterThan(0.75);
        assertThat(night.number(figure + "'churners'")).isGreaterThan(50);
        assertThat(night.number(figure + "'mean_probability'"))
                .isCloseTo(night.number(figure + "'base_rate'"), within(0.03));
        assertThat(night.number(figure + "'calibration_error'")).isLessThan(0.04);
    }

    @ParameterizedTest
    @CsvSource({AS_OF, NEXT})
    void reasonsAddUp(String asOf) throws Exception {
        assertThat(new ReasonsOracle(night, "nightly-" + asOf + "-01").assertReasonsAddUp())
                .isGreaterThan(1_000);
    }

    @Test
    void reasonsNameTheTickets() {
        assertThat(night.rows("select reason_1 from retention.customer_score where score_date = '" + AS_OF
                        + "' and churn_percentile > 95 and reason_1 like '%ticket%'"))
                .isNotEmpty();
    }

    /** A week ahead most do not order; who does is told by the rhythm of 30 days. */
    @Test
    void aHorizonOfAWeekWorks(@TempDir Path folder) {
        NightRun weekly = new NightRun(
                        folder, shop, TestPostgres.freshDatabase(), GeneratedShops.extractOf(folder, true))
                .set("nightjar.churn.horizon", "P7D")
                .set("nightjar.churn.active-within", "P60D")
                .set("nightjar.churn.training-rows", 6000);

        assertThat(weekly.run("nightly", "--as-of", AS_OF).exitCode()).isZero();
        assertThat(weekly.run("nightly", "--as-of", "2025-12-08", "--train", "never")
                        .exitCode())
                .isZero();
        NightRun.Result evaluated = weekly.run("evaluate", "--as-of", "2025-12-08");

        assertThat(evaluated.exitCode()).as(evaluated.err()).isZero();
        String figure = "select value from retention.model_monitor where score_date = '" + AS_OF + "' and metric = ";
        assertThat(weekly.number(figure + "'auc'")).isGreaterThan(0.85);
        assertThat(weekly.number(figure + "'calibration_error'")).isLessThan(0.05);
        assertThat(weekly.rows("select distinct horizon_ended_on from retention.model_monitor"))
                .containsExactly("2025-12-08");
        assertThat(weekly.rows("select count(*) from retention.feature_drift where score_date = '" + AS_OF
                        + "' and feature = 'churn_probability'"))
                .containsExactly("1");
    }
}
