package dev.nightjar.churn;

import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.family.PurchaseModelFeatures;
import org.jspecify.annotations.Nullable;

/**
 * A churn score from one model input alone: what a forest has to beat, and what is published where there is none.
 *
 * @param input name of the input
 * @param direction which end of the input means more likely to leave
 * @param calibrator turns the score into a probability; null where too little is known to fit one, and then the input
 *     itself is a probability
 */
public record BaselineModel(
        String input, Direction direction, @Nullable ProbabilityCalibrator calibrator) implements ChurnModel.Published {

    private static final long serialVersionUID = 1L;

    /** The input that holds BG/NBD's probability of at least one order in the churn horizon. */
    public static final String ORDER_PROBABILITY = PurchaseModelFeatures.ORDER_PROBABILITY;

    /** Which end of an input means more likely to leave. */
    public enum Direction {
        HIGH,
        LOW
    }

    /** BG/NBD's probability of no order in the churn horizon, as it is. */
    public static final BaselineModel NO_ORDER = new BaselineModel(ORDER_PROBABILITY, Direction.LOW, null);

    /** @throws IllegalArgumentException if there is no calibrator and the input is no probability */
    public BaselineModel {
        if (calibrator == null && !(input.equals(ORDER_PROBABILITY) && direction == Direction.LOW)) {
            throw new IllegalArgumentException(
                    "a rule without calibrator must be 1 - " + ORDER_PROBABILITY + ", was " + direction + " " + input);
        }
    }

    /**
     * The score of each row, higher = more likely to leave: the input or its opposite.
     *
     * @param inputs has this input among its columns
     */
    public double[] score(FeatureMatrix inputs) {
        double[] column = inputs.column(input);
        double[] score = new double[inputs.rows()];
        for (int row = 0; row < score.length; row++) {
            score[row] = direction == Direction.HIGH ? column[row] : -column[row];
        }
        return score;
    }

    /** {@inheritDoc} Does not notice filled values: where no purchase model could be fitted, no rule may read its answers. */
    @Override
    public double[] probability(FeatureMatrix inputs) {
        double[] score = score(inputs);
        if (calibrator != null) {
            return calibrator.probabilities(score);
        }
        for (int row = 0; row < score.length; row++) {
            score[row] = 1 + score[row];
        }
        return score;
    }
}
