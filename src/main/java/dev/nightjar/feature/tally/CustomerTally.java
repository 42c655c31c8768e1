package dev.nightjar.feature.tally;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.customer.OrderBatch;
import dev.nightjar.customer.Profile;

/**
 * Everything counted about one customer as of a date, in one pass over the orders and one over the interactions before
 * it. Used again for the next customer: what it returns holds until then. Not safe for several threads.
 */
public final class CustomerTally {

    /** No such day. */
    public static final int NO_DAY = Integer.MIN_VALUE;

    private final OrderTally orders = new OrderTally();
    private final PurchaseDays purchaseDays = new PurchaseDays();
    private final BasketTally baskets = new BasketTally();
    private final HabitTally habits;
    private final ChannelTally orderChannels = new ChannelTally();
    private final InteractionTally interactions = new InteractionTally();
    private Profile profile = Profile.unknown("");
    private int asOfDay;

    /** @param horizonDays length of the churn window, for the same season a year ago */
    public CustomerTally(int horizonDays) {
        habits = new HabitTally(horizonDays);
    }

    /** Resolves the kinds and channels of a batch, once for all its customers. */
    public void prepare(InteractionBatch batch) {
        interactions.prepare(batch);
    }

    /** Counts the events of one customer before {@code asOfDay}; those at or after it are not looked at. */
    public void tally(CustomerHistory history, int asOfDay) {
        this.asOfDay = asOfDay;
        profile = history.profile();
        orders.clear();
        purchaseDays.clear();
        baskets.clear();
        habits.clear();
        OrderBatch batch = history.orders();
        orderChannels.begin(batch.channel());
        int end = history.orderEndBefore(asOfDay);
        for (int row = history.orderFrom(); row < end; row++) {
            int ageDays = asOfDay - batch.day()[row];
            int band = WindowCounts.band(ageDays);
            if (batch.isPurchase(row)) {
                orders.addPurchase(batch, row, band);
                purchaseDays.add(batch.day()[row], batch.amount()[row]);
                baskets.add(batch, row, band);
                habits.add(batch.day()[row], ageDays);
                orderChannels.add(batch.channel().codes()[row], batch.atMicros()[row]);
            } else {
                orders.addOther(batch, row, band);
            }
        }
        interactions.tally(history, asOfDay, orders.values().lastAt());
    }

    /** Orders by what they are. */
    public OrderTally orders() {
        return orders;
    }

    /** Purchase days and the gaps between them. */
    public PurchaseDays purchaseDays() {
        return purchaseDays;
    }

    /** What is in the orders. */
    public BasketTally baskets() {
        return baskets;
    }

    /** When orders are placed. */
    public HabitTally habits() {
        return habits;
    }

    /** Channels of completed orders. */
    public ChannelTally orderChannels() {
        return orderChannels;
    }

    /** Interactions. */
    public InteractionTally interactions() {
        return interactions;
    }

    /** The customer's profile. */
    public Profile profile() {
        return profile;
    }

    /** Days since a day, 1 for the day before the as-of date; NaN for {@link #NO_DAY}. */
    public double daysSince(int day) {
        return day == NO_DAY ? Double.NaN : asOfDay - day;
    }

    /** Days since the first completed order; NaN where there is none. */
    public double daysSinceFirstOrder() {
        return purchaseDays.size() == 0 ? Double.NaN : asOfDay - purchaseDays.first();
    }

    /** Days since the last completed order; NaN where there is none. */
    public double daysSinceLastOrder() {
        return purchaseDays.size() == 0 ? Double.NaN : asOfDay - purchaseDays.last();
    }

    /** Day of signing up where it is known and before the as-of date, else {@link #NO_DAY}. */
    public int signedUpDay() {
        Integer day = profile.signedUpDay();
        return day == null || day >= asOfDay ? NO_DAY : day;
    }
}
