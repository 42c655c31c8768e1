package dev.nightjar.feature.family;

import dev.nightjar.feature.tally.InteractionKind;
import dev.nightjar.feature.tally.InteractionTally;
import dev.nightjar.feature.tally.Window;

/** Tickets and complaints. */
final class ServiceFeatures {

    private static final String FAMILY = "tickets and complaints";

    private ServiceFeatures() {}

    static void declare(FeatureSheet sheet) {
        declareKind(sheet, InteractionKind.TICKET_OPENED, "Tickets");
        declareKind(sheet, InteractionKind.COMPLAINT, "Complaints");
        service(sheet, "open_ticket_count", "Tickets open now")
                .unit("tickets")
                .definition("Tickets opened − tickets closed so far, at least 0.")
                .number(tally -> openTickets(tally.interactions()));
        service(sheet, "complaint_count_since_last_order", "Complaints since the last order")
                .unit("interactions")
                .window("since the last order")
                .definition("Complaints after the instant of the last completed order.")
                .number(tally -> tally.interactions().sinceLastOrder(InteractionKind.COMPLAINT));
    }

    private static void declareKind(FeatureSheet sheet, InteractionKind kind, String label) {
        service(sheet, kind.text() + "_count", label + " so far")
                .unit("interactions")
                .definition(label + " before the as-of date.")
                .number(tally -> tally.interactions().of(kind).total());
        for (Window window : new Window[] {Window.DAYS_30, Window.DAYS_90, Window.DAYS_365}) {
            service(sheet, kind.text() + "_count_" + window.suffix(), label + " in the last " + window.days() + " days")
                    .unit("interactions")
                    .window(window)
                    .definition(label + " in the window.")
                    .number(tally -> tally.interactions().of(kind).within(window));
        }
        service(sheet, "days_since_last_" + kind.text(), label + ": days since the last")
                .unit("days")
                .definition("Days from the last interaction of this kind to the as-of date; missing if there was none.")
                .fill(FeatureSheet.NEVER)
                .number(tally -> tally.daysSince(tally.interactions().lastDay(kind)));
    }

    private static double openTickets(InteractionTally interactions) {
        return Math.max(
                0,
                interactions.of(InteractionKind.TICKET_OPENED).total()
                        - interactions.of(InteractionKind.TICKET_CLOSED).total());
    }

    private static FeatureSheet.Line service(FeatureSheet sheet, String code, String label) {
        return sheet.line(FAMILY, code, label).needs(FeatureSheet.KIND);
    }
}
