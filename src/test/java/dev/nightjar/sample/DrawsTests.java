package dev.nightjar.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class DrawsTests {

    private static final int DRAWS = 200_000;

    @Test
    void sameSeedAndStreamGiveTheSameDraws() {
        Draws one = new Draws(1, 7);
        Draws other = new Draws(1, 7);

        assertThat(one.gamma(0.75)).isEqualTo(other.gamma(0.75));
        assertThat(one.poisson(3)).isEqualTo(other.poisson(3));
    }

    @Test
    void neighbouringStreamsAndSeedsAreUnrelated() {
        assertThat(new Draws(1, 7).uniform()).isNotEqualTo(new Draws(1, 8).uniform());
        assertThat(new Draws(1, 7).uniform()).isNotEqualTo(new Draws(2, 7).uniform());
        assertThat(correlationOfFirstDraws()).isCloseTo(0, within(0.02));
    }

    @Test
    void momentsAreThoseOfTheDistributions() {
        assertMoments(Draws::uniform, 0.5, 1.0 / 12);
        assertMoments(Draws::gaussian, 0, 1);
        assertMoments(draws -> draws.exponential(4), 0.25, 1.0 / 16);
        assertMoments(draws -> draws.gamma(0.75), 0.75, 0.75);
        assertMoments(draws -> draws.gamma(4.5), 4.5, 4.5);
        assertMoments(draws -> draws.beta(0.8, 2.6), 0.8 / 3.4, 0.8 * 2.6 / (3.4 * 3.4 * 4.4));
        assertMoments(draws -> draws.poisson(3), 3, 3);
        assertMoments(draws -> draws.wholeBetween(2, 4), 3, 2.0 / 3);
        assertMoments(draws -> draws.chance(0.2) ? 1 : 0, 0.2, 0.16);
    }

    @Test
    void weightsArePickedInProportion() {
        Draws draws = new Draws(3, 1);
        int[] picked = new int[3];

        for (int i = 0; i < DRAWS; i++) {
            picked[draws.pick(1, 0, 3)]++;
        }

        assertThat(picked[0] / (double) DRAWS).isCloseTo(0.25, within(0.005));
        assertThat(picked[1]).isZero();
    }

    private static void assertMoments(ToDoubleFunction<Draws> distribution, double mean, double variance) {
        Draws draws = new Draws(1, 1);
        double[] values = DoubleStream.generate(() -> distribution.applyAsDouble(draws))
                .limit(DRAWS)
                .toArray();
        double actualMean = DoubleStream.of(values).average().orElseThrow();
        double actualVariance = DoubleStream.of(values)
                .map(value -> (value - actualMean) * (value - actualMean))
                .average()
                .orElseThrow();
        // five standard errors of the mean
        assertThat(actualMean).isCloseTo(mean, within(5 * Math.sqrt(variance / DRAWS)));
        assertThat(actualVariance / variance).isCloseTo(1, within(0.04));
    }

    private static double correlationOfFirstDraws() {
        double sum = 0;
        for (int stream = 0; stream < DRAWS; stream++) {
            sum += (new Draws(1, stream).uniform() - 0.5) * (new Draws(1, stream + 1).uniform() - 0.5);
        }
        return sum / DRAWS * 12;
    }
}
