package dev.nightjar.sample;

import java.util.Arrays;

/**
 * The truth about one customer, which no table shows. Days are days since 1970-01-01.
 *
 * @param customerId from 1
 * @param signedUpDay day the profile was made, not after the first purchase
 * @param purchaseDays distinct, ascending; empty for a prospect
 * @param leftDay day of the purchase after which the customer left for good; {@link #STAYS} for one who has not
 * @param souringDays days before {@code leftDay} over which the customer loses interest and grows annoyed
 * @param purchaseRate purchases a week while a customer
 * @param leaveShare probability of leaving after a repeat purchase
 * @param spendRate rate of the Gamma distribution of a purchase day's total, per pound
 * @param engagement how much the customer looks and clicks compared with others, mean 1
 */
record Shopper(
        long customerId,
        int signedUpDay,
        int[] purchaseDays,
        int leftDay,
        int souringDays,
        double purchaseRate,
        double leaveShare,
        double spendRate,
        double engagement) {

    /** The customer is still one on the last day. */
    static final int STAYS = Integer.MAX_VALUE;

    private static final double PROSPECT_SHARE = 0.03;
    private static final int MOST_PURCHASES = 2_000;
    private static final double DAYS_PER_WEEK = 7;

    /** Draws the customer; the same for the same stream and calendar. */
    static Shopper draw(long customerId, ShopCalendar calendar, Draws draws) {
        int days = calendar.lastDay() - calendar.firstDay() + 1;
        double first = draws.uniform() * days;
        int signedUp = Math.max(0, (int) first - (draws.chance(0.5) ? 0 : draws.wholeBetween(0, 60)));
        double rate = draws.gamma(SampleTruth.R) / SampleTruth.ALPHA;
        double leaveShare = draws.beta(SampleTruth.A, SampleTruth.B);
        double spendRate = draws.gamma(SampleTruth.Q) / SampleTruth.V;
        double engagement = draws.gamma(4) / 4;
        int souring = draws.wholeBetween(45, 120);
        int[] purchases = new int[8];
        int count = 0;
        boolean hasLeft = false;
        if (!draws.chance(PROSPECT_SHARE)) {
            purchases[count++] = calendar.firstDay() + (int) first;
            for (double at = first; !hasLeft && count < MOST_PURCHASES; ) {
                at += draws.exponential(rate) * DAYS_PER_WEEK;
                if (at >= days) {
                    break;
                }
                int day = calendar.firstDay() + (int) at;
                if (day > purchases[count - 1]) {
                    purchases = count == purchases.length ? Arrays.copyOf(purchases, 2 * count) : purchases;
                    purchases[count++] = day;
                }
                hasLeft = draws.chance(leaveShare);
            }
        }
        int[] purchaseDays = Arrays.copyOf(purchases, count);
        int leftDay = hasLeft ? purchaseDays[count - 1] : STAYS;
        return new Shopper(
                customerId,
                calendar.firstDay() + signedUp,
                purchaseDays,
                leftDay,
                souring,
                rate,
                leaveShare,
                spendRate,
                engagement);
    }

    /** How much the customer still cares on a day: 1, falling to a quarter before leaving, nearly nothing after it. */
    double interest(int day) {
        if (day > leftDay) {
            return 0.05;
        }
        return 1 - 0.75 * souring(day);
    }

    /** How annoyed the customer is on a day: 1 usually, up to 7 before leaving, ebbing away in the month after it. */
    double annoyance(int day) {
        if (day > leftDay) {
            return day <= leftDay + 30 ? 4 : 0.02;
        }
        return 1 + 6 * souring(day);
    }

    /** Whether the customer is about to leave or has left. */
    boolean isSour(int day) {
        return day > leftDay || souring(day) > 0.3;
    }

    /** From 0, long before leaving, to 1 on the day. */
    private double souring(int day) {
        if (leftDay == STAYS || day <= leftDay - souringDays) {
            return 0;
        }
        return 1 - (leftDay - day) / (double) souringDays;
    }
}
