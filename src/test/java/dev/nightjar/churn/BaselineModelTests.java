package dev.nightjar.churn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.BaselineModel.Direction;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineModelTests {

    private static final FeatureMatrix INPUTS = new FeatureMatrix(
            List.of("order_count", BaselineModel.ORDER_PROBABILITY), new double[][] {{1, 4}, {0.25, 0.875}}, 2);

    @Test
    void noOrderIsOneMinusTheOrderProbability() {
        assertThat(BaselineModel.NO_ORDER.probability(INPUTS)).containsExactly(0.75, 0.125);
    }

    @Test
    void aRuleIsCalibratedInItsDirection() {
        ProbabilityCalibrator line = new ProbabilityCalibrator.Logistic(2.5, 1);

        double[] low = new BaselineModel("order_count", Direction.LOW, line).probability(INPUTS);
        double[] high = new BaselineModel("order_count", Direction.HIGH, line).probability(INPUTS);

        assertThat(low[0]).isGreaterThan(low[1]).isEqualTo(ProbabilityCalibrator.sigmoid(1.5));
        assertThat(high[0]).isLessThan(high[1]).isEqualTo(ProbabilityCalibrator.sigmoid(3.5));
    }

    @Test
    void onlyAProbabilityMayGoUncalibrated() {
        assertThatThrownBy(() -> new BaselineModel("order_count", Direction.LOW, null))
                .hasMessage("a rule without calibrator must be 1 - order_probability_in_horizon, was LOW order_count");
        assertThatThrownBy(() -> new BaselineModel(BaselineModel.ORDER_PROBABILITY, Direction.HIGH, null))
                .hasMessageContaining("was HIGH order_probability_in_horizon");
    }
}
