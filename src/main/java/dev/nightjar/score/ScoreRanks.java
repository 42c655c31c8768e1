package dev.nightjar.score;

import dev.nightjar.segment.ValueTier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where a customer stands among all that are scored.
 *
 * @param probabilities churn probabilities of all scored customers, ascending
 * @param tiers where the value tiers begin
 */
public record ScoreRanks(double[] probabilities, ValueTier.CutPoints tiers) {

    private static final int PERCENT = 100;

    /**
     * Ranks of a population; the arrays are left as they are.
     *
     * @param churnProbabilities one per customer; NaN for those without
     * @param cltv one per customer, units of the base currency; NaN for those without
     */
    public static ScoreRanks fit(double[] churnProbabilities, double[] cltv) {
        double[] probabilities = Arrays.stream(churnProbabilities)
                .filter(probability -> !Double.isNaN(probability))
                .sorted()
                .toArray();
        double[] values =
                Arrays.stream(cltv).filter(value -> !Double.isNaN(value)).toArray();
        return new ScoreRanks(probabilities, ValueTier.CutPoints.fit(values));
    }

    /**
     * The share of scored customers that are at most as likely to leave, in whole percent rounded up: 1 to 100, equal
     * probabilities share one.
     *
     * @param probability of a customer of this population, or null
     */
    public @Nullable Integer percentile(@Nullable Double probability) {
        if (probability == null) {
            return null;
        }
        long atMost = countUpTo(probability);
        return (int) Math.max(1, (PERCENT * atMost + probabilities.length - 1) / probabilities.length);
    }

    /** The tier of a CLTV; null where there is none. */
    public @Nullable ValueTier tier(@Nullable Double cltv) {
        return cltv == null ? null : tiers.tier(cltv);
    }

    private int countUpTo(double probability) {
        int low = 0;
        int high = probabilities.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (probabilities[middle] <= probability) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
