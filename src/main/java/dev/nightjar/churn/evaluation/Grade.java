package dev.nightjar.churn.evaluation;

import dev.nightjar.churn.ChurnMetrics;

/**
 * What a model is worth against the best rule, after the grades of Microsoft Customer Insights. The test cut-off decides.
 */
public enum Grade {
    /** Ranks well, clearly better than the best baseline, and its probabilities can be taken at their word. */
    A,
    /** Better than the best baseline. */
    B,
    /** No better than the best baseline, near chance, or probabilities far off: look at the usability report. */
    C;

    static final double GOOD_AUC = 0.70;
    static final double FAIR_AUC = 0.60;
    static final double CLEAR_LEAD = 0.01;
    static final double GOOD_CALIBRATION = 0.05;
    static final double FAIR_CALIBRATION = 0.10;

    /**
     * A: AUC of at least 0.70, at least 0.01 above the best baseline's, calibration error at most 0.05. B: AUC of at
     * least 0.60, above the best baseline's, calibration error at most 0.10. C: all else.
     */
    public static Grade of(ChurnMetrics test, double bestBaselineAuc) {
        double lead = test.auc() - bestBaselineAuc;
        if (test.auc() >= GOOD_AUC && lead >= CLEAR_LEAD && test.calibrationError() <= GOOD_CALIBRATION) {
            return A;
        }
        return test.auc() >= FAIR_AUC && lead > 0 && test.calibrationError() <= FAIR_CALIBRATION ? B : C;
    }
}
