package dev.nightjar.feature.tally;

import dev.nightjar.customer.Money;
import dev.nightjar.customer.OrderBatch;

/**
 * What is in one customer's completed orders: pieces, discounts and margin. An order whose column is empty is left out
 * of the figures of that column: it is unknown, not 0.
 */
public final class BasketTally {

    private final ValueSeries items = new ValueSeries();
    private final WindowCounts itemCounts = new WindowCounts();
    private final WindowCounts discountKnown = new WindowCounts();
    private final WindowCounts discounted = new WindowCounts();
    private long itemValue;
    private long discountValue;
    private long discountBase;
    private long marginValue;
    private long marginBase;

    void clear() {
        items.clear();
        itemCounts.clear();
        discountKnown.clear();
        discounted.clear();
        itemValue = 0;
        discountValue = 0;
        discountBase = 0;
        marginValue = 0;
        marginBase = 0;
    }

    void add(OrderBatch orders, int row, int band) {
        long amount = orders.amount()[row];
        int count = orders.itemCount()[row];
        if (count != OrderBatch.MISSING_COUNT) {
            items.add(orders.day()[row], orders.atMicros()[row], count);
            itemCounts.add(band, count);
            itemValue += amount;
        }
        long discount = orders.discount()[row];
        if (discount != Money.MISSING) {
            discountKnown.add(band, 1);
            discounted.add(band, discount > 0 ? 1 : 0);
            discountValue += discount;
            discountBase += amount + discount;
        }
        long cost = orders.cost()[row];
        if (cost != Money.MISSING) {
            marginValue += amount - cost;
            marginBase += amount;
        }
    }

    /** Pieces per order, of orders that say so. */
    public ValueSeries items() {
        return items;
    }

    /** Pieces bought. */
    public WindowCounts itemCounts() {
        return itemCounts;
    }

    /** Mean amount per piece in units of the base currency; NaN where no piece is known. */
    public double meanItemValue() {
        long pieces = itemCounts.total();
        return pieces <= 0 ? Double.NaN : Money.units(itemValue) / pieces;
    }

    /** Share of orders with a discount among those that say, 0 to 1; NaN where none says. */
    public double discountedShare() {
        return (double) discounted.total() / discountKnown.total();
    }

    /** The same within a window. */
    public double discountedShare(Window window) {
        return (double) discounted.within(window) / discountKnown.within(window);
    }

    /** Discounts / (amounts + discounts), of orders that say; NaN where that sum is not above 0. */
    public double discountRate() {
        return discountBase <= 0 ? Double.NaN : (double) discountValue / discountBase;
    }

    /** (Amounts − costs) / amounts, of orders whose cost is known; NaN where those amounts are 0. */
    public double marginRate() {
        return marginBase == 0 ? Double.NaN : (double) marginValue / marginBase;
    }
}
