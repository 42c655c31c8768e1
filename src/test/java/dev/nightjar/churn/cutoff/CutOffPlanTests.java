package dev.nightjar.churn.cutoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffPlanTests {

    @Test
    void onlineRetailTrainsItsEvaluationOnCutOffsWhoseLabelsWereKnown() {
        CutOffPlan plan = CutOffPlan.of(day("2011-09-10"), day("2010-12-01"), 90, 12);

        assertThat(dates(plan.cutOffDays()))
                .containsExactly("2011-06-12", "2011-05-13", "2011-04-13", "2011-03-14", "2011-02-12", "2011-01-13");
        assertThat(dates(plan.evaluationDays())).containsExactly("2011-03-14", "2011-02-12", "2011-01-13");
        assertThat(plan.hasLabelOverlap()).isFalse();
        assertThat(plan.testDay()).isEqualTo(day("2011-06-12"));
    }

    @Test
    void aShortHistoryLetsLabelsOverlap() {
        CutOffPlan plan = CutOffPlan.of(day("1998-01-01"), day("1997-01-01"), 181, 12);

        assertThat(plan.hasLabelOverlap()).isTrue();
        assertThat(dates(plan.cutOffDays())).startsWith("1997-07-04").endsWith("1997-02-04");
        assertThat(plan.evaluationDays()).isEqualTo(plan.cutOffDays().subList(1, 6));
    }

    /** Two cut-offs of a young shop are too little to stand for the model that is published. */
    @Test
    void labelsOverlapWhereFewerThanThreeCutOffsWereLabelledByTheTest() {
        CutOffPlan plan = CutOffPlan.of(day("2011-08-10"), day("2010-12-01"), 90, 12);

        assertThat(plan.hasLabelOverlap()).isTrue();
        assertThat(dates(plan.evaluationDays()))
                .containsExactly("2011-04-12", "2011-03-13", "2011-02-11", "2011-01-12");
    }

    @Test
    void fewCutOffsDoNotOverlapWhereThereIsNoOther() {
        CutOffPlan plan = new CutOffPlan(1000, 60, List.of(940, 880, 850));

        assertThat(plan.evaluationDays()).containsExactly(880, 850);
        assertThat(plan.hasLabelOverlap()).isFalse();
    }

    @Test
    void withoutAnEarlierCutOffNothingOverlaps() {
        CutOffPlan plan = new CutOffPlan(1000, 60, List.of(940));

        assertThat(plan.evaluationDays()).isEmpty();
        assertThat(plan.hasLabelOverlap()).isFalse();
    }

    @Test
    void aLongHistoryGivesTwelveCutOffsToEachSide() {
        CutOffPlan plan = CutOffPlan.of(10_000, 0, 90, 12);

        assertThat(plan.cutOffDays()).hasSize(15).isSortedAccordingTo((a, b) -> b - a);
        assertThat(plan.evaluationDays()).hasSize(12);
    }

    @Test
    void cutOffsThatNeitherSideNeedsAreLeftOut() {
        CutOffPlan plan = CutOffPlan.of(10_000, 0, 730, 3);

        // 0, 30, 60 days before the newest; then from the 25th step on, whose window ends 20 days before the test
        assertThat(plan.cutOffDays()).containsExactly(9270, 9240, 9210, 8520, 8490, 8460);
        assertThat(plan.evaluationDays()).containsExactly(8520, 8490, 8460);
    }

    @Test
    void aWindowThatEndsOnTheTestDayIsKnownByThen() {
        assertThat(CutOffPlan.of(1000, 0, 60, 3).evaluationDays()).containsExactly(880, 850, 820);
    }

    @Test
    void thirtyDaysOfHistoryAreEnough() {
        assertThat(CutOffPlan.of(100, 40, 30, 12).cutOffDays()).containsExactly(70);
        assertThat(CutOffPlan.of(100, 41, 30, 12).cutOffDays()).isEmpty();
    }

    @Test
    void refusesMoreCutOffsThanAModelMayUse() {
        assertThatThrownBy(() -> CutOffPlan.of(100, 0, 30, 13)).hasMessage("cut-offs must be 1 to 12, was 13");
        assertThatThrownBy(() -> CutOffPlan.of(100, 0, 30, 0)).hasMessage("cut-offs must be 1 to 12, was 0");
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    private static List<String> dates(List<Integer> days) {
        return days.stream().map(day -> LocalDate.ofEpochDay(day).toString()).toList();
    }
}
