package dev.nightjar.feature.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PurchaseDaysTests {

    private final PurchaseDays days = new PurchaseDays();

    @Test
    void noPurchaseHasNoGaps() {
        assertThat(days.size()).isZero();
        assertThat(days.gapCount()).isZero();
        assertThat(days.meanGap()).isNaN();
        assertThat(days.countBefore(5)).isZero();
    }

    @Test
    void medianOfAnOddAndAnEvenNumberOfGaps() {
        add(0, 1, 11);
        assertThat(days.medianGap()).isEqualTo(5.5);

        days.clear();
        add(0, 1, 11, 16);
        assertThat(days.medianGap()).isEqualTo(5);
        assertThat(days.longestGap()).isEqualTo(10);
    }

    @Test
    void daysBeforeADateAreCounted() {
        add(10, 20, 30);

        assertThat(days.countBefore(10)).isZero();
        assertThat(days.countBefore(11)).isEqualTo(1);
        assertThat(days.countBefore(30)).isEqualTo(2);
        assertThat(days.countBefore(31)).isEqualTo(3);
    }

    @Test
    void manyDaysFit() {
        for (int day = 0; day < 1_000; day++) {
            days.add(2 * day, 5);
        }

        assertThat(days.size()).isEqualTo(1_000);
        assertThat(days.medianGap()).isEqualTo(2);
        assertThat(days.gapDeviation()).isZero();
        assertThat(days.totalFrom(990)).isEqualTo(50);
    }

    private void add(int... purchaseDays) {
        for (int day : purchaseDays) {
            days.add(day, 1);
        }
    }
}
