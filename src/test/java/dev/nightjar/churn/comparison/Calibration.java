package dev.nightjar.churn.comparison;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import java.util.Arrays;
import java.util.Random;

/**
 * How far predicted and realised rates are apart.
 *
 * @param probabilities one per customer
 * @param churned what then happened
 */
record Calibration(double[] probabilities, boolean[] churned) {

    private static final int DRAWS = 500;

    double error() {
        return ChurnMetrics.of(probabilities, churned).calibrationError();
    }

    /** The number that, added to all log-odds, makes the mean probability the churn rate. */
    double shift() {
        int churners = 0;
        for (boolean left : churned) {
            churners += left ? 1 : 0;
        }
        return CalibratorChoice.shift(ProbabilityCalibrator.identity(), logOdds(), churners);
    }

    /** The error that remains after the {@link #shift}. */
    double errorAfterShift() {
        double[] moved = ProbabilityCalibrator.identity().shifted(shift()).probabilities(logOdds());
        return ChurnMetrics.of(moved, churned).calibrationError();
    }

    /** The error that 19 of 20 draws stay below if customers leave with exactly these probabilities: chance alone. */
    double errorByChance() {
        Random random = new Random(1);
        double[] errors = new double[DRAWS];
        boolean[] drawn = new boolean[probabilities.length];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int i = 0; i < drawn.length; i++) {
                drawn[i] = random.nextDouble() < probabilities[i];
            }
            errors[draw] = new Calibration(probabilities, drawn).error();
        }
        Arrays.sort(errors);
        return errors[DRAWS - 1 - DRAWS / 20];
    }

    private double[] logOdds() {
        return Arrays.stream(probabilities).map(ProbabilityCalibrator::logOdds).toArray();
    }
}
