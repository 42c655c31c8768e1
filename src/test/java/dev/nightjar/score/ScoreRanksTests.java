package dev.nightjar.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.segment.ValueTier;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreRanksTests {

    private static final double[] NOBODY = {};

    @Test
    void twoHundredDistinctProbabilitiesFillEveryPercentileTwice() {
        double[] probabilities =
                IntStream.rangeClosed(1, 200).mapToDouble(i -> i / 200.0).toArray();
        ScoreRanks ranks = ScoreRanks.fit(probabilities, NOBODY);

        for (int i = 0; i < 200; i++) {
            assertThat(ranks.percentile(probabilities[i])).isEqualTo(1 + i / 2);
        }
    }

    @Test
    void equalProbabilitiesShareThePercentileOfTheLastOfThem() {
        ScoreRanks ranks = ScoreRanks.fit(new double[] {0.9, 0.1, 0.5, 0.5}, NOBODY);

        assertThat(ranks.percentile(0.1)).isEqualTo(25);
        assertThat(ranks.percentile(0.5)).isEqualTo(75);
        assertThat(ranks.percentile(0.9)).isEqualTo(100);
        assertThat(ranks.percentile(0.05)).isEqualTo(1);
        assertThat(ranks.percentile(null)).isNull();
    }

    @Test
    void aLoneCustomerIsAtTheTop() {
        assertThat(ScoreRanks.fit(new double[] {0.2}, NOBODY).percentile(0.2)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void percentilesRiseWithTheProbabilityWhateverTheOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] probabilities =
                random.doubles(500).map(value -> Math.rint(value * 60) / 60).toArray();
        ScoreRanks ranks = ScoreRanks.fit(probabilities, NOBODY);
        double[] ascending = probabilities.clone();
        Arrays.sort(ascending);

        int before = 1;
        for (double probability : ascending) {
            Integer percentile = ranks.percentile(probability);
            assertThat(percentile).as("seed %d", seed).isBetween(before, 100);
            before = percentile == null ? 0 : percentile;
        }
        assertThat(ScoreRanks.fit(ascending, NOBODY).probabilities()).isEqualTo(ranks.probabilities());
    }

    @Test
    void customersWithoutProbabilityOrValueAreLeftOut() {
        ScoreRanks ranks = ScoreRanks.fit(new double[] {Double.NaN, 0.3, 0.6}, new double[] {Double.NaN, 20, 10});

        assertThat(ranks.percentile(0.3)).isEqualTo(50);
        assertThat(ranks.tier(20.0)).isEqualTo(ValueTier.TOP_50);
        assertThat(ranks.tier(10.0)).isEqualTo(ValueTier.REST);
        assertThat(ranks.tier(null)).isNull();
    }
}
