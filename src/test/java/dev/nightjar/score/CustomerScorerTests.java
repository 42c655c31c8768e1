package dev.nightjar.score;

import static dev.nightjar.score.ScoreFixtures.ACTIVE_WITHIN;
import static dev.nightjar.score.ScoreFixtures.AS_OF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.BaselineModel;
import dev.nightjar.churn.ChurnModel;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureEncoder.Column;
import dev.nightjar.feature.FeatureEncoder.Source;
import dev.nightjar.feature.FeatureRows;
import dev.nightjar.score.ChurnScore.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CustomerScorerTests {

    private static final FeatureRows ROWS = ScoreFixtures.rows();

    @Test
    void activeCustomersHaveProbabilityRiskAndReasons() {
        List<CustomerScore> scores = scorer(ScoreFixtures.forest()).score(ROWS, Map.of());

        // a: 1 + 0.5 (filled rating) + 0.25 (no rating) + 0.125 + 0.25 (GB)
        ChurnScore a = scores.get(0).churn();
        assertThat(a.probability()).isCloseTo(1 / (1 + Math.exp(-2.125)), within(1e-12));
        assertThat(a.risk()).isEqualTo("high");
        assertThat(a.percentile()).isNull();
        assertThat(a.reasons())
                .containsExactly(
                        new Reason("spend_30d", 1.0), new Reason("mean_nps", 0.75), new Reason("country", 0.25));
        // b: -1 - 0.5 - 0.25 - 0.125 - 0.25 (not GB)
        ChurnScore b = scores.get(1).churn();
        assertThat(b.probability()).isCloseTo(1 / (1 + Math.exp(2.125)), within(1e-12));
        assertThat(b.risk()).isEqualTo("low");
    }

    @Test
    void lapsedCustomersHaveNoChurnScoreButAValue() {
        CustomerScore lapsed =
                scorer(ScoreFixtures.forest()).score(ROWS, Map.of()).get(2);

        assertThat(lapsed.churn()).isEqualTo(ChurnScore.NONE);
        assertThat(lapsed.value().cltv()).isNotNull().isPositive();
        assertThat(lapsed.segments()).isNull();
        assertThat(lapsed.facts()).isEqualTo(ROWS.facts()[2]);
    }

    @Test
    void aCustomerScoresTheSameAloneAndAmongOthers() {
        CustomerScorer scorer = scorer(ScoreFixtures.forest());
        List<CustomerScore> together = scorer.score(ROWS, Map.of());

        for (int row = 0; row < ROWS.size(); row++) {
            assertThat(scorer.score(ROWS.select(new int[] {row}), Map.of())).containsExactly(together.get(row));
        }
    }

    @Test
    void aBaselineGivesItsFeatureAsTheOnlyReasonWithoutEffect() {
        ChurnModel baseline = ScoreFixtures.model(
                new BaselineModel("mean_nps:missing", BaselineModel.Direction.HIGH, ProbabilityCalibrator.identity()),
                null);

        ChurnScore score = scorer(baseline).score(ROWS, Map.of()).get(0).churn();

        assertThat(score.probability()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
        assertThat(score.reasons()).containsExactly(new Reason("mean_nps", null));
    }

    /** Its fill value would be the same probability for everybody. */
    @Test
    void aBaselineThatReadsThePurchaseModelSaysNothingWithoutOne() {
        FeatureEncoder encoder = new FeatureEncoder(
                1,
                "fingerprint",
                90,
                List.of(BaselineModel.ORDER_PROBABILITY),
                List.of(new Column(
                        BaselineModel.ORDER_PROBABILITY, BaselineModel.ORDER_PROBABILITY, Source.MODEL, "", 0.5)));
        ChurnModel noOrder = new ChurnModel("churn-1", AS_OF, List.of(0.4, 0.7), encoder, BaselineModel.NO_ORDER, null);

        assertThat(scorer(noOrder).score(ROWS, Map.of()).get(0).churn().probability())
                .isNotNull();
        assertThat(new CustomerScorer(
                                AS_OF, ACTIVE_WITHIN, ChurnDefinition.INACTIVITY, noOrder, ScoreFixtures.cltv(false))
                        .score(ROWS, Map.of()))
                .extracting(CustomerScore::churn)
                .containsOnly(ChurnScore.NONE);
    }

    @Test
    void withoutAModelNobodyHasAChurnScore() {
        assertThat(scorer(null).score(ROWS, Map.of()))
                .extracting(CustomerScore::churn)
                .containsOnly(ChurnScore.NONE);
    }

    @Test
    void acquisitionCostNotYetEarnedBackLowersTheNetValue() {
        long cost = 100 * Money.SCALE;
        Map<String, Profile> profiles = Map.of("a", profile("a", cost));

        ValueScore value = scorer(null).score(ROWS, profiles).get(0).value();
        ValueScore unknown = scorer(null).score(ROWS, Map.of()).get(0).value();

        // 80 spent and 10 given back leave 30 of the 100 to earn
        assertThat(net(value)).isCloseTo(net(unknown) - 30, within(1e-9));
        assertThat(unknown.cltvNet()).isEqualTo(unknown.cltv());
    }

    @Test
    void withoutAPurchaseModelThereIsNoCltv() {
        ValueScore value = new CustomerScorer(
                        AS_OF, ACTIVE_WITHIN, ChurnDefinition.INACTIVITY, null, ScoreFixtures.cltv(false))
                .score(ROWS, Map.of())
                .get(0)
                .value();

        assertThat(value.cltv()).isNull();
        assertThat(value.probabilityAlive()).isNull();
        assertThat(value.expectedOrderValue()).isEqualTo(30);
    }

    private static CustomerScorer scorer(@Nullable ChurnModel model) {
        return new CustomerScorer(AS_OF, ACTIVE_WITHIN, ChurnDefinition.INACTIVITY, model, ScoreFixtures.cltv(true));
    }

    private static Profile profile(String id, long acquisitionCost) {
        return new Profile(id, null, null, null, null, null, acquisitionCost, null, null, Map.of());
    }

    private static double net(ValueScore value) {
        Double net = value.cltvNet();
        assertThat(net).isNotNull();
        return net == null ? Double.NaN : net;
    }
}
