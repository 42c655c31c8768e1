package dev.nightjar.churn.monitor;

import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.FeatureRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the features of a population were spread, and the scores it got: what a later population is compared with. Small:
 * a few counts per feature.
 *
 * @param columns one per feature, and one for the score
 */
public record Population(List<PopulationColumn> columns) {

    /** The name of the score among the features. */
    public static final String SCORE = "churn_probability";

    public Population {
        columns = List.copyOf(columns);
    }

    /**
     * The population of these rows; their order does not matter.
     *
     * @param rows features as computed, before any model's encoding
     * @param probabilities the score of each row
     */
    public static Population of(FeatureRows rows, double[] probabilities) {
        List<PopulationColumn> columns = new ArrayList<>();
        columns.add(PopulationColumn.ofNumber(SCORE, probabilities));
        for (String code : rows.numbers().codes()) {
            columns.add(PopulationColumn.ofNumber(code, rows.numbers().column(code)));
        }
        rows.categories().forEach((code, texts) -> columns.add(PopulationColumn.ofCategory(code, texts)));
        return new Population(columns);
    }

    /**
     * How many of these rows are in each bin of this population: counts of parts add up to those of the whole.
     *
     * @param rows of one bucket
     * @param probabilities the score of each row; rows whose score is NaN are not counted
     * @return a row of counts per column, with no counts where the rows lack the feature
     */
    public long[][] count(FeatureRows rows, double[] probabilities) {
        boolean[] isScored = new boolean[rows.size()];
        for (int row = 0; row < isScored.length; row++) {
            isScored[row] = !Double.isNaN(probabilities[row]);
        }
        List<String> codes = rows.numbers().codes();
        long[][] counts = new long[columns.size()][];
        for (int i = 0; i < counts.length; i++) {
            PopulationColumn column = columns.get(i);
            CodedText texts = rows.categories().get(column.feature());
            int number = codes.indexOf(column.feature());
            counts[i] = new long[column.counts().size()];
            if (column.feature().equals(SCORE)) {
                column.countNumbers(probabilities, isScored, counts[i]);
            } else if (texts != null) {
                column.countTexts(texts, isScored, counts[i]);
            } else if (number >= 0) {
                column.countNumbers(rows.numbers().columns()[number], isScored, counts[i]);
            }
        }
        return counts;
    }

    /** The sum of the counts of two parts. */
    public static long[][] plus(long[][] a, long[][] b) {
        long[][] sum = new long[a.length][];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i].clone();
            for (int bin = 0; bin < sum[i].length; bin++) {
                sum[i][bin] += b[i][bin];
            }
        }
        return sum;
    }

    /**
     * How far each feature has moved, in the order of the columns; features that no row had are left out.
     *
     * @param counts of the later population, by {@link #count}
     */
    public List<FeatureDrift> drift(long[][] counts) {
        return IntStream.range(0, counts.length)
                .filter(i ->
                        Arrays.stream(counts[i]).sum() > 0 && columns.get(i).customers() > 0)
                .mapToObj(i -> FeatureDrift.of(columns.get(i), counts[i]))
                .toList();
    }
}
