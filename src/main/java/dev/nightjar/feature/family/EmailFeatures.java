package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.CustomerTally;
import dev.nightjar.feature.tally.InteractionKind;
import dev.nightjar.feature.tally.InteractionTally;
import dev.nightjar.feature.tally.Window;

/** Whether the customer still reads what we write. */
final class EmailFeatures {

    private static final String FAMILY = "e-mail";
    private static final Window[] WINDOWS = {Window.DAYS_30, Window.DAYS_90, Window.DAYS_365};

    private EmailFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareCounts(sheet, InteractionKind.EMAIL_SENT, "E-mails sent");
        declareCounts(sheet, InteractionKind.EMAIL_OPEN, "E-mails opened");
        declareCounts(sheet, InteractionKind.EMAIL_CLICK, "Clicks in e-mails");
        declareRates(sheet, Window.DAYS_90);
        declareRates(sheet, Window.DAYS_365);
        email(sheet, "email_open_rate_change_90d", "Change of the e-mail open rate")
                .unit("difference of shares")
                .window("90 days and the 90 before")
                .definition("Open rate in the window − in the window before; missing if nothing was sent in either.")
                .number(EmailFeatures::openRateChange);
        email(sheet, "unsubscribe_count", "Unsubscribed from e-mail")
                .unit("interactions")
                .definition("Unsubscriptions so far.")
                .number(tally ->
                        tally.interactions().of(InteractionKind.UNSUBSCRIBE).total());
        declareDaysSince(sheet, InteractionKind.UNSUBSCRIBE, "Days since unsubscribing");
        declareDaysSince(sheet, InteractionKind.EMAIL_OPEN, "Days since the last e-mail was opened");
        declareDaysSince(sheet, InteractionKind.EMAIL_CLICK, "Days since the last click in an e-mail");
    }

    private static void declareCounts(FeatureSheet sheet, InteractionKind kind, String label) {
        for (Window window : WINDOWS) {
            email(sheet, kind.text() + "_count_" + window.suffix(), label + " in the last " + window.days() + " days")
                    .unit("interactions")
                    .window(window)
                    .definition(label + " in the window.")
                    .number(tally -> tally.interactions().of(kind).within(window));
        }
    }

    private static void declareRates(FeatureSheet sheet, Window window) {
        email(sheet, "email_open_rate_" + window.suffix(), "Share of e-mails opened, last " + window.days() + " days")
                .unit("share")
                .window(window)
                .definition("Opens / e-mails sent in the window; missing if none was sent.")
                .fillWithCompanion(-1)
                .number(tally -> rate(tally, InteractionKind.EMAIL_OPEN, InteractionKind.EMAIL_SENT, window));
        email(sheet, "email_click_rate_" + window.suffix(), "Clicks per opened e-mail, last " + window.days() + " days")
                .unit("share")
                .window(window)
                .definition("Clicks / opens in the window; missing if none was opened.")
                .fill(-1)
                .number(tally -> rate(tally, InteractionKind.EMAIL_CLICK, InteractionKind.EMAIL_OPEN, window));
    }

    private static void declareDaysSince(FeatureSheet sheet, InteractionKind kind, String label) {
        email(sheet, "days_since_last_" + kind.text(), label)
                .unit("days")
                .definition("Days from the last interaction of this kind to the as-of date; missing if there was none.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay(kind)));
    }

    private static double rate(CustomerTally tally, InteractionKind part, InteractionKind whole, Window window) {
        long of = tally.interactions().of(whole).within(window);
        return of == 0 ? Double.NaN : (double) tally.interactions().of(part).within(window) / of;
    }

    private static double openRateChange(CustomerTally tally) {
        InteractionTally interactions = tally.interactions();
        long sentBefore = interactions.of(InteractionKind.EMAIL_SENT).before(Window.DAYS_90);
        long openedBefore = interactions.of(InteractionKind.EMAIL_OPEN).before(Window.DAYS_90);
        double before = sentBefore == 0 ? Double.NaN : (double) openedBefore / sentBefore;
        return rate(tally, InteractionKind.EMAIL_OPEN, InteractionKind.EMAIL_SENT, Window.DAYS_90) - before;
    }

    private static FeatureSheet.Line email(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).needs(FeatureSheet.KIND);
    }
}
