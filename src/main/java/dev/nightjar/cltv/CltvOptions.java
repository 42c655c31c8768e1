package dev.nightjar.cltv;

import dev.nightjar.cltv.purchase.PurchaseFamily;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How lifetime value is counted.
 *
 * @param model purchase model: the name of a family, whose plain values count, or {@code auto}, which chooses among them and
 *     corrects for one-time buyers and markets
 * @param horizonDays how far ahead orders count, 7 to 3650 days from the as-of date; the models see days / 7 weeks
 * @param annualDiscountRate what a year of waiting costs: 0.10 makes money in 365 days worth 1 / 1.10; 0 or more
 * @param margin share of an order's value that is earned, 0 to 1; 0 makes every value 0
 * @param market what a market is under {@code auto}: {@code country}, {@code language}, {@code acquisition_channel}, a key of
 *     the attributes, or {@code none}
 */
public record CltvOptions(String model, int horizonDays, double annualDiscountRate, double margin, String market)
        implements Serializable {

    /** The purchase model is Nightjar's choice. */
    public static final String AUTO = "auto";

    /** Customers are of one market. */
    public static final String NO_MARKET = "none";

    private static final List<String> MODELS = Stream.concat(
                    Stream.of(AUTO), Arrays.stream(PurchaseFamily.values()).map(PurchaseFamily::code))
            .toList();
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
        if (market.isBlank()) {
            problems.add("market must not be empty");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("cltv: " + String.join("; ", problems));
        }
    }

    /** Options with markets by country. */
    public CltvOptions(String model, int horizonDays, double annualDiscountRate, double margin) {
        this(model, horizonDays, annualDiscountRate, margin, "country");
    }

    /** Whether models are chosen and corrected. */
    public boolean isAuto() {
        return model.equals(AUTO);
    }
}
