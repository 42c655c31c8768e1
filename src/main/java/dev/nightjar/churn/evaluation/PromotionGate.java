package dev.nightjar.churn.evaluation;

import dev.nightjar.churn.ChurnMetrics;
import java.util.Locale;

/** Whether a new model takes the champion's place: both evaluation models are graded on the newest labelled cut-off. */
public final class PromotionGate {

    /** Share of the champion's average precision that the new model must reach. */
    public static final double AVERAGE_PRECISION_SHARE = 0.98;

    /** How far its calibration error may be above the champion's. */
    public static final double CALIBRATION_ERROR_MARGIN = 0.02;

    private PromotionGate() {}

    /** Whether the challenger may replace the champion; both bounds are included. */
    public static boolean passes(ChurnMetrics challenger, ChurnMetrics champion) {
        return challenger.averagePrecision() >= AVERAGE_PRECISION_SHARE * champion.averagePrecision()
                && challenger.calibrationError() <= champion.calibrationError() + CALIBRATION_ERROR_MARGIN;
    }

    /** The comparison in words, for the warning of a night whose new model stays challenger. */
    public static String describe(ChurnMetrics challenger, ChurnMetrics champion) {
        return String.format(
                Locale.ROOT,
                "average precision %.4f against %.4f, at least %.4f is needed;"
                        + " calibration error %.4f against %.4f, at most %.4f is allowed",
                challenger.averagePrecision(),
                champion.averagePrecision(),
                AVERAGE_PRECISION_SHARE * champion.averagePrecision(),
                challenger.calibrationError(),
                champion.calibrationError(),
                champion.calibrationError() + CALIBRATION_ERROR_MARGIN);
    }
}
