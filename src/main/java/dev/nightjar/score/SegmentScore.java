package dev.nightjar.score;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer stands among the others.
 *
 * @param recencyScore 1 to 5, 5 = best
 * @param frequencyScore 1 to 5, 5 = best
 * @param monetaryScore 1 to 5, 5 = best
 * @param rfmSegment name of the RFM segment
 * @param lifecycleStage stage of the relationship
 * @param valueTier tier by percentile of CLTV; null where there is no CLTV
 * @param segments names of the declared segments the customer is in, ascending
 */
public record SegmentScore(
        int recencyScore,
        int frequencyScore,
        int monetaryScore,
        String rfmSegment,
        String lifecycleStage,
        @Nullable String valueTier,
        List<String> segments) {}
