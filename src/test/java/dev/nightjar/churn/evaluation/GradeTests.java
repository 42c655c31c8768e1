package dev.nightjar.churn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.ChurnMetrics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeTests {

    @ParameterizedTest
    @CsvSource({
        "0.70, 0.69, 0.05, A",
        "0.70, 0.695, 0.05, B",
        "0.69, 0.60, 0.05, B",
        "0.80, 0.70, 0.06, B",
        "0.60, 0.59, 0.10, B",
        "0.60, 0.60, 0.01, C",
        "0.59, 0.50, 0.01, C",
        "0.80, 0.70, 0.11, C"
    })
    void theRuleIsPublished(double auc, double baselineAuc, double calibrationError, Grade grade) {
        assertThat(Grade.of(new ChurnMetrics(auc, 0.5, 0.6, 0.2, calibrationError), baselineAuc))
                .isEqualTo(grade);
    }
}
