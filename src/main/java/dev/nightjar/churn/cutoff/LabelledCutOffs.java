package dev.nightjar.churn.cutoff;

import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The labelled cut-offs of one night. Their features are encoded when they are asked for, by an encoder fitted at a
 * named cut-off: so the protocol, not the caller, sees to it that the evaluation's encoder is fitted before the test
 * cut-off, and memory holds only the cut-offs at hand.
 */
public interface LabelledCutOffs {

    /** Customers and labels, newest first, no day twice. */
    List<CutOff> newestFirst();

    /**
     * An encoder fitted on the features (never the labels) of this cut-off's customers; where there are none, one of
     * those inputs that need no fitting.
     */
    FeatureEncoder encoder(int cutOffDay);

    /**
     * Model inputs of all customers of one cut-off, in the order of its rows, every value finite. What else is fitted on
     * the population (the purchase model) is fitted as of that cut-off.
     *
     * @param encoder of this or of an earlier night, for the same features
     */
    FeatureMatrix inputs(int cutOffDay, FeatureEncoder encoder);

    /** The share, 0 to 1, of a cut-off's customers for whom a feature has no value; 0 where there is no such feature. */
    double missingShare(int cutOffDay, String feature);

    /**
     * Customers who were active at a date in the past, and what they did in the horizon after it.
     *
     * @param day days since 1970-01-01
     * @param customerIds one per row, no id twice
     * @param churned one per row; true if the customer left within the horizon
     */
    record CutOff(int day, String[] customerIds, boolean[] churned) {

        /** @throws IllegalArgumentException if there is not one label per customer */
        public CutOff {
            if (customerIds.length != churned.length) {
                throw new IllegalArgumentException("cut-off needs one label per customer, was " + customerIds.length
                        + " customers, " + churned.length + " labels");
            }
        }

        /** The number of customers. */
        public int size() {
            return customerIds.length;
        }

        /** How many of them left. */
        public int churners() {
            return (int) IntStream.range(0, size()).filter(row -> churned[row]).count();
        }

        /** The number of customers in the smaller of both classes. */
        public int smallerClass() {
            return Math.min(churners(), size() - churners());
        }

        /** Rows in ascending order of the customer id, so that nothing depends on how they were delivered. */
        int[] rowsByCustomer() {
            return IntStream.range(0, size())
                    .boxed()
                    .sorted(Comparator.comparing(row -> customerIds[row]))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
    }
}
