package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.InteractionKind;
import java.util.Locale;

/** What the customer says about us in numbers: NPS, CSAT and reviews. */
final class FeedbackFeatures {

    private static final String FAMILY = "ratings";

    private FeedbackFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareRating(sheet, InteractionKind.NPS, "0 to 10");
        declareRating(sheet, InteractionKind.CSAT, "1 to 5");
        declareRating(sheet, InteractionKind.REVIEW, "1 to 5");
    }

    private static void declareRating(FeatureSheet sheet, InteractionKind kind, String unit) {
        String name =
                kind == InteractionKind.REVIEW ? "review rating" : kind.text().toUpperCase(Locale.ROOT);
        rating(sheet, "last_" + kind.text(), "Last " + name)
                .unit(unit)
                .definition("Latest " + name + ", the best of several at one instant; missing if never given.")
                .fillWithCompanion(-1)
                .number(tally -> tally.interactions().ratings(kind).last());
        rating(sheet, "mean_" + kind.text(), "Mean " + name)
                .unit(unit)
                .definition("Mean " + name + " so far; missing if never given.")
                .fill(-1)
                .number(tally -> tally.interactions().ratings(kind).mean());
        rating(sheet, kind.text() + "_change", "Change of the " + name)
                .unit("difference")
                .definition("Latest " + name + " − mean of the others; missing with fewer than two.")
                .fill(0)
                .number(tally -> tally.interactions().ratings(kind).change());
        rating(sheet, "days_since_last_" + kind.text(), "Days since the last " + name)
                .unit("days")
                .definition("Days from the latest " + name + " to the as-of date; missing if never given.")
                .fill(FeatureSheet.NEVER)
                .number(tally ->
                        tally.daysSince(tally.interactions().ratings(kind).lastDay()));
    }

    private static FeatureSheet.Line rating(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).needs(FeatureSheet.KIND, "interactions.value");
    }
}
