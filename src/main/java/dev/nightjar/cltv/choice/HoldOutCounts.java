package dev.nightjar.cltv.choice;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.cltv.PurchaseSummary;
import dev.nightjar.cltv.calculus.KeyCounts;
import dev.nightjar.cltv.calculus.SystematicSample;
import java.util.Arrays;

/**
 * Customers grouped by what was known of them before a hold-out period, (x, t_x, T), and how often they bought in it.
 * Groups ascend by all four. Customers who first bought in the period are not among them.
 *
 * @param repeatPurchases x of each group before the period
 * @param recencyDays t_x of each group, in days
 * @param ageDays T of each group, in days, up to the day before the period
 * @param laterPurchases purchase days in the period, at most 4095
 * @param customers customers in each group
 */
public record HoldOutCounts(
        int[] repeatPurchases, int[] recencyDays, int[] ageDays, int[] laterPurchases, long[] customers) {

    private static final double DAYS_PER_WEEK = 7;

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

    /** What was known of all customers before the period. */
    public PurchaseCounts past() {
        int[] first = new int[size()];
        long[] sums = new long[size()];
        int groups = 0;
        for (int i = 0; i < size(); i++) {
            if (i == 0 || !isSamePast(i)) {
                first[groups++] = i;
            }
            sums[groups - 1] += customers[i];
        }
        int[] of = Arrays.copyOf(first, groups);
        return new PurchaseCounts(
                at(repeatPurchases, of), at(recencyDays, of), at(ageDays, of), Arrays.copyOf(sums, groups));
    }

    /** Every n-th customer in the order of the groups, such that about {@code most} remain; all if there are no more. */
    public HoldOutCounts sample(long most) {
        long[] kept = SystematicSample.of(customers, most);
        int[] of = SystematicSample.present(kept);
        return new HoldOutCounts(
                at(repeatPurchases, of),
                at(recencyDays, of),
                at(ageDays, of),
                at(laterPurchases, of),
                Arrays.stream(of).mapToLong(i -> kept[i]).toArray());
    }

    /** What was known of the customers of a group before the period. */
    PurchaseSummary summary(int group) {
        return new PurchaseSummary(
                repeatPurchases[group], recencyDays[group] / DAYS_PER_WEEK, ageDays[group] / DAYS_PER_WEEK);
    }

    /** Whether as much was known of the customers of a group as of those of the group before it. */
    boolean isSamePast(int group) {
        return repeatPurchases[group] == repeatPurchases[group - 1]
                && recencyDays[group] == recencyDays[group - 1]
                && ageDays[group] == ageDays[group - 1];
    }

    private static int[] at(int[] values, int[] indices) {
        return Arrays.stream(indices).map(i -> values[i]).toArray();
    }

    /** Collects customers as one packed long each, 8 MB a million. */
    public static final class Builder {

        private static final int DAY_BITS = 17;
        private static final int GREATEST_DAY = (1 << DAY_BITS) - 1;
        private static final int LATER_BITS = 12;
        private static final int GREATEST_LATER = (1 << LATER_BITS) - 1;

        private final KeyCounts keys = new KeyCounts();

        private Builder() {}

        /**
         * Adds one customer with at least one purchase before the period.
         *
         * @param past x, t_x and T as of the first day of the period
         * @param laterPurchases purchase days in the period, 0 or more; more than 4095 count as 4095
         * @return this
         * @throws IllegalArgumentException if {@code laterPurchases} is negative, or x or T exceeds 131071
         */
        public Builder add(PurchaseSummary past, int laterPurchases) {
            int x = past.repeatPurchases();
            int age = (int) Math.round(past.ageWeeks() * DAYS_PER_WEEK);
            if (laterPurchases < 0 || x > GREATEST_DAY || age > GREATEST_DAY) {
                throw new IllegalArgumentException(
                        "a customer must have 0 or more later purchases, and x and T of at most " + GREATEST_DAY
                                + ", was " + laterPurchases + " after " + past);
            }
            int recency = (int) Math.round(past.recencyWeeks() * DAYS_PER_WEEK);
            long days = ((long) x << (2 * DAY_BITS)) | ((long) recency << DAY_BITS) | age;
            keys.add((days << LATER_BITS) | Math.min(GREATEST_LATER, laterPurchases));
            return this;
        }

        /** The customers added so far, grouped. The builder can go on. */
        public HoldOutCounts build() {
            KeyCounts.Groups groups = keys.groups();
            return new HoldOutCounts(
                    groups.part(LATER_BITS + 2 * DAY_BITS, DAY_BITS),
                    groups.part(LATER_BITS + DAY_BITS, DAY_BITS),
                    groups.part(LATER_BITS, DAY_BITS),
                    groups.part(0, LATER_BITS),
                    groups.counts());
        }
    }
}
