package dev.nightjar.score;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.segment.DeclaredSegments;
import dev.nightjar.segment.LifecycleStage;
import dev.nightjar.segment.RfmCutPoints;
import dev.nightjar.segment.RfmScore;
import dev.nightjar.segment.RfmSegment;
import dev.nightjar.segment.ValueTier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Completes scores by what is known only when everybody is scored: ranks and segments. Safe for several threads. */
public final class SegmentAssigner {

    private final int asOfDay;
    private final RfmCutPoints rfm;
    private final ScoreRanks ranks;
    private final LifecycleStage.Limits limits;
    private final DeclaredSegments declared;

    /**
     * @param asOfDay days since 1970-01-01
     * @param rfm cut points fitted on the population as of the date
     * @param ranks of all scores of the date
     * @param limits settings of the lifecycle
     * @param declared segments of the job file
     */
    public SegmentAssigner(
            int asOfDay, RfmCutPoints rfm, ScoreRanks ranks, LifecycleStage.Limits limits, DeclaredSegments declared) {
        this.asOfDay = asOfDay;
        this.rfm = rfm;
        this.ranks = ranks;
        this.limits = limits;
        this.declared = declared;
    }

    /**
     * The completed score of one customer.
     *
     * @param score as {@link CustomerScorer} left it
     * @param profile of the same customer
     * @param feature value of a feature code: a {@link Double}, a {@link String}, or null
     */
    public CustomerScore assign(CustomerScore score, Profile profile, Function<String, @Nullable Object> feature) {
        ChurnScore churn = score.churn();
        ChurnScore ranked = new ChurnScore(
                churn.probability(), ranks.percentile(churn.probability()), churn.risk(), churn.reasons());
        CustomerFacts facts = score.facts();
        RfmScore rfmScore =
                rfm.score(asOfDay - facts.lastOrderDay(), facts.orderCount(), Money.units(facts.historicValue()));
        ValueTier tier = ranks.tier(score.value().cltv());
        SegmentScore withoutDeclared = new SegmentScore(
                rfmScore.recency(),
                rfmScore.frequency(),
                rfmScore.monetary(),
                RfmSegment.of(rfmScore).code(),
                LifecycleStage.of(lifecycle(score), limits).code(),
                tier == null ? null : tier.code(),
                List.of());
        CustomerScore published = with(score, ranked, withoutDeclared);
        List<String> names = declared.namesFor(new SegmentValues(published, profile, asOfDay, feature));
        return with(score, ranked, withSegments(withoutDeclared, names));
    }

    private LifecycleStage.Facts lifecycle(CustomerScore score) {
        CustomerFacts facts = score.facts();
        boolean hasPause = facts.previousOrderDay() != CustomerFacts.NO_DAY;
        return new LifecycleStage.Facts(
                asOfDay - facts.firstOrderDay(),
                asOfDay - facts.lastOrderDay(),
                hasPause ? facts.lastOrderDay() - facts.previousOrderDay() : null,
                score.churn().probability(),
                score.value().probabilityAlive());
    }

    private static CustomerScore with(CustomerScore score, ChurnScore churn, SegmentScore segments) {
        return new CustomerScore(score.customerId(), score.facts(), churn, score.value(), segments);
    }

    private static SegmentScore withSegments(SegmentScore score, List<String> names) {
        return new SegmentScore(
                score.recencyScore(),
                score.frequencyScore(),
                score.monetaryScore(),
                score.rfmSegment(),
                score.lifecycleStage(),
                score.valueTier(),
                names);
    }
}
