package dev.nightjar.segment;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Where the fifths of a population lie, by days since the last order, orders and historic value. Each array holds four
 * cut points, ascending: the smallest values that at least 20, 40, 60 and 80 % of customers do not exceed (SQL's
 * {@code percentile_disc}).
 *
 * <p>A score depends on the value alone, so equal values always get equal scores. Where many values tie, some scores
 * stay empty: if 70 % of customers ordered once they all have frequency 1, and those with two orders start at 4.
 * If all are equal, everybody has recency 5 and frequency and monetary 1.
 *
 * @param daysSinceLastOrder cut points in days
 * @param orderCount cut points in completed orders
 * @param historicValue cut points in units of the base currency
 */
public record RfmCutPoints(int[] daysSinceLastOrder, int[] orderCount, double[] historicValue) implements Serializable {

    private static final int CUTS = RfmScore.BEST - 1;

    /** @throws IllegalArgumentException if an array has not four cut points in ascending order */
    public RfmCutPoints {
        requireCuts(
                "daysSinceLastOrder",
                Arrays.stream(daysSinceLastOrder).asDoubleStream().toArray());
        requireCuts("orderCount", Arrays.stream(orderCount).asDoubleStream().toArray());
        requireCuts("historicValue", historicValue);
    }

    /**
     * Cut points of a population; the arrays, one element per customer, are left as they are.
     *
     * @param historicValue in units of the base currency, none of them NaN
     * @throws IllegalArgumentException if there is no customer, the lengths differ or a value is NaN
     */
    public static RfmCutPoints fit(int[] daysSinceLastOrder, int[] orderCount, double[] historicValue) {
        int customers = orderCount.length;
        if (customers == 0 || daysSinceLastOrder.length != customers || historicValue.length != customers) {
            throw new IllegalArgumentException("RFM needs the same number of values of each, at least 1, was "
                    + daysSinceLastOrder.length + ", " + customers + ", " + historicValue.length);
        }
        int[] days = sorted(daysSinceLastOrder);
        int[] orders = sorted(orderCount);
        double[] values = historicValue.clone();
        Arrays.sort(values);
        RfmCutPoints cuts = new RfmCutPoints(new int[CUTS], new int[CUTS], new double[CUTS]);
        for (int cut = 0; cut < CUTS; cut++) {
            int index = (int) (((cut + 1L) * customers + CUTS) / RfmScore.BEST) - 1;
            cuts.daysSinceLastOrder[cut] = days[index];
            cuts.orderCount[cut] = orders[index];
            cuts.historicValue[cut] = values[index];
        }
        return new RfmCutPoints(cuts.daysSinceLastOrder, cuts.orderCount, cuts.historicValue);
    }

    /** The scores of one customer, of this population or another. */
    public RfmScore score(int daysSinceLastOrder, int orderCount, double historicValue) {
        int recency = RfmScore.BEST;
        int frequency = 1;
        int monetary = 1;
        for (int cut = 0; cut < CUTS; cut++) {
            recency -= daysSinceLastOrder > this.daysSinceLastOrder[cut] ? 1 : 0;
            frequency += orderCount > this.orderCount[cut] ? 1 : 0;
            monetary += historicValue > this.historicValue[cut] ? 1 : 0;
        }
        return new RfmScore(recency, frequency, monetary);
    }

    private static int[] sorted(int[] values) {
        int[] copy = values.clone();
        Arrays.sort(copy);
        return copy;
    }

    private static void requireCuts(String name, double[] cuts) {
        boolean isAscending = cuts.length == CUTS;
        for (int i = 0; isAscending && i < CUTS; i++) {
            isAscending = i == 0 ? !Double.isNaN(cuts[0]) : cuts[i] >= cuts[i - 1];
        }
        if (!isAscending) {
            throw new IllegalArgumentException(
                    "cut points of " + name + " must be 4 ascending numbers, were " + Arrays.toString(cuts));
        }
    }
}
