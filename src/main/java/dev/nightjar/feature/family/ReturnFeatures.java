package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.OrderTally;
import dev.nightjar.feature.tally.Window;
import dev.nightjar.feature.tally.WindowCounts;

/** What was sent back, refunded, cancelled or is still open. */
final class ReturnFeatures {

    private static final String FAMILY = "returns and cancellations";

    private ReturnFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareRefunds(sheet);
        declareStatuses(sheet);
    }

    private static void declareRefunds(FeatureSheet sheet) {
        String[] needs = {FeatureSheet.ORDERED_AT, FeatureSheet.AMOUNT};
        sheet.line(FAMILY, "refund_count", "Refunds so far")
                .unit("refunds")
                .definition("Rows with a negative amount, whatever their status.")
                .needs(needs)
                .number(tally -> tally.orders().refunds().total());
        for (Window window : new Window[] {Window.DAYS_90, Window.DAYS_365}) {
            sheet.line(FAMILY, "refund_count_" + window.suffix(), "Refunds in the last " + window.days() + " days")
                    .unit("refunds")
                    .window(window)
                    .definition("Rows with a negative amount in the window.")
                    .needs(needs)
                    .number(tally -> tally.orders().refunds().within(window));
        }
        sheet.line(FAMILY, "refund_share", "Share of spend refunded")
                .unit("share")
                .definition("Refunded / completed amounts, above 1 if more was refunded; missing if nothing was spent.")
                .needs(needs)
                .fill(0)
                .number(tally -> refundShare(tally.orders()));
        sheet.line(FAMILY, "days_since_last_return", "Days since the last return or refund")
                .unit("days")
                .definition("Days from the last refund or returned order to the as-of date; missing if there was none.")
                .needs(needs)
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.orders().lastReturnDay()));
    }

    private static void declareStatuses(FeatureSheet sheet) {
        status(sheet, "return_count", "Orders returned so far")
                .definition("Orders of status returned.")
                .number(tally -> tally.orders().returned().total());
        status(sheet, "return_count_365d", "Orders returned in the last 365 days")
                .window(Window.DAYS_365)
                .definition("Orders of status returned in the window.")
                .number(tally -> tally.orders().returned().within(Window.DAYS_365));
        status(sheet, "return_share", "Share of orders returned")
                .unit("share")
                .definition("Returned / (completed + returned) orders.")
                .number(tally ->
                        shareOf(tally.orders().returned(), tally.orders().purchases()));
        status(sheet, "cancelled_count", "Orders cancelled so far")
                .definition("Orders of status cancelled.")
                .number(tally -> tally.orders().cancelled().total());
        status(sheet, "cancelled_count_365d", "Orders cancelled in the last 365 days")
                .window(Window.DAYS_365)
                .definition("Orders of status cancelled in the window.")
                .number(tally -> tally.orders().cancelled().within(Window.DAYS_365));
        status(sheet, "cancelled_share", "Share of orders cancelled")
                .unit("share")
                .definition("Cancelled / (completed + cancelled) orders.")
                .number(tally ->
                        shareOf(tally.orders().cancelled(), tally.orders().purchases()));
        status(sheet, "pending_count", "Orders pending")
                .definition("Orders of status pending.")
                .number(tally -> tally.orders().pending().total());
    }

    private static double refundShare(OrderTally orders) {
        long spent = orders.spend().total();
        return spent == 0 ? Double.NaN : (double) orders.refunded().total() / spent;
    }

    private static double shareOf(WindowCounts part, WindowCounts others) {
        return (double) part.total() / (part.total() + others.total());
    }

    private static FeatureSheet.Line status(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).unit("orders").needs(FeatureSheet.ORDERED_AT, FeatureSheet.STATUS);
    }
}
