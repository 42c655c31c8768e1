package dev.nightjar.churn.monitor;

import dev.nightjar.customer.column.CodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How one feature was spread over a population: bins, and how many customers were in each. A number has bins between
 * edges, then one for missing values; a category has a bin per frequent text, one for all others and one for missing.
 *
 * @param feature its code
 * @param edges ascending; bin i holds values from edge i − 1 (included) to edge i (excluded); empty for a category
 * @param members texts with a bin of their own; empty for a number
 * @param counts customers per bin, the last those whose value is missing
 */
public record PopulationColumn(String feature, List<Double> edges, List<String> members, List<Long> counts) {

    /** Most bins of values; deciles where values are many. */
    public static final int MOST_BINS = 10;

    /** @throws IllegalArgumentException if bins and counts do not fit */
    public PopulationColumn {
        edges = List.copyOf(edges);
        members = List.copyOf(members);
        counts = List.copyOf(counts);
        boolean isCategory = !members.isEmpty();
        int bins = isCategory ? members.size() + 2 : edges.size() + 2;
        if (counts.size() != bins || (isCategory && !edges.isEmpty())) {
            throw new IllegalArgumentException("population of " + feature + " must have " + bins + " counts, for "
                    + edges.size() + " edges or " + members.size() + " members, was " + counts.size());
        }
    }

    /** All customers. */
    public long customers() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The bins of a number, by its deciles, and its customers in them. */
    static PopulationColumn ofNumber(String feature, double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(value -> value + 0.0)
                .sorted()
                .toArray();
        List<Double> edges = new ArrayList<>();
        for (int bin = 1; bin < MOST_BINS && sorted.length > 0; bin++) {
            double edge = sorted[(int) ((long) bin * sorted.length / MOST_BINS)];
            double last = edges.isEmpty() ? sorted[0] : edges.get(edges.size() - 1);
            if (edge > last) {
                edges.add(edge);
            }
        }
        if (edges.isEmpty()) {
            // nine in ten share the least value, as counts of rare events do: what is above it is the other bin
            Arrays.stream(sorted).filter(value -> value > sorted[0]).findFirst().ifPresent(edges::add);
        }
        PopulationColumn empty = new PopulationColumn(feature, edges, List.of(), zeros(edges.size() + 2));
        long[] counts = new long[edges.size() + 2];
        empty.countNumbers(values, null, counts);
        return empty.with(counts);
    }

    /** A bin per frequent text, the most frequent first, ties by the text, and its customers in them. */
    static PopulationColumn ofCategory(String feature, CodedText texts) {
        Map<String, Long> frequency = new TreeMap<>();
        for (int row = 0; row < texts.size(); row++) {
            String text = texts.get(row);
            if (text != null) {
                frequency.merge(text, 1L, Long::sum);
            }
        }
        List<String> members = frequency.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_BINS)
                .map(Map.Entry::getKey)
                .toList();
        if (members.isEmpty()) {
            // all missing: as a number without edges, whose only texts would be new ones
            return new PopulationColumn(feature, List.of(), List.of(), List.of(0L, (long) texts.size()));
        }
        PopulationColumn empty = new PopulationColumn(feature, List.of(), members, zeros(members.size() + 2));
        long[] counts = new long[members.size() + 2];
        empty.countTexts(texts, null, counts);
        return empty.with(counts);
    }

    /**
     * Adds numbers to the counts of their bins.
     *
     * @param isCounted which rows; null for all
     */
    void countNumbers(double[] values, boolean @Nullable [] isCounted, long[] into) {
        double[] bounds = edges.stream().mapToDouble(Double::doubleValue).toArray();
        for (int row = 0; row < values.length; row++) {
            if (isCounted == null || isCounted[row]) {
                double value = values[row];
                into[Double.isFinite(value) ? binOf(value, bounds) : into.length - 1]++;
            }
        }
    }

    /**
     * Adds texts to the counts of their bins.
     *
     * @param isCounted which rows; null for all
     */
    void countTexts(CodedText texts, boolean @Nullable [] isCounted, long[] into) {
        for (int row = 0; row < texts.size(); row++) {
            if (isCounted == null || isCounted[row]) {
                String text = texts.get(row);
                int member = text == null ? -1 : members.indexOf(text);
                into[text == null ? into.length - 1 : member < 0 ? into.length - 2 : member]++;
            }
        }
    }

    /** How many bounds are at or below the value. They are few: to compare with all is faster than to search. */
    private static int binOf(double value, double[] bounds) {
        int bin = 0;
        for (double bound : bounds) {
            bin += bound <= value ? 1 : 0;
        }
        return bin;
    }

    private PopulationColumn with(long[] counted) {
        return new PopulationColumn(
                feature, edges, members, Arrays.stream(counted).boxed().toList());
    }

    private static List<Long> zeros(int length) {
        return Arrays.stream(new long[length]).boxed().toList();
    }
}
