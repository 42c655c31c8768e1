package dev.nightjar.churn;

import dev.nightjar.customer.CustomerHash;
import dev.nightjar.feature.FeatureEncoder;
import dev.nightjar.feature.FeatureMatrix;
import java.io.Serializable;
import java.util.List;

/**
 * The model that was graded: fitted only on labels known by the test cut-off, or, where churn windows had to overlap,
 * one forest per fold of customers, fitted without them. Kept beside the published model, whose training labels reach
 * up to the as-of date, so that models of different nights can be compared.
 *
 * @param encoder makes its inputs; fitted before the test cut-off
 * @param byFold one forest for everybody, or one for each of {@value #FOLDS} folds
 */
public record EvaluationForests(FeatureEncoder encoder, List<CalibratedForest> byFold) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Folds of customers. */
    public static final int FOLDS = 3;

    private static final long FOLD_SALT = 4_711;

    /** @throws IllegalArgumentException if there is neither one forest nor one per fold */
    public EvaluationForests {
        byFold = List.copyOf(byFold);
        if (byFold.size() != 1 && byFold.size() != FOLDS) {
            throw new IllegalArgumentException(
                    "evaluation needs 1 forest or one for each of " + FOLDS + " folds, was " + byFold.size());
        }
    }

    /** Whether churn windows reached into the test's, so that each customer has forests of others. */
    public boolean hasLabelOverlap() {
        return byFold.size() > 1;
    }

    /** The fold of a customer, 0 to {@link #FOLDS} − 1, by a hash of the id. */
    public static int fold(String customerId) {
        return (int) (CustomerHash.share(customerId, FOLD_SALT) * FOLDS);
    }

    /**
     * Calibrated probability of churn of each row.
     *
     * @param customerIds one per row
     * @param inputs made by {@link #encoder()}
     */
    public double[] probability(String[] customerIds, FeatureMatrix inputs) {
        if (!hasLabelOverlap()) {
            return byFold.get(0).probability(inputs);
        }
        double[][] ofFold = new double[FOLDS][];
        for (int fold = 0; fold < FOLDS; fold++) {
            ofFold[fold] = byFold.get(fold).probability(inputs);
        }
        double[] probability = new double[inputs.rows()];
        for (int row = 0; row < probability.length; row++) {
            probability[row] = ofFold[fold(customerIds[row])][row];
        }
        return probability;
    }
}
