package dev.nightjar.churn.comparison;

import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.EncodedCutOffs;
import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import dev.nightjar.feature.BucketFeatures;
import dev.nightjar.feature.ChurnDefinition;
import dev.nightjar.feature.FeatureCatalogue;
import dev.nightjar.feature.FeatureOptions;
import dev.nightjar.feature.FeaturePlan;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * A night of the past: what was known by then, and what then happened.
 *
 * @param name what the table calls it
 * @param asOfDay days since 1970-01-01
 * @param horizonDays length of the churn window
 * @param firstOrderDay of the shop
 * @param known cut-offs as the night would have them
 * @param future customers as of the as-of day, with the labels of the horizon after it
 */
record Trial(
        String name,
        int asOfDay,
        int horizonDays,
        int firstOrderDay,
        int activeWithinDays,
        EncodedCutOffs known,
        EncodedCutOffs future) {

    static final int TRAINING_ROWS = 30_000;

    static Trial of(Shop shop, String asOf, int horizonDays, int activeWithinDays) {
        int asOfDay = (int) LocalDate.parse(asOf).toEpochDay();
        FeatureCatalogue catalogue = FeatureCatalogue.of(
                shop.shape(), new FeatureOptions(Set.of(), List.of(), activeWithinDays, horizonDays));
        int first = shop.firstOrderDay();
        int[] days = CutOffPlan.of(asOfDay, first, horizonDays, CutOffPlan.MOST_CUT_OFFS).cutOffDays().stream()
                .mapToInt(Integer::intValue)
                .toArray();
        double share = 0.5 * TRAINING_ROWS;
        int most = (int) Math.ceil(share + 3 * Math.sqrt(share)) + 1;
        FeaturePlan plan =
                new FeaturePlan(asOfDay, days, horizonDays, activeWithinDays, most, ChurnDefinition.INACTIVITY);
        FeaturePlan after = new FeaturePlan(
                asOfDay + horizonDays,
                new int[] {asOfDay},
                horizonDays,
                activeWithinDays,
                Integer.MAX_VALUE,
                ChurnDefinition.INACTIVITY);
        return new Trial(
                shop.name() + ", " + asOf + ", " + horizonDays + " days",
                asOfDay,
                horizonDays,
                first,
                activeWithinDays,
                new EncodedCutOffs(
                        BucketFeatures.of(shop.history(), catalogue, plan).cutOffs(), catalogue),
                new EncodedCutOffs(
                        BucketFeatures.of(shop.history(), catalogue, after).cutOffs(), catalogue));
    }

    /** The customers scored on the as-of day, with what then happened. */
    CutOff realised() {
        return future.newestFirst().get(0);
    }
}
