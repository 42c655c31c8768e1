package dev.nightjar.cltv.interval;

import dev.nightjar.cltv.ValueInput;
import dev.nightjar.customer.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up CLTV by segment, a part of the customers at a time. Not for several threads: give each part its own, then join. */
public final class SegmentTotals {

    private final ValueIntervals intervals;

    /** By dimension, then member. */
    private final Map<String, Map<String, TotalBuilder>> totals = new TreeMap<>();

    public SegmentTotals(ValueIntervals intervals) {
        this.intervals = intervals;
    }

    /**
     * Adds a customer.
     *
     * @param cltv unrounded; a customer without one is in no total
     * @param members the customer's segment by dimension; a null segment is none
     */
    public void add(ValueInput input, @Nullable Double cltv, Map<String, @Nullable String> members) {
        if (cltv == null) {
            return;
        }
        TotalBuilder.Part part = intervals.partOf(input, cltv);
        long cents = Money.hundredths(cltv);
        members.forEach((dimension, member) -> {
            if (member != null) {
                total(dimension, member).add(part, cents);
            }
        });
    }

    /** Adds the totals of another part of the customers. */
    public void addAll(SegmentTotals part) {
        part.totals.forEach((dimension, members) ->
                members.forEach((member, total) -> total(dimension, member).addAll(total)));
    }

    /** All totals, by dimension and member in alphabetical order. */
    public List<SegmentTotal> totals() {
        List<SegmentTotal> all = new ArrayList<>();
        totals.forEach((dimension, members) ->
                members.forEach((member, total) -> all.add(total.build(dimension, member, intervals))));
        return all;
    }

    private TotalBuilder total(String dimension, String member) {
        return totals.computeIfAbsent(dimension, any -> new TreeMap<>())
                .computeIfAbsent(
                        member,
                        any -> new TotalBuilder(intervals.correctionCovariance().size()));
    }
}
