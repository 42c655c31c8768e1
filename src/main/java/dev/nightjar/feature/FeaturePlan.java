package dev.nightjar.feature;

import dev.nightjar.customer.CustomerHash;
import java.io.Serializable;
import java.time.LocalDate;

/**
 * Which rows a night needs of each bucket. Days are days since 1970-01-01 in the business time zone.
 *
 * @param asOfDay day whose midnight everything known lies before
 * @param cutOffDays training cut-offs, in the order their rows are wanted; each churn window ends by {@code asOfDay}
 * @param horizonDays length of the churn window, at least 1
 * @param activeWithinDays customers whose last completed order is at most so many days before a date are active on it
 * @param trainingRowsPerBucket most customers sampled per bucket and cut-off, 0 or more
 * @param definition what counts as leaving
 */
public record FeaturePlan(
        int asOfDay,
        int[] cutOffDays,
        int horizonDays,
        int activeWithinDays,
        int trainingRowsPerBucket,
        ChurnDefinition definition)
        implements Serializable {

    /** From here on, one for each day before the as-of date; far from the salts of other samples. */
    private static final long SAMPLE_SALT = 1_000_000;

    /** @throws IllegalArgumentException if a number is out of range or a churn window ends after the as-of date */
    public FeaturePlan {
        cutOffDays = cutOffDays.clone();
        if (horizonDays < 1 || activeWithinDays < 1 || trainingRowsPerBucket < 0) {
            throw new IllegalArgumentException("feature plan must have a horizon and an active period of at least 1 day"
                    + " and 0 or more training rows, was " + horizonDays + ", " + activeWithinDays + ", "
                    + trainingRowsPerBucket);
        }
        for (int cutOffDay : cutOffDays) {
            if (cutOffDay > asOfDay - horizonDays) {
                throw new IllegalArgumentException("cut-off " + LocalDate.ofEpochDay(cutOffDay) + " must be at least "
                        + horizonDays + " days before the as-of date " + LocalDate.ofEpochDay(asOfDay)
                        + ", or its churn window is not over");
            }
        }
    }

    /**
     * Where a customer stands in the order in which those of a cut-off are sampled, from 0 to 1. Each cut-off has an order of
     * its own, the same every night: a customer says much the same at two of them, and two customers say more.
     *
     * @param customerHash the {@link CustomerHash#hash} of its id
     */
    double share(long customerHash, int cutOffDay) {
        return CustomerHash.share(customerHash, SAMPLE_SALT + asOfDay - cutOffDay);
    }

    /** Whether a customer with this last order is active as of {@code day}. */
    public boolean isActive(int lastOrderDay, int day) {
        return lastOrderDay >= day - activeWithinDays;
    }
}
