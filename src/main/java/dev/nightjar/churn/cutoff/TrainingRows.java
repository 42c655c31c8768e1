package dev.nightjar.churn.cutoff;

import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.feature.FeatureMatrix;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * Labelled rows of one or more cut-offs, newest cut-off first, then by customer id.
 *
 * @param newest how many rows, the first ones, are of the newest cut-off
 * @param folds fold of each row's customer
 * @param churned one per row
 * @param inputs n × p, finite
 */
public record TrainingRows(int newest, int[] folds, boolean[] churned, FeatureMatrix inputs) {

    /** The number of rows. */
    public int size() {
        return folds.length;
    }

    /** The share of the rows whose customers left; NaN without rows. */
    public double churnRate() {
        return indices(row -> churned[row]).length / (double) size();
    }

    /** The rows of customers in this fold. */
    public int[] inFold(int fold) {
        return indices(row -> folds[row] == fold);
    }

    /** The rows of customers outside this fold. */
    public int[] outsideFold(int fold) {
        return indices(row -> folds[row] != fold);
    }

    /** The rows of customers outside this fold, alone. */
    public TrainingRows withoutFold(int fold) {
        int[] rows = outsideFold(fold);
        return new TrainingRows(
                (int) Arrays.stream(rows).filter(row -> row < newest).count(),
                Arrays.stream(rows).map(row -> folds[row]).toArray(),
                labels(rows),
                inputs.select(rows));
    }

    /** Whether a forest can be fitted without any of the folds: both classes are left. */
    public boolean canFoldOut() {
        return IntStream.range(0, EvaluationForests.FOLDS).allMatch(fold -> hasBothClasses(labels(outsideFold(fold))));
    }

    /** CRC-32C of the inputs, column by column, and the labels. */
    public long checksum() {
        CRC32C checksum = new CRC32C();
        ByteBuffer column = ByteBuffer.allocate(size() * Double.BYTES);
        for (double[] values : inputs.columns()) {
            column.clear();
            column.asDoubleBuffer().put(values);
            checksum.update(column);
        }
        for (boolean label : churned) {
            checksum.update(label ? 1 : 0);
        }
        return checksum.getValue();
    }

    private int[] indices(IntPredicate wanted) {
        return IntStream.range(0, size()).filter(wanted).toArray();
    }

    private boolean[] labels(int[] rows) {
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            labels[i] = churned[rows[i]];
        }
        return labels;
    }

    private static boolean hasBothClasses(boolean[] labels) {
        for (boolean label : labels) {
            if (label != labels[0]) {
                return true;
            }
        }
        return false;
    }
}
