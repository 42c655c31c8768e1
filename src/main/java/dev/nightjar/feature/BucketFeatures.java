package dev.nightjar.feature;

import dev.nightjar.cltv.PurchaseCounts;
import dev.nightjar.customer.BucketHistory;
import dev.nightjar.customer.CustomerHash;
import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.feature.tally.PurchaseDays;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/**
 * What one bucket gives to a night.
 *
 * @param asOf one row per customer with a completed order before the as-of date, except those who refuse profiling, in
 *     the order of their ids
 * @param cutOffs labelled rows per training cut-off, in the order of the plan; rows in the order of their ids
 * @param refusingProfiling customers with a completed order before the as-of date who refuse profiling: nothing else is made
 *     of them
 */
public record BucketFeatures(FeatureRows asOf, List<CutOffRows> cutOffs, int refusingProfiling) {

    /**
     * Computes the rows of one bucket: a first pass takes each customer's features as of the date, and what every
     * cut-off needs to know of it; a second computes the features of the customers sampled at each cut-off.
     *
     * @param bucket may hold events after the as-of date; they change nothing
     */
    public static BucketFeatures of(BucketHistory bucket, FeatureCatalogue catalogue, FeaturePlan plan) {
        FeatureCalculator calculator = new FeatureCalculator(catalogue);
        calculator.prepare(bucket.interactions());
        FactsCalculator factsCalculator = new FactsCalculator();
        FeatureRowsBuilder asOf = new FeatureRowsBuilder(catalogue, calculator, bucket.size());
        List<CutOffSample> samples = new ArrayList<>();
        for (int cutOffDay : plan.cutOffDays()) {
            samples.add(new CutOffSample(cutOffDay, plan));
        }
        int refusing = 0;
        for (int i = 0; i < bucket.size(); i++) {
            CustomerHistory customer = bucket.customer(i);
            CustomerFacts facts = factsCalculator.facts(customer, plan.asOfDay());
            if (facts != null && customer.profile().refusesProfiling()) {
                refusing++;
            } else if (facts != null) {
                asOf.add(customer, plan.asOfDay(), facts);
                long hash = CustomerHash.hash(customer.customerId());
                for (CutOffSample sample : samples) {
                    sample.offer(i, hash, customer, factsCalculator.purchaseDays());
                }
            }
        }
        List<CutOffRows> cutOffs = new ArrayList<>();
        for (CutOffSample sample : samples) {
            cutOffs.add(rows(bucket, sample, new FeatureRowsBuilder(catalogue, calculator, sample.size()), plan));
        }
        return new BucketFeatures(asOf.build(), cutOffs, refusing);
    }

    private static CutOffRows rows(
            BucketHistory bucket, CutOffSample sample, FeatureRowsBuilder rows, FeaturePlan plan) {
        FactsCalculator factsCalculator = new FactsCalculator();
        int[] customers = sample.customers();
        boolean[] churned = new boolean[customers.length];
        for (int row = 0; row < customers.length; row++) {
            CustomerHistory customer = bucket.customer(customers[row]);
            CustomerFacts facts = Objects.requireNonNull(factsCalculator.facts(customer, sample.day()));
            rows.add(customer, sample.day(), facts);
            churned[row] = ChurnLabel.churned(customer, sample.day(), plan.horizonDays(), plan.definition());
        }
        return new CutOffRows(sample.day(), rows.build(), churned, sample.population());
    }

    /**
     * One training cut-off while a bucket is read: the purchases of its whole population, and the active customers with the
     * smallest hashes, as many as the plan allows.
     */
    private static final class CutOffSample {

        private record Candidate(int customer, double share) {}

        private final int day;
        private final FeaturePlan plan;
        private final PurchaseCounts.Builder population = PurchaseCounts.builder();
        private final PriorityQueue<Candidate> chosen = new PriorityQueue<>(Comparator.comparingDouble(Candidate::share)
                .thenComparingInt(Candidate::customer)
                .reversed());

        CutOffSample(int day, FeaturePlan plan) {
            this.day = day;
            this.plan = plan;
        }

        /** Considers a customer, given by its index in the bucket and the hash of its id. */
        void offer(int customer, long hash, CustomerHistory history, PurchaseDays days) {
            int known = days.countBefore(day);
            if (known == 0) {
                return;
            }
            int first = days.first();
            int last = days.day(known - 1);
            population.add(known - 1, last - first, day - 1 - first);
            if (plan.isActive(last, day) && !isGone(history)) {
                chosen.add(new Candidate(customer, plan.share(hash, day)));
                if (chosen.size() > plan.trainingRowsPerBucket()) {
                    chosen.remove();
                }
            }
        }

        private boolean isGone(CustomerHistory history) {
            return plan.definition().endsWithCancellation()
                    && ChurnLabel.cancelledDay(history, day) != CustomerFacts.NO_DAY;
        }

        int day() {
            return day;
        }

        int size() {
            return chosen.size();
        }

        /** The indices of the chosen customers, ascending. */
        int[] customers() {
            return chosen.stream().mapToInt(Candidate::customer).sorted().toArray();
        }

        PurchaseCounts population() {
            return population.build();
        }
    }
}
