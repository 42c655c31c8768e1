package dev.nightjar.feature;

import dev.nightjar.customer.column.CodedText;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Features of many customers as of one date, before anything fitted on the population is joined: numbers with NaN
 * where missing, categories as text, and facts.
 *
 * @param customerIds one per row
 * @param numbers numeric features
 * @param categories feature code to one text per row, in a fixed order of codes
 * @param facts one per row
 */
public record FeatureRows(
        String[] customerIds, FeatureMatrix numbers, Map<String, CodedText> categories, CustomerFacts[] facts) {

    /** The number of customers. */
    public int size() {
        return customerIds.length;
    }

    /** The share of customers, 0 to 1, for whom a feature has no value; 0 where there is no such feature or nobody. */
    public double missingShare(String feature) {
        CodedText category = categories.get(feature);
        long missing = 0;
        if (category != null) {
            missing = Arrays.stream(category.codes())
                    .filter(code -> code == CodedText.MISSING)
                    .count();
        } else if (numbers.codes().contains(feature)) {
            missing =
                    Arrays.stream(numbers.column(feature)).filter(Double::isNaN).count();
        }
        return missing == 0 ? 0 : (double) missing / size();
    }

    /** The rows at these indices, in their order. */
    public FeatureRows select(int[] rowIndices) {
        String[] ids = new String[rowIndices.length];
        CustomerFacts[] selectedFacts = new CustomerFacts[rowIndices.length];
        for (int i = 0; i < rowIndices.length; i++) {
            ids[i] = customerIds[rowIndices[i]];
            selectedFacts[i] = facts[rowIndices[i]];
        }
        Map<String, CodedText> selected = new LinkedHashMap<>();
        categories.forEach((code, column) -> {
            int[] codes = new int[rowIndices.length];
            Arrays.setAll(codes, i -> column.codes()[rowIndices[i]]);
            selected.put(code, new CodedText(codes, column.values()));
        });
        return new FeatureRows(ids, numbers.select(rowIndices), selected, selectedFacts);
    }

    /**
     * The rows of all parts, one part after the other, such as those of all buckets or cut-offs.
     *
     * @param parts at least one, all with the same features
     * @throws IllegalArgumentException if there is no part, or two have other features
     */
    public static FeatureRows concat(List<FeatureRows> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("at least one part is needed to concatenate feature rows, was none");
        }
        FeatureRows first = parts.get(0);
        for (FeatureRows part : parts) {
            if (!part.numbers.codes().equals(first.numbers.codes())
                    || !part.categories.keySet().equals(first.categories.keySet())) {
                throw new IllegalArgumentException("feature rows to concatenate must have the same features, were "
                        + first.numbers.codes() + first.categories.keySet() + " and " + part.numbers.codes()
                        + part.categories.keySet());
            }
        }
        Map<String, CodedText> joined = new LinkedHashMap<>();
        first.categories.keySet().forEach(code -> joined.put(code, concatTexts(parts, code)));
        return new FeatureRows(
                parts.stream().flatMap(part -> Arrays.stream(part.customerIds)).toArray(String[]::new),
                concatNumbers(parts),
                joined,
                parts.stream().flatMap(part -> Arrays.stream(part.facts)).toArray(CustomerFacts[]::new));
    }

    /** The rows from one index (included) to another (excluded). */
    public FeatureRows slice(int from, int to) {
        int[] rows = IntStream.range(from, to).toArray();
        Map<String, CodedText> texts = new LinkedHashMap<>();
        categories.forEach((code, text) ->
                texts.put(code, new CodedText(Arrays.copyOfRange(text.codes(), from, to), text.values())));
        return new FeatureRows(
                Arrays.copyOfRange(customerIds, from, to),
                numbers.select(rows),
                texts,
                Arrays.copyOfRange(facts, from, to));
    }

    private static FeatureMatrix concatNumbers(List<FeatureRows> parts) {
        List<String> codes = parts.get(0).numbers.codes();
        int rows = parts.stream().mapToInt(FeatureRows::size).sum();
        double[][] columns = new double[codes.size()][rows];
        int from = 0;
        for (FeatureRows part : parts) {
            for (int i = 0; i < columns.length; i++) {
                System.arraycopy(part.numbers.columns()[i], 0, columns[i], from, part.size());
            }
            from += part.size();
        }
        return new FeatureMatrix(codes, columns, rows);
    }

    private static CodedText concatTexts(List<FeatureRows> parts, String code) {
        @Nullable
        String[] texts = new String[parts.stream().mapToInt(FeatureRows::size).sum()];
        int row = 0;
        for (FeatureRows part : parts) {
            CodedText column = Objects.requireNonNull(part.categories.get(code));
            for (int i = 0; i < part.size(); i++) {
                texts[row++] = column.get(i);
            }
        }
        return CodedText.of(texts);
    }
}
