package dev.nightjar.feature.tally;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.OrderBatch;
import java.util.Arrays;

/**
 * Purchase days of one customer in ascending order: completed orders of one business day are one purchase, with their
 * total. Used again for one customer after the other.
 */
public final class PurchaseDays {

    private int[] days = new int[16];
    private long[] totals = new long[16];
    private int[] sortedGaps = new int[16];
    private int size;
    private int orderCount;
    private boolean hasSortedGaps;

    /** Collects the completed orders before {@code asOfDay}, in place of what was here. */
    public void collect(CustomerHistory history, int asOfDay) {
        clear();
        OrderBatch orders = history.orders();
        int end = history.orderEndBefore(asOfDay);
        for (int row = history.orderFrom(); row < end; row++) {
            if (orders.isPurchase(row)) {
                add(orders.day()[row], orders.amount()[row]);
            }
        }
    }

    void clear() {
        size = 0;
        orderCount = 0;
        hasSortedGaps = false;
    }

    void add(int day, long amount) {
        orderCount++;
        if (size > 0 && days[size - 1] == day) {
            totals[size - 1] += amount;
            return;
        }
        if (size == days.length) {
            days = Arrays.copyOf(days, 2 * size);
            totals = Arrays.copyOf(totals, 2 * size);
        }
        days[size] = day;
        totals[size] = amount;
        size++;
    }

    /** The number of purchase days. */
    public int size() {
        return size;
    }

    /** The number of completed orders, at least the number of days. */
    public int orderCount() {
        return orderCount;
    }

    /** The purchase day at this index, days since 1970-01-01. */
    public int day(int index) {
        return days[index];
    }

    /** The first purchase day; there must be one. */
    public int first() {
        return days[0];
    }

    /** The last purchase day; there must be one. */
    public int last() {
        return days[size - 1];
    }

    /** The total of the days from {@code from} (included) on, ten-thousandths of the base currency. */
    public long totalFrom(int from) {
        long total = 0;
        for (int i = from; i < size; i++) {
            total += totals[i];
        }
        return total;
    }

    /** The number of purchase days before {@code day}. */
    public int countBefore(int day) {
        int found = Arrays.binarySearch(days, 0, size, day);
        return found >= 0 ? found : -found - 1;
    }

    /** Gaps between consecutive purchase days: days − 1, or 0 without any day. */
    public int gapCount() {
        return Math.max(0, size - 1);
    }

    /** Days between the last two purchase days; NaN with fewer than two. */
    public double lastGap() {
        return size < 2 ? Double.NaN : days[size - 1] - days[size - 2];
    }

    /** Mean number of days between purchase days; NaN with fewer than two. */
    public double meanGap() {
        return size < 2 ? Double.NaN : (double) (last() - first()) / gapCount();
    }

    /** Median number of days between purchase days, the mean of the middle two if even; NaN with fewer than two. */
    public double medianGap() {
        if (size < 2) {
            return Double.NaN;
        }
        sortGaps();
        int middle = gapCount() / 2;
        return gapCount() % 2 == 1 ? sortedGaps[middle] : (sortedGaps[middle - 1] + sortedGaps[middle]) / 2.0;
    }

    /** Greatest number of days between purchase days; NaN with fewer than two. */
    public double longestGap() {
        if (size < 2) {
            return Double.NaN;
        }
        sortGaps();
        return sortedGaps[gapCount() - 1];
    }

    /** Sample standard deviation of the gaps, in days; NaN with fewer than two gaps. */
    public double gapDeviation() {
        int n = gapCount();
        if (n < 2) {
            return Double.NaN;
        }
        long sum = (long) last() - first();
        long sumOfSquares = 0;
        for (int i = 1; i < size; i++) {
            long gap = (long) days[i] - days[i - 1];
            sumOfSquares += gap * gap;
        }
        return Math.sqrt((double) (n * sumOfSquares - sum * sum) / ((double) n * (n - 1)));
    }

    private void sortGaps() {
        if (hasSortedGaps) {
            return;
        }
        if (sortedGaps.length < gapCount()) {
            sortedGaps = new int[days.length];
        }
        for (int i = 1; i < size; i++) {
            sortedGaps[i - 1] = days[i] - days[i - 1];
        }
        Arrays.sort(sortedGaps, 0, gapCount());
        hasSortedGaps = true;
    }
}
