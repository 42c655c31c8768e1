package dev.nightjar.job.cltv;

import dev.nightjar.cltv.CltvModel;
import dev.nightjar.cltv.interval.SegmentTotal;
import dev.nightjar.cltv.interval.SegmentTotals;
import dev.nightjar.cltv.interval.ValueIntervals;
import dev.nightjar.customer.Money;
import dev.nightjar.customer.Profile;
import dev.nightjar.score.CustomerScore;
import dev.nightjar.score.Market;
import dev.nightjar.score.SegmentScore;
import dev.nightjar.score.ValueInputs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the CLTV of a night by segment while its buckets are published. Buckets may come in any order and from several
 * threads; they are joined in the order of their numbers, so the totals do not depend on it.
 */
public final class NightTotals {

    private final ValueIntervals intervals;
    private final String market;
    private final AtomicReferenceArray<SegmentTotals> buckets;

    /** @param buckets how many there are */
    public NightTotals(CltvModel model, int buckets) {
        this.intervals = new ValueIntervals(model);
        this.market = model.options().market();
        this.buckets = new AtomicReferenceArray<>(buckets);
    }

    /**
     * Adds a bucket, in place of what was added for it before.
     *
     * @param profiles by customer id; customers without one are missing
     */
    public void add(int bucket, List<CustomerScore> scores, Map<String, Profile> profiles) {
        SegmentTotals totals = new SegmentTotals(intervals);
        for (CustomerScore score : scores) {
            String of = Market.of(profiles.get(score.customerId()), market);
            totals.add(
                    ValueInputs.of(score.facts(), Money.MISSING, of),
                    score.value().cltv(),
                    members(score));
        }
        buckets.set(bucket, totals);
    }

    /** The totals of all buckets. */
    public List<SegmentTotal> totals() {
        SegmentTotals all = new SegmentTotals(intervals);
        for (int bucket = 0; bucket < buckets.length(); bucket++) {
            SegmentTotals part = buckets.get(bucket);
            if (part != null) {
                all.addAll(part);
            }
        }
        return all.totals();
    }

    private static Map<String, @Nullable String> members(CustomerScore score) {
        SegmentScore segments = Objects.requireNonNull(score.segments(), "segments are assigned first");
        Map<String, @Nullable String> members = new HashMap<>();
        members.put("all", "all");
        members.put("rfm_segment", segments.rfmSegment());
        members.put("lifecycle_stage", segments.lifecycleStage());
        members.put("value_tier", segments.valueTier());
        return members;
    }
}
