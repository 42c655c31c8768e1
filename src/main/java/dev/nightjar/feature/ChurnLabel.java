package dev.nightjar.feature;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.feature.tally.InteractionKind;

/** Whether a customer left within the window after a cut-off: what a churn model learns. */
public final class ChurnLabel {

    private static final String CANCEL = InteractionKind.CANCEL.text();

    private ChurnLabel() {}

    /**
     * Whether the customer left in {@code [cutOffDay, cutOffDay + horizonDays)}. Nothing before or after it matters.
     *
     * @param cutOffDay days since 1970-01-01
     * @param horizonDays length of the window, at least 1
     */
    public static boolean churned(CustomerHistory history, int cutOffDay, int horizonDays, ChurnDefinition definition) {
        return switch (definition) {
            case INACTIVITY -> !hasPurchase(history, cutOffDay, horizonDays);
            case CANCELLATION -> hasCancelled(history, cutOffDay, horizonDays);
            case EITHER ->
                hasCancelled(history, cutOffDay, horizonDays) || !hasPurchase(history, cutOffDay, horizonDays);
        };
    }

    /**
     * The day of the last {@code cancel} interaction before a day, unless a completed order came after it: whoever orders
     * again is a customer again. An order at the same instant counts as before.
     *
     * @param asOfDay days since 1970-01-01
     * @return {@link CustomerFacts#NO_DAY} where there is none
     */
    public static int cancelledDay(CustomerHistory history, int asOfDay) {
        InteractionBatch interactions = history.interactions();
        int row = history.interactionEndBefore(asOfDay) - 1;
        long lastPurchase = row < history.interactionFrom() ? Long.MAX_VALUE : lastPurchaseMicros(history, asOfDay);
        while (row >= history.interactionFrom() && interactions.atMicros()[row] >= lastPurchase) {
            if (CANCEL.equals(interactions.kind().get(row))) {
                return interactions.day()[row];
            }
            row--;
        }
        return CustomerFacts.NO_DAY;
    }

    private static long lastPurchaseMicros(CustomerHistory history, int asOfDay) {
        OrderBatch orders = history.orders();
        int row = history.orderEndBefore(asOfDay) - 1;
        while (row >= history.orderFrom() && !orders.isPurchase(row)) {
            row--;
        }
        return row < history.orderFrom() ? Long.MIN_VALUE : orders.atMicros()[row];
    }

    private static boolean hasPurchase(CustomerHistory history, int cutOffDay, int horizonDays) {
        OrderBatch orders = history.orders();
        int end = history.orderEndBefore(cutOffDay + horizonDays);
        for (int row = history.orderEndBefore(cutOffDay); row < end; row++) {
            if (orders.isPurchase(row)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCancelled(CustomerHistory history, int cutOffDay, int horizonDays) {
        int end = history.interactionEndBefore(cutOffDay + horizonDays);
        for (int row = history.interactionEndBefore(cutOffDay); row < end; row++) {
            if (CANCEL.equals(history.interactions().kind().get(row))) {
                return true;
            }
        }
        return false;
    }
}
