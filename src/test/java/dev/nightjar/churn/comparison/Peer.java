package dev.nightjar.churn.comparison;

import dev.nightjar.feature.FeatureMatrix;
import java.util.List;

/** Another way to learn log-odds of churn. */
interface Peer {

    String name();

    /** The fair small search: what it is tried with. */
    List<String> searched();

    /** Most trees; fewer are chosen out of fold. */
    int mostTrees();

    /**
     * Learns from rows and predicts others with the first trees.
     *
     * @param setting one of {@link #searched}
     * @param trees ascending
     * @return log-odds per tree count and row of {@code wanted}
     */
    double[][] logOdds(FeatureMatrix inputs, boolean[] churned, FeatureMatrix wanted, String setting, int[] trees);

    /** Row after row. */
    static double[] rowMajor(FeatureMatrix inputs) {
        int columns = inputs.columns().length;
        double[] values = new double[columns * inputs.rows()];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < inputs.rows(); row++) {
                values[row * columns + column] = inputs.columns()[column][row];
            }
        }
        return values;
    }

    static float[] labels(boolean[] churned) {
        float[] labels = new float[churned.length];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = churned[row] ? 1 : 0;
        }
        return labels;
    }
}
