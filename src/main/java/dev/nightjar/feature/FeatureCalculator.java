package dev.nightjar.feature;

import dev.nightjar.customer.CustomerHistory;
import dev.nightjar.customer.InteractionBatch;
import dev.nightjar.feature.family.Feature;
import dev.nightjar.feature.family.FeatureSheet;
import dev.nightjar.feature.tally.CustomerTally;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of one customer as of a date from the events before it. Events at or after the date are not
 * looked at. Keeps its counters for the next customer: cheap to use again, one per thread.
 */
public final class FeatureCalculator {

    private final List<ToDoubleFunction<CustomerTally>> numbers;
    private final List<Function<CustomerTally, @Nullable String>> categories;
    private final CustomerTally tally;

    /** A calculator of the features of {@code catalogue} that need nothing but one customer. */
    public FeatureCalculator(FeatureCatalogue catalogue) {
        numbers = catalogue.entries().stream()
                .filter(entry -> entry.feature().kind() == Feature.Kind.NUMBER)
                .map(entry -> Objects.requireNonNull(entry.number()))
                .toList();
        categories = catalogue.entries().stream()
                .filter(entry -> entry.feature().kind() == Feature.Kind.CATEGORY)
                .map(FeatureCalculator::categoryOf)
                .toList();
        tally = new CustomerTally(catalogue.options().horizonDays());
    }

    /** Resolves the kinds and channels of a batch ahead of its customers; {@code calculate} does it where it was not. */
    public void prepare(InteractionBatch batch) {
        tally.prepare(batch);
    }

    /** The length of the vector of numbers. */
    public int numberCount() {
        return numbers.size();
    }

    /** The number of categories. */
    public int categoryCount() {
        return categories.size();
    }

    /**
     * Computes the numbers of one customer.
     *
     * @param history the customer; it may hold later events
     * @param asOfDay days since 1970-01-01
     * @param out length {@link #numberCount}, order of the catalogue; set to the values, NaN where missing
     */
    public void calculate(CustomerHistory history, int asOfDay, double[] out) {
        tally.tally(history, asOfDay);
        for (int i = 0; i < out.length; i++) {
            out[i] = numbers.get(i).applyAsDouble(tally);
        }
    }

    /** The categories of the customer and date of the last {@link #calculate}, set in {@code out}; null where missing. */
    public void categories(@Nullable String[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = categories.get(i).apply(tally);
        }
    }

    private static Function<CustomerTally, @Nullable String> categoryOf(FeatureSheet.Entry entry) {
        return Objects.requireNonNull(entry.category());
    }
}
