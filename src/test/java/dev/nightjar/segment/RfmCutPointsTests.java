package dev.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RfmCutPointsTests {

    @Test
    void distinctValuesFallIntoFifths() {
        int[] oneToTen = IntStream.rangeClosed(1, 10).toArray();
        double[] values = Arrays.stream(oneToTen).asDoubleStream().toArray();

        RfmCutPoints cuts = RfmCutPoints.fit(oneToTen, oneToTen, values);

        assertThat(cuts.orderCount()).containsExactly(2, 4, 6, 8);
        assertThat(cuts.historicValue()).containsExactly(2, 4, 6, 8);
        assertThat(cuts.score(1, 10, 10)).isEqualTo(new RfmScore(5, 5, 5));
        assertThat(cuts.score(2, 9, 9)).isEqualTo(new RfmScore(5, 5, 5));
        assertThat(cuts.score(3, 8, 8)).isEqualTo(new RfmScore(4, 4, 4));
        assertThat(cuts.score(10, 1, 2)).isEqualTo(new RfmScore(1, 1, 1));
    }

    @Test
    void tiesShareAScoreAndLeaveOthersEmpty() {
        int[] orders = {1, 1, 1, 1, 1, 1, 1, 2, 2, 9};
        RfmCutPoints cuts = RfmCutPoints.fit(orders, orders, new double[10]);

        int[] scores = Arrays.stream(orders)
                .map(count -> cuts.score(1, count, 0).frequency())
                .toArray();

        assertThat(scores).containsExactly(1, 1, 1, 1, 1, 1, 1, 4, 4, 5);
    }

    @Test
    void whereAllAreEqualEverybodyIsRecentAndElseLowest() {
        RfmCutPoints cuts = RfmCutPoints.fit(new int[] {7, 7}, new int[] {3, 3}, new double[] {20, 20});

        assertThat(cuts.score(7, 3, 20)).isEqualTo(new RfmScore(5, 1, 1));
    }

    @Test
    void oneCustomerIsAPopulation() {
        RfmCutPoints cuts = RfmCutPoints.fit(new int[] {7}, new int[] {3}, new double[] {-20});

        assertThat(cuts.score(7, 3, -20)).isEqualTo(new RfmScore(5, 1, 1));
        assertThat(cuts.score(8, 4, 0)).isEqualTo(new RfmScore(1, 5, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void scoresFollowTheShareOfCustomersWithSmallerOrEqualValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int customers = 1 + random.nextInt(400);
        int[] values = random.ints(customers, 0, 60).toArray();
        double[] money = Arrays.stream(values).asDoubleStream().toArray();
        RfmCutPoints cuts = RfmCutPoints.fit(values, values, money);

        for (int value : values) {
            // cume_dist of the next smaller value decides: how many are strictly below
            long below = Arrays.stream(values).filter(other -> other < value).count();
            int fifth = 1
                    + (int) IntStream.rangeClosed(1, 4)
                            .filter(cut -> below * 5 >= (long) cut * customers)
                            .count();
            assertThat(cuts.score(value, value, value))
                    .as("value %d of %d customers, seed %d", value, customers, seed)
                    .isEqualTo(new RfmScore(6 - fifth, fifth, fifth));
        }
    }

    @Test
    void fittingLeavesTheArraysAsTheyAre() {
        int[] days = {3, 1, 2};
        double[] values = {3, 1, 2};

        RfmCutPoints.fit(days, days, values);

        assertThat(days).containsExactly(3, 1, 2);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void populationsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCutPoints.fit(new int[0], new int[0], new double[0]))
                .withMessage("RFM needs the same number of values of each, at least 1, was 0, 0, 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCutPoints.fit(new int[2], new int[1], new double[1]))
                .withMessage("RFM needs the same number of values of each, at least 1, was 2, 1, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCutPoints.fit(new int[1], new int[1], new double[2]))
                .withMessageContaining("was 1, 1, 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RfmCutPoints.fit(new int[1], new int[1], new double[] {Double.NaN}))
                .withMessage("cut points of historicValue must be 4 ascending numbers, were [NaN, NaN, NaN, NaN]");
    }

    @Test
    void cutPointsMustAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmCutPoints(new int[] {1, 2, 3}, new int[4], new double[4]))
                .withMessage("cut points of daysSinceLastOrder must be 4 ascending numbers, were [1.0, 2.0, 3.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmCutPoints(new int[4], new int[] {1, 3, 2, 4}, new double[4]))
                .withMessageContaining("orderCount");
    }

    @Test
    void scoresAreOneToFive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmScore(0, 1, 1))
                .withMessage("RFM scores must be 1 to 5, were 0, 1, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmScore(1, 6, 1))
                .withMessageContaining("1, 6, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RfmScore(1, 1, 9))
                .withMessageContaining("1, 1, 9");
    }
}
