package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.CustomerTally;
import dev.nightjar.feature.tally.PurchaseDays;

/** The rhythm of purchase days, and whether the customer is late by it. */
final class GapFeatures {

    private static final String FAMILY = "gaps between purchases";

    private GapFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareUsualGaps(sheet);
        declareAgainstTheUsual(sheet);
    }

    private static void declareUsualGaps(FeatureSheet sheet) {
        gap(sheet, "mean_gap_days", "Usual days between purchases (mean)")
                .definition("Mean days between consecutive purchase days; missing with fewer than two.")
                .fillWithCompanion(FeatureSheet.NEVER)
                .number(tally -> tally.purchaseDays().meanGap());
        gap(sheet, "median_gap_days", "Usual days between purchases (median)")
                .definition("Median days between consecutive purchase days; missing with fewer than two.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.purchaseDays().medianGap());
        gap(sheet, "gap_deviation_days", "Irregularity of purchases in days")
                .definition("Sample standard deviation of the gaps; missing with fewer than two gaps.")
                .fillWithCompanion(FeatureSheet.NEVER)
                .number(tally -> tally.purchaseDays().gapDeviation());
        gap(sheet, "longest_gap_days", "Longest break between purchases")
                .definition("Greatest gap between consecutive purchase days; missing with fewer than two.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.purchaseDays().longestGap());
        gap(sheet, "last_gap_days", "Days between the last two purchases")
                .definition("Gap between the last two purchase days; missing with fewer than two.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.purchaseDays().lastGap());
    }

    private static void declareAgainstTheUsual(FeatureSheet sheet) {
        gap(sheet, "gap_variation", "Irregularity of purchases")
                .unit("ratio")
                .definition("Standard deviation of the gaps / their mean; missing with fewer than two gaps.")
                .fill(-1)
                .number(tally -> tally.purchaseDays().gapDeviation()
                        / tally.purchaseDays().meanGap());
        gap(sheet, "last_gap_ratio", "Last break against the usual")
                .unit("ratio")
                .definition("Last gap / median gap; missing with fewer than two purchase days.")
                .fill(-1)
                .number(tally ->
                        tally.purchaseDays().lastGap() / tally.purchaseDays().medianGap());
        gap(sheet, "overdue_ratio", "Time since the last order against the usual gap")
                .unit("ratio")
                .definition("Days since the last order / median gap; above 1 is late. Missing with fewer than two.")
                .fill(-1)
                .number(tally ->
                        tally.daysSinceLastOrder() / tally.purchaseDays().medianGap());
        gap(sheet, "overdue_days", "Days overdue")
                .definition(
                        "Days since the last order − median gap; negative is not yet due. Missing with fewer than two.")
                .fill(-FeatureSheet.NEVER)
                .number(tally ->
                        tally.daysSinceLastOrder() - tally.purchaseDays().medianGap());
        gap(sheet, "silence_deviations", "How unusual the present silence is")
                .unit("standard deviations")
                .definition("(Days since the last order − mean gap) / (1 + deviation of the gaps); missing with fewer"
                        + " than two gaps.")
                .fill(-1)
                .number(GapFeatures::silenceDeviations);
    }

    private static double silenceDeviations(CustomerTally tally) {
        PurchaseDays days = tally.purchaseDays();
        return (tally.daysSinceLastOrder() - days.meanGap()) / (1 + days.gapDeviation());
    }

    private static FeatureSheet.Line gap(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).unit("days");
    }
}
