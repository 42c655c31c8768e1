package dev.nightjar.churn.cutoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffSampleTests {

    private static final List<Integer> DAYS = List.of(300, 270, 240);
    private final PlantedCutOffs planted = PlantedCutOffs.of(DAYS, 1000, 1, 1);

    @Test
    void withoutACapEveryRowIsTaken() {
        CutOffSample sample = sample(planted);

        assertThat(sample.newest(2, 2000).size()).isEqualTo(2000);
        assertThat(sample.newest(3, 3000).size()).isEqualTo(3000);
        assertThat(sample.rows(3)).isEqualTo(3000);
        assertThat(sample.dates(2)).containsExactly("1970-10-28", "1970-09-28");
    }

    @Test
    void aCapTakesCustomersOfItsOwnAtEveryCutOff() {
        TrainingRows rows = sample(planted).newest(2, 301);

        assertThat(rows.size()).isEqualTo(301);
        assertThat(rows.newest()).isBetween(120, 180);
        assertThat(Arrays.copyOfRange(rows.folds(), 0, 120))
                .isNotEqualTo(Arrays.copyOfRange(rows.folds(), rows.newest(), rows.newest() + 120));
    }

    @Test
    void theChurnRateIsThatOfTheSample() {
        CutOffSample sample = sample(planted);

        assertThat(sample.churnRate(2, 301)).isEqualTo(sample.newest(2, 301).churnRate());
        assertThat(sample.churnRate(3, 3000))
                .isEqualTo(sample.newest(3, 3000).churnRate())
                .isBetween(0.4, 0.6);
    }

    @Test
    void aSmallerSampleIsPartOfALargerOne() {
        double[] small = sample(planted).newest(1, 100).inputs().column("noise");
        double[] large = sample(planted).newest(1, 200).inputs().column("noise");

        assertThat(large).contains(small);
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        TrainingRows rows = sample(planted).newest(3, 1500);
        TrainingRows reversed = sample(planted.reversed()).newest(3, 1500);

        assertThat(reversed.churned()).isEqualTo(rows.churned());
        assertThat(reversed.inputs().columns()).isDeepEqualTo(rows.inputs().columns());
        assertThat(reversed.checksum()).isEqualTo(rows.checksum());
    }

    @Test
    void theChecksumSeesLabelsAndInputs() {
        boolean[] other = planted.cutOff(300).churned().clone();
        other[0] = !other[0];

        long checksum = sample(planted).newest(1, 1000).checksum();

        assertThat(sample(planted.withLabels(300, other)).newest(1, 1000).checksum())
                .isNotEqualTo(checksum);
        assertThat(sample(PlantedCutOffs.of(DAYS, 1000, 1, 2)).newest(1, 1000).checksum())
                .isNotEqualTo(checksum);
    }

    @Test
    void foldsAreAboutEquallyLargeAndApart() {
        TrainingRows rows = sample(planted).newest(1, 1000);

        for (int fold = 0; fold < 3; fold++) {
            assertThat(rows.inFold(fold).length).isBetween(280, 390);
            assertThat(rows.inFold(fold).length + rows.outsideFold(fold).length).isEqualTo(1000);
        }
        assertThat(rows.canFoldOut()).isTrue();
    }

    @Test
    void aClassThatOneFoldHoldsAloneCannotBeFoldedOut() {
        boolean[] single = new boolean[1000];
        single[7] = true;

        assertThat(sample(planted.withLabels(300, single)).newest(1, 1000).canFoldOut())
                .isFalse();
    }

    private static CutOffSample sample(PlantedCutOffs planted) {
        return new CutOffSample(planted, DAYS, planted.encoder(300));
    }
}
