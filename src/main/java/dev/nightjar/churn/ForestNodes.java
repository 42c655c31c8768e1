package dev.nightjar.churn;

import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;

/** What every node of a forest must be, wherever it came from, and every matrix that it is to score. */
final class ForestNodes {

    private static final double MIN_COVER = 1e-9;
    private static final double MAX_COVER = 1e15;

    private ForestNodes() {}

    /**
     * Requires nodes to be within the bounds that {@link Forest} names.
     *
     * @throws DataContractException naming the bound that is broken
     */
    static void require(List<String> inputs, double intercept, int[] features, double[] values, double[] leafCovers) {
        if (values.length != features.length) {
            throw malformed("one value per node", features.length + " nodes, " + values.length + " values");
        }
        if (inputs.stream().distinct().count() != inputs.size()) {
            throw malformed("every input name once", inputs.toString());
        }
        int leaves = 0;
        double reach = Math.abs(intercept);
        for (int node = 0; node < features.length; node++) {
            int feature = features[node];
            if (feature < Forest.LEAF || feature >= inputs.size()) {
                throw malformed("input index -1 to " + (inputs.size() - 1), feature + " at node " + node);
            }
            if (!Double.isFinite(values[node])) {
                throw malformed("finite thresholds and leaf values", values[node] + " at node " + node);
            }
            leaves += feature == Forest.LEAF ? 1 : 0;
            reach += feature == Forest.LEAF ? Math.abs(values[node]) : 0;
        }
        if (!Double.isFinite(reach)) {
            throw malformed("a finite sum of intercept and leaf values", String.valueOf(reach));
        }
        if (leaves != leafCovers.length) {
            throw malformed("one cover per leaf", leaves + " leaves, " + leafCovers.length + " covers");
        }
        for (double cover : leafCovers) {
            if (!(cover >= MIN_COVER && cover <= MAX_COVER)) {
                throw malformed("leaf covers " + MIN_COVER + " to " + MAX_COVER, String.valueOf(cover));
            }
        }
    }

    /** Refuses columns that are not a forest's inputs in their order. */
    static void requireInputs(List<String> inputs, FeatureMatrix matrix) {
        if (!matrix.codes().equals(inputs)) {
            throw new DataContractException("[forest] other inputs than it was trained on: expected " + inputs
                    + ", was " + matrix.codes() + ". Not scored; retrain.");
        }
    }

    /** What to say of a forest that breaks a bound. */
    static DataContractException malformed(String expected, String actual) {
        String problem = "[forest] malformed: expected " + expected + ", was " + actual + ". Not used; retrain.";
        return new DataContractException(problem);
    }
}
