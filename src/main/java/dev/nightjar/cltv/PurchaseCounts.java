package dev.nightjar.cltv;

import dev.nightjar.cltv.calculus.KeyCounts;
import dev.nightjar.cltv.calculus.SystematicSample;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Customers grouped by identical (x, t_x, T): the sufficient statistics of the purchase models. Days are whole; weeks
 * are days / 7. Groups ascend by x, then t_x, then T, so the order in which customers were added never matters.
 *
 * @param repeatPurchases x of each group
 * @param recencyDays t_x of each group, in days
 * @param ageDays T of each group, in days
 * @param customers customers in each group
 */
public record PurchaseCounts(int[] repeatPurchases, int[] recencyDays, int[] ageDays, long[] customers)
        implements Serializable {

    /**
     * @throws IllegalArgumentException if the four arrays differ in length
     */
    public PurchaseCounts {
        int n = customers.length;
        if (repeatPurchases.length != n || recencyDays.length != n || ageDays.length != n) {
            throw new IllegalArgumentException("purchase counts must be arrays of one length, was "
                    + repeatPurchases.length + ", " + recencyDays.length + ", " + ageDays.length + ", " + n);
        }
    }

    /** Collects customers one by one. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of groups. */
    public int size() {
        return customers.length;
    }

    /** The number of customers in all groups. */
    public long totalCustomers() {
        return Arrays.stream(customers).sum();
    }

    /** The number of customers with at least one repeat purchase. */
    public long repeatCustomers() {
        long sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += repeatPurchases[i] > 0 ? customers[i] : 0;
        }
        return sum;
    }

    /** The customers of both, which should not overlap. Both must be in ascending order, as a builder leaves them. */
    public PurchaseCounts merge(PurchaseCounts other) {
        int most = size() + other.size();
        long[] keys = new long[most];
        long[] merged = new long[most];
        int groups = 0;
        int left = 0;
        int right = 0;
        while (left < size() || right < other.size()) {
            long leftKey = left < size() ? key(left) : Long.MAX_VALUE;
            long rightKey = right < other.size() ? other.key(right) : Long.MAX_VALUE;
            keys[groups] = Math.min(leftKey, rightKey);
            merged[groups] = (leftKey <= rightKey ? customers[left++] : 0)
                    + (rightKey <= leftKey ? other.customers[right++] : 0);
            groups++;
        }
        return unpacked(new KeyCounts.Groups(Arrays.copyOf(keys, groups), Arrays.copyOf(merged, groups)));
    }

    /**
     * Every n-th customer in the order of the groups, such that about {@code most} remain; all if there are no more. The
     * sample is always the same, and holds every x, t_x and T in proportion.
     */
    public PurchaseCounts sample(long most) {
        long[] kept = SystematicSample.of(customers, most);
        int[] of = SystematicSample.present(kept);
        return new PurchaseCounts(
                Arrays.stream(of).map(i -> repeatPurchases[i]).toArray(),
                Arrays.stream(of).map(i -> recencyDays[i]).toArray(),
                Arrays.stream(of).map(i -> ageDays[i]).toArray(),
                Arrays.stream(of).mapToLong(i -> kept[i]).toArray());
    }

    private long key(int group) {
        return Builder.key(repeatPurchases[group], recencyDays[group], ageDays[group]);
    }

    private static PurchaseCounts unpacked(KeyCounts.Groups groups) {
        return new PurchaseCounts(
                groups.part(2 * Builder.BITS, Builder.BITS),
                groups.part(Builder.BITS, Builder.BITS),
                groups.part(0, Builder.BITS),
                groups.counts());
    }

    /** Collects customers as one packed long each, 8 MB a million. */
    public static final class Builder {

        private static final int BITS = 17;

        /** Greatest x and number of days: 131,071, which is 358 years. */
        private static final int GREATEST = (1 << BITS) - 1;

        private final KeyCounts keys = new KeyCounts();

        private Builder() {}

        /**
         * Adds one customer.
         *
         * @param repeatPurchases x, purchase days after the first
         * @param recencyDays t_x, first to last purchase; 0 when x is 0
         * @param ageDays T, first purchase day to the day before the as-of date
         * @return this
         * @throws IllegalArgumentException showing all three values, unless 0 &le; x, 0 &le; t_x &le; T &le; 131071 and
         *     t_x is 0 when x is 0
         */
        public Builder add(int repeatPurchases, int recencyDays, int ageDays) {
            boolean isOrdered = 0 <= recencyDays && recencyDays <= ageDays && ageDays <= GREATEST;
            boolean isCount = 0 <= repeatPurchases && repeatPurchases <= GREATEST;
            if (!isOrdered || !isCount || (repeatPurchases == 0 && recencyDays != 0)) {
                throw new IllegalArgumentException("purchases of a customer must have 0 <= x <= " + GREATEST
                        + ", 0 <= t_x <= T <= " + GREATEST + " days and t_x = 0 when x = 0, was x=" + repeatPurchases
                        + " t_x=" + recencyDays + " T=" + ageDays);
            }
            keys.add(key(repeatPurchases, recencyDays, ageDays));
            return this;
        }

        /** The customers added so far, grouped. The builder can go on. */
        public PurchaseCounts build() {
            return unpacked(keys.groups());
        }

        private static long key(int repeatPurchases, int recencyDays, int ageDays) {
            return ((long) repeatPurchases << (2 * BITS)) | ((long) recencyDays << BITS) | ageDays;
        }
    }
}
