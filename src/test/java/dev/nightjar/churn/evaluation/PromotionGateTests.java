package dev.nightjar.churn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.ChurnMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionGateTests {

    @ParameterizedTest
    @CsvSource({
        // challenger: average precision, calibration error; champion: the same; promoted
        "0.50, 0.01, 0.50, 0.01, true",
        "0.60, 0.01, 0.50, 0.01, true",
        "0.49, 0.01, 0.50, 0.01, true",
        "0.4899, 0.01, 0.50, 0.01, false",
        "0.50, 0.03, 0.50, 0.01, true",
        "0.50, 0.0301, 0.50, 0.01, false",
        "0.99, 0.10, 0.50, 0.01, false",
        "0.10, 0.00, 0.50, 0.30, false",
    })
    void averagePrecisionAndCalibrationErrorDecide(
            double newPrecision, double newError, double oldPrecision, double oldError, boolean promoted) {
        assertThat(PromotionGate.passes(metrics(newPrecision, newError), metrics(oldPrecision, oldError)))
                .isEqualTo(promoted);
    }

    @Test
    void theComparisonNamesBothBounds() {
        assertThat(PromotionGate.describe(metrics(0.4, 0.05), metrics(0.5, 0.01)))
                .isEqualTo("average precision 0.4000 against 0.5000, at least 0.4900 is needed;"
                        + " calibration error 0.0500 against 0.0100, at most 0.0300 is allowed");
    }

    private static ChurnMetrics metrics(double averagePrecision, double calibrationError) {
        return new ChurnMetrics(0.7, averagePrecision, 0.6, 0.2, calibrationError);
    }
}
