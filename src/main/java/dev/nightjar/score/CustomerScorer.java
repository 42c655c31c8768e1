package dev.nightjar.score;

import dev.nightjar.churn.ChurnModel;
import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.CustomerValue;
import dev.nightjar.cltv.ValueInput;
import dev.nightjar.cltv.interval.ValueInterval;
import dev.nightjar.cltv.interval.ValueIntervals;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FeatureRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins churn and value for the customers of a batch, given what was fitted on the population. Ranks and segments, which
 * need everybody's scores, come later. Safe for use by several threads.
 */
public final class CustomerScorer {

    private final int asOfDay;
    private final int activeWithinDays;
    private final ChurnDefinition definition;
    private final @Nullable ChurnScorer churn;
    private final CltvModel cltv;
    private final ValueIntervals intervals;

    /**
     * @param asOfDay days since 1970-01-01
     * @param activeWithinDays a customer whose last completed order is older is lapsed
     * @param definition where it is not inactivity, a customer who has cancelled and not ordered since is gone, too
     * @param churnModel null where there is not even a baseline
     * @param cltv fitted as of the same date
     */
    public CustomerScorer(
            int asOfDay,
            int activeWithinDays,
            ChurnDefinition definition,
            @Nullable ChurnModel churnModel,
            CltvModel cltv) {
        this.asOfDay = asOfDay;
        this.activeWithinDays = activeWithinDays;
        this.definition = definition;
        this.churn = churnModel == null ? null : new ChurnScorer(churnModel);
        this.cltv = cltv;
        this.intervals = new ValueIntervals(cltv);
    }

    /**
     * Scores of all rows, in their order.
     *
     * @param rows features as of the date
     * @param profiles by customer id; customers without one are missing
     */
    public List<CustomerScore> score(FeatureRows rows, Map<String, Profile> profiles) {
        ChurnScore[] churnScores = churnScores(rows);
        List<CustomerScore> scores = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
            String customerId = rows.customerIds()[row];
            CustomerFacts facts = rows.facts()[row];
            Profile profile = profiles.get(customerId);
            long acquisitionCost = profile == null ? Money.MISSING : profile.acquisitionCost();
            String market = Market.of(profile, cltv.options().market());
            ValueScore value = valueScore(ValueInputs.of(facts, acquisitionCost, market));
            scores.add(new CustomerScore(customerId, facts, churnScores[row], value, null));
        }
        return scores;
    }

    private ChurnScore[] churnScores(FeatureRows rows) {
        if (churn == null) {
            ChurnScore[] none = new ChurnScore[rows.size()];
            Arrays.fill(none, ChurnScore.NONE);
            return none;
        }
        boolean[] isActive = new boolean[rows.size()];
        for (int row = 0; row < isActive.length; row++) {
            CustomerFacts facts = rows.facts()[row];
            boolean isGone = definition.endsWithCancellation() && facts.hasCancelled();
            isActive[row] = !isGone && facts.lastOrderDay() >= asOfDay - activeWithinDays;
        }
        return churn.score(rows, isActive, cltv.bgNbd());
    }

    private ValueScore valueScore(ValueInput input) {
        CustomerValue value = cltv.value(input, asOfDay);
        ValueInterval interval = value.cltv() == null ? null : intervals.interval(input, value.cltv());
        return new ValueScore(
                value.probabilityAlive(),
                value.expectedOrders(),
                value.expectedOrderValue(),
                value.cltv(),
                interval == null ? null : interval.low(),
                interval == null ? null : interval.high(),
                value.cltvFormula(),
                value.cltvNet(),
                value.nextOrderDueDay());
    }
}
