package dev.nightjar.churn.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.cutoff.LabelledCutOffs.CutOff;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MinimumDataTests {

    private static final CutOffPlan PLAN = new CutOffPlan(1000, 90, List.of(910));

    @Test
    void enoughIsEnough() {
        assertThat(MinimumData.testProblems(cutOff(910, 500, 100), 820, PLAN)).isEmpty();
        assertThat(MinimumData.testProblems(cutOff(910, 500, 400), 820, PLAN)).isEmpty();
    }

    @Test
    void everyLackIsNamed() {
        assertThat(MinimumData.testProblems(cutOff(910, 499, 99), 821, PLAN))
                .containsExactly(
                        "the test cut-off needs 500 active customers, was 499",
                        "the test cut-off needs 100 customers who left and as many who stayed, was 99 and 400",
                        "the first order must be 2 horizons (180 days) before the as-of date, was 179 days");
    }

    @ParameterizedTest
    @CsvSource({
        // history days, customers, churners, trainable
        "30, 200, 1, true",
        "30, 200, 199, true",
        "29, 200, 1, false",
        "30, 199, 1, false",
        "30, 200, 0, false",
        "30, 200, 200, false",
    })
    void aTrainingCutOffNeedsHistoryCustomersAndBothClasses(
            int historyDays, int customers, int churners, boolean trainable) {
        assertThat(MinimumData.isTrainable(cutOff(910, customers, churners), 910 - historyDays))
                .isEqualTo(trainable);
    }

    @Test
    void aBaselineIsCalibratedOnThirtyOfEachClass() {
        assertThat(MinimumData.canCalibrateBaseline(cutOff(910, 60, 30))).isTrue();
        assertThat(MinimumData.canCalibrateBaseline(cutOff(910, 60, 29))).isFalse();
        assertThat(MinimumData.canCalibrateBaseline(cutOff(910, 60, 31))).isFalse();
    }

    @Test
    void everyCustomerHasALabel() {
        assertThatThrownBy(() -> new CutOff(1, new String[] {"a"}, new boolean[2]))
                .hasMessage("cut-off needs one label per customer, was 1 customers, 2 labels");
    }

    private static CutOff cutOff(int day, int customers, int churners) {
        String[] ids = new String[customers];
        Arrays.setAll(ids, row -> "c" + row);
        boolean[] churned = new boolean[customers];
        Arrays.fill(churned, 0, churners, true);
        return new CutOff(day, ids, churned);
    }
}
