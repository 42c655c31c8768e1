package dev.nightjar.cltv;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How lifetime value is counted.
 *
 * @param model purchase model: {@code bg-nbd}, or {@code auto}, which so far is BG/NBD's plain values too and may later
 *     choose among models and correct for one-time buyers and markets
 * @param horizonDays how far ahead orders count, 7 to 3650 days from the as-of date; the models see days / 7 weeks
 * @param annualDiscountRate what a year of waiting costs: 0.10 makes money in 365 days worth 1 / 1.10; 0 or more
 * @param margin share of an order's value that is earned, 0 to 1; 0 makes every value 0
 */
public record CltvOptions(String model, int horizonDays, double annualDiscountRate, double margin)
        implements Serializable {

    /** The purchase model is Nightjar's choice. */
    public static final String AUTO = "auto";

    /** BG/NBD's plain values for every customer. */
    public static final String BG_NBD = "bg-nbd";

    private static final List<String> MODELS = List.of(AUTO, BG_NBD);
    private static final int LEAST_HORIZON = 7;
    private static final int GREATEST_HORIZON = 3650;

    /**
     * @throws IllegalArgumentException listing every value out of bounds
     */
    public CltvOptions {
        List<String> problems = new ArrayList<>();
        if (!MODELS.contains(model)) {
            problems.add("model must be one of " + String.join(", ", MODELS) + ", was " + model);
        }
        if (horizonDays < LEAST_HORIZON || horizonDays > GREATEST_HORIZON) {
            problems.add("horizonDays must be " + LEAST_HORIZON + " to " + GREATEST_HORIZON + ", was " + horizonDays);
        }
        if (!(annualDiscountRate >= 0 && annualDiscountRate < Double.POSITIVE_INFINITY)) {
            problems.add("annualDiscountRate must be 0 or more and finite, was " + annualDiscountRate);
        }
        if (!(margin >= 0 && margin <= 1)) {
            problems.add("margin must be 0 to 1, was " + margin);
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("cltv: " + String.join("; ", problems));
        }
    }
}
