package dev.nightjar.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nightjar.segment.ValueTier.CutPoints;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTierTests {

    @Test
    void twoHundredDistinctValuesFillTheTiersExactly() {
        double[] cltv = IntStream.rangeClosed(1, 200).asDoubleStream().toArray();
        CutPoints cuts = CutPoints.fit(cltv);

        Map<ValueTier, Long> sizes = Arrays.stream(cltv)
                .mapToObj(cuts::tier)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

        assertThat(sizes)
                .containsEntry(ValueTier.TOP_1, 2L)
                .containsEntry(ValueTier.TOP_5, 8L)
                .containsEntry(ValueTier.TOP_10, 10L)
                .containsEntry(ValueTier.TOP_25, 30L)
                .containsEntry(ValueTier.TOP_50, 50L)
                .containsEntry(ValueTier.REST, 100L);
        assertThat(cuts.tier(200).code()).isEqualTo("top_1");
        assertThat(cuts.tier(1).code()).isEqualTo("rest");
    }

    @Test
    void tiesAcrossABorderFallBelowIt() {
        // three of ten are best, so a quarter would cut through them
        double[] cltv = {9, 9, 9, 5, 4, 3, 3, 3, 1, 0};
        CutPoints cuts = CutPoints.fit(cltv);

        assertThat(cuts.tier(9)).isEqualTo(ValueTier.TOP_50);
        assertThat(cuts.tier(4)).isEqualTo(ValueTier.TOP_50);
        assertThat(cuts.tier(3)).isEqualTo(ValueTier.REST);
    }

    @Test
    void equalCustomersAreAllInTheRest() {
        assertThat(CutPoints.fit(new double[] {5, 5, 5, 5}).tier(5)).isEqualTo(ValueTier.REST);
        assertThat(CutPoints.fit(new double[] {5}).tier(5)).isEqualTo(ValueTier.REST);
        assertThat(CutPoints.fit(new double[0]).tier(5)).isEqualTo(ValueTier.REST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noTierPromisesMoreThanItsName(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] cltv = DoubleStream.generate(() -> random.nextInt(40))
                .limit(1 + random.nextInt(500))
                .toArray();
        CutPoints cuts = CutPoints.fit(cltv);

        for (ValueTier tier : ValueTier.values()) {
            long inOrAbove = Arrays.stream(cltv)
                    .filter(value -> cuts.tier(value).compareTo(tier) <= 0)
                    .count();
            assertThat(inOrAbove * 100)
                    .as("%s of %d customers, seed %d", tier, cltv.length, seed)
                    .isLessThanOrEqualTo((long) tier.percent() * cltv.length);
        }
    }

    @Test
    void cutPointsMustDescend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CutPoints(new double[] {1, 2, 0, 0, 0}))
                .withMessage("value tiers must have 5 descending cut points, were [1.0, 2.0, 0.0, 0.0, 0.0]");
        assertThatIllegalArgumentException().isThrownBy(() -> new CutPoints(new double[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> CutPoints.fit(new double[] {1, Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> new CutPoints(new double[] {Double.NaN, 0, 0, 0, 0}));
    }
}
