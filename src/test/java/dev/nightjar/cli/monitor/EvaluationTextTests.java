package dev.nightjar.cli.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTextTests {

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.2, ####|###",
        "0.2, 0.1, ####....|",
        "0, 0, |",
        "0.25, 0.25, ##########|",
    })
    void aBarIsAsLongAsTheShareAndMarksTheExpectation(double predicted, double realised, String bar) {
        assertThat(EvaluationText.bar(predicted, realised)).isEqualTo(bar);
    }

    @ParameterizedTest
    @CsvSource({",0.1", "0.1,", ","})
    void nobodyHasNoBar(Double predicted, Double realised) {
        assertThat(EvaluationText.bar(predicted, realised)).isEmpty();
    }
}
