package dev.nightjar.cltv.quality;

import dev.nightjar.cltv.PurchaseModel;
import dev.nightjar.cltv.PurchaseSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * Cumulative repeat purchase days week by week, as they happened and as a model expects them of customers of whom it knows
 * nothing but the day of their first purchase (Fader, Hardie and Lee 2005, figure 5). The customers are those before a
 * hold-out period; the weeks go on to its end.
 */
public final class RepeatTracking {

    private static final int DAYS_PER_WEEK = 7;

    private final int fromDay;
    private final int[] firstPurchases;
    private final int[] repeatPurchases;

    /**
     * @param fromDay day of the first purchase of all, days since 1970-01-01
     * @param endDay the day after the last one tracked
     */
    public RepeatTracking(int fromDay, int endDay) {
        this.fromDay = fromDay;
        this.firstPurchases = new int[endDay - fromDay];
        this.repeatPurchases = new int[endDay - fromDay];
    }

    /**
     * One week.
     *
     * @param endDay its last day, days since 1970-01-01
     * @param expected repeat purchase days since the beginning, by the model
     * @param actual repeat purchase days since the beginning
     */
    public record Week(int endDay, double expected, long actual) {}

    /** Adds a customer whose first purchase was on this day. */
    public void addFirst(int day) {
        firstPurchases[day - fromDay]++;
    }

    /** Adds a later purchase day of a customer. */
    public void addRepeat(int day) {
        repeatPurchases[day - fromDay]++;
    }

    /** Whole weeks from the first day on. */
    public List<Week> weeks(PurchaseModel model) {
        int days = firstPurchases.length;
        double[] expectedAfter = new double[days];
        PurchaseSummary unknown = new PurchaseSummary(0, 0, 0);
        for (int age = 1; age < days; age++) {
            expectedAfter[age] = model.expectedPurchases(unknown, (double) age / DAYS_PER_WEEK);
        }
        List<Week> weeks = new ArrayList<>();
        long actual = 0;
        for (int day = 0; day < days; day++) {
            actual += repeatPurchases[day];
            if (day % DAYS_PER_WEEK == DAYS_PER_WEEK - 1) {
                double expected = 0;
                for (int first = 0; first < day; first++) {
                    expected += firstPurchases[first] * expectedAfter[day - first];
                }
                weeks.add(new Week(fromDay + day, expected, actual));
            }
        }
        return weeks;
    }
}
