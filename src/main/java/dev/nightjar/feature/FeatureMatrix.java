package dev.nightjar.feature;

import java.io.Serializable;
import java.util.List;

/**
 * Features of many customers, column by column.
 *
 * @param codes p feature codes, the order of the columns
 * @param columns p × n, {@code columns[feature][row]}; NaN where a value is missing, unless a caller filled it
 * @param rows n, the number of customers
 */
public record FeatureMatrix(List<String> codes, double[][] columns, int rows) implements Serializable {

    /** @throws IllegalArgumentException if a column is missing or has another length than {@code rows} */
    public FeatureMatrix {
        codes = List.copyOf(codes);
        if (codes.size() != columns.length) {
            throw new IllegalArgumentException("feature matrix must have one column per code, was " + codes.size()
                    + " codes, " + columns.length + " columns");
        }
        for (int feature = 0; feature < columns.length; feature++) {
            if (columns[feature].length != rows) {
                throw new IllegalArgumentException("column " + codes.get(feature) + " must have " + rows + " rows, was "
                        + columns[feature].length);
            }
        }
    }

    /** The column of this code. */
    public double[] column(String code) {
        int index = codes.indexOf(code);
        if (index < 0) {
            throw new IllegalArgumentException("no feature '" + code + "' among " + codes);
        }
        return columns[index];
    }

    /**
     * Copies rows, one after the other.
     *
     * @param first the first of them
     * @param count how many
     * @param block at least count × p; value {@code feature} of the i-th copied row is at i × p + feature
     */
    public void copyRows(int first, int count, double[] block) {
        int width = columns.length;
        for (int feature = 0; feature < width; feature++) {
            double[] column = columns[feature];
            for (int row = 0; row < count; row++) {
                block[row * width + feature] = column[first + row];
            }
        }
    }

    /** The rows at these indices, in their order. */
    public FeatureMatrix select(int[] rowIndices) {
        double[][] selected = new double[columns.length][rowIndices.length];
        for (int feature = 0; feature < columns.length; feature++) {
            for (int i = 0; i < rowIndices.length; i++) {
                selected[feature][i] = columns[feature][rowIndices[i]];
            }
        }
        return new FeatureMatrix(codes, selected, rowIndices.length);
    }
}
