package dev.nightjar.churn.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceTests {

    /** 100 customers, the riskiest first: the first 10 and every fourth of the rest left. */
    private static final double[] PROBABILITIES =
            IntStream.range(0, 100).mapToDouble(i -> 0.995 - i / 100.0).toArray();

    private static final boolean[] CHURNED = churned();

    private static boolean[] churned() {
        boolean[] churned = new boolean[100];
        for (int i = 0; i < churned.length; i++) {
            churned[i] = i < 10 || i % 4 == 0;
        }
        return churned;
    }

    @Test
    void theRiskiestAreCountedAgainstEverybody() {
        // 10 + 22 churners (12, 16, … 96) of 100
        List<Evidence.Top> tops = Evidence.of(PROBABILITIES, CHURNED).tops();

        assertThat(tops).hasSize(3);
        assertThat(tops.get(0).caughtShare()).isEqualTo(5 / 32.0, within(1e-12));
        assertThat(tops.get(1).caughtShare()).isEqualTo(10 / 32.0, within(1e-12));
        assertThat(tops.get(2).caughtShare()).isEqualTo(12 / 32.0, within(1e-12));
        assertThat(tops.get(1).lift()).isEqualTo(10 / 32.0 / 0.1, within(1e-12));
    }

    @Test
    void reliabilityComparesTenthsLeastRiskyFirst() {
        List<Evidence.ReliabilityBin> bins = Evidence.of(PROBABILITIES, CHURNED).reliability();

        assertThat(bins).hasSize(10);
        assertThat(bins.get(0).predicted()).isEqualTo(0.05, within(1e-12));
        assertThat(bins.get(0).realised()).isEqualTo(0.2, within(1e-12));
        assertThat(bins.get(9).predicted()).isEqualTo(0.95, within(1e-12));
        assertThat(bins.get(9).realised()).isEqualTo(1, within(1e-12));
    }

    @Test
    void aThresholdWeighsTheCaughtAgainstFalseAlarms() {
        List<Evidence.Threshold> thresholds =
                Evidence.of(PROBABILITIES, CHURNED).thresholds();

        // 0.995 down to 0.905 are the ten customers from 0.9 on
        assertThat(thresholds).hasSize(9);
        assertThat(thresholds.get(8)).isEqualTo(new Evidence.Threshold(0.9, 0.1, 10 / 32.0, 0));
        assertThat(thresholds.get(7).falseAlarmShare()).isEqualTo(8 / 20.0, within(1e-12));
    }

    @Test
    void nobodyCalledIsNoFalseAlarm() {
        Evidence.Threshold highest = Evidence.of(new double[] {0.2, 0.3}, new boolean[] {true, false})
                .thresholds()
                .get(8);

        assertThat(highest).isEqualTo(new Evidence.Threshold(0.9, 0, 0, 0));
    }

    @Test
    void tiesCountInEqualSharesWhateverTheOrderOfRows() {
        double[] equal = new double[100];
        java.util.Arrays.fill(equal, 0.3);

        Evidence evidence = Evidence.of(equal, CHURNED);

        assertThat(evidence.tops()).allSatisfy(top -> assertThat(top.lift()).isEqualTo(1, within(1e-9)));
        assertThat(evidence.reliability())
                .allSatisfy(bin -> assertThat(bin.realised()).isEqualTo(0.32, within(1e-9)));
        assertThat(shuffled()).isEqualTo(Evidence.of(PROBABILITIES, CHURNED));
    }

    private static Evidence shuffled() {
        List<Integer> order =
                new java.util.ArrayList<>(IntStream.range(0, 100).boxed().toList());
        Collections.shuffle(order, new Random(3));
        double[] probabilities = new double[100];
        boolean[] churned = new boolean[100];
        for (int i = 0; i < 100; i++) {
            probabilities[i] = PROBABILITIES[order.get(i)];
            churned[i] = CHURNED[order.get(i)];
        }
        return Evidence.of(probabilities, churned);
    }

    @Test
    void provenanceNamesEveryFigure() {
        Map<String, Object> provenance = Evidence.of(PROBABILITIES, CHURNED).provenance();

        assertThat(provenance).containsOnlyKeys("top", "reliability", "thresholds");
        assertThat(String.valueOf(provenance.get("top"))).contains("share=0.05, churners_caught=0.15625, lift=3.125");
        assertThat(String.valueOf(provenance.get("thresholds")))
                .contains("{probability=0.9, flagged=0.1, churners_caught=0.3125, false_alarms=0.0}");
        assertThat(String.valueOf(provenance.get("reliability")))
                .contains("predicted=")
                .contains("realised=");
    }

    @Test
    void withoutChurnersThereIsNoEvidence() {
        assertThatThrownBy(() -> Evidence.of(new double[] {0.1}, new boolean[] {false}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("evidence needs at least one customer who left, was none of 1");
        assertThatThrownBy(() -> Evidence.of(new double[0], new boolean[0]))
                .hasMessage("evidence needs at least one customer who left, was none of 0");
        assertThatThrownBy(() -> Evidence.of(new double[1], new boolean[2]))
                .hasMessage("expected one label per probability, was 2 labels, 1 probabilities");
    }
}
