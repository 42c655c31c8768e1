package dev.nightjar.churn.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.monitor.FeatureDrift.Level;
import dev.nightjar.customer.column.CodedText;
import dev.nightjar.feature.CustomerFacts;
import dev.nightjar.feature.FeatureMatrix;
import dev.nightjar.feature.FeatureRows;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PopulationTests {

    @Test
    void manyValuesAreCutIntoTenths() {
        double[] values =
                IntStream.range(0, 1_000).mapToDouble(i -> (i * 37) % 1_000).toArray();

        PopulationColumn column = PopulationColumn.ofNumber("spend", values);

        assertThat(column.edges()).hasSize(9).first().isEqualTo(100.0);
        assertThat(column.counts()).containsExactly(100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 100L, 0L);
        assertThat(column.customers()).isEqualTo(1_000);
    }

    /** Nine in ten are 0: one edge only, above them. */
    @Test
    void tiesShareABinAndMissingValuesHaveTheirOwn() {
        double[] values = new double[100];
        Arrays.fill(values, 0, 5, -0.0);
        Arrays.fill(values, 90, 97, 3);
        Arrays.fill(values, 97, 99, Double.NaN);
        values[99] = Double.POSITIVE_INFINITY;

        PopulationColumn column = PopulationColumn.ofNumber("complaints", values);

        assertThat(column.edges()).containsExactly(3.0);
        assertThat(column.counts()).containsExactly(90L, 7L, 3L);
    }

    @Test
    void aConstantAndAnAllMissingNumberHaveOneBin() {
        assertThat(PopulationColumn.ofNumber("one", new double[] {1, 1, 1}).counts())
                .containsExactly(3L, 0L);
        assertThat(PopulationColumn.ofNumber("none", new double[] {Double.NaN, Double.NaN})
                        .counts())
                .containsExactly(0L, 2L);
    }

    @Test
    void frequentTextsHaveABinAndAllOthersShareOne() {
        @Nullable String[] texts = new @Nullable String[40];
        for (int i = 0; i < 36; i++) {
            texts[i] = "c" + (i < 24 ? i % 12 : i % 2);
        }

        PopulationColumn column = PopulationColumn.ofCategory("country", CodedText.of(texts));

        assertThat(column.members()).hasSize(10).startsWith("c0", "c1", "c10", "c11", "c2");
        assertThat(column.counts()).startsWith(8L, 8L, 2L).endsWith(4L, 4L);
        assertThat(column.customers()).isEqualTo(40);
    }

    @Test
    void aCategoryThatNobodyHasIsAllMissing() {
        PopulationColumn column = PopulationColumn.ofCategory("country", CodedText.missing(3));

        assertThat(column.counts()).containsExactly(0L, 3L);
        long[] counts = new long[2];
        column.countTexts(CodedText.of(new @Nullable String[] {"GB", null}), null, counts);
        assertThat(counts).containsExactly(1, 1);
    }

    /** By hand: shares 0.5, 0.5 against 0.8, 0.2; half a customer in each bin is nothing beside a million. */
    @Test
    void theIndexIsSiddiqis() {
        PopulationColumn before = new PopulationColumn("x", List.of(0.0), List.of(), List.of(500_000L, 500_000L, 0L));

        FeatureDrift drift = FeatureDrift.of(before, new long[] {800_000, 200_000, 0});

        assertThat(drift.psi()).isCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4), within(1e-5));
        assertThat(drift.level(0.1, 0.25)).isEqualTo(Level.WARN);
        assertThat(drift.level(0.1, 0.5)).isEqualTo(Level.WATCH);
        assertThat(drift.level(0.45, 0.5)).isEqualTo(Level.STABLE);
        assertThat(drift.customers()).isEqualTo(1_000_000);
        assertThat(drift.trainingCustomers()).isEqualTo(1_000_000);
    }

    @Test
    void theSamePopulationHasNotMovedAndAnEmptyBinIsFinite() {
        PopulationColumn before = new PopulationColumn("x", List.of(0.0), List.of(), List.of(70L, 30L, 0L));

        assertThat(FeatureDrift.of(before, new long[] {70, 30, 0}).psi()).isZero();
        FeatureDrift gone = FeatureDrift.of(before, new long[] {0, 0, 100});
        assertThat(gone.psi()).isFinite().isGreaterThan(1);
        assertThat(gone.missingShare()).isEqualTo(1);
        assertThat(gone.trainingMissingShare()).isZero();
        assertThat(FeatureDrift.of(new PopulationColumn("x", List.of(), List.of(), List.of(9L, 0L)), new long[] {5, 0})
                        .noise())
                .isZero();
    }

    /** 2,000 pairs of samples without drift: about one in a thousand exceeds the noise, and at 60 customers 0.1 often. */
    @Test
    void chanceAloneDoesNotWarn() {
        Random random = new Random(1);
        int beyondNoise = 0;
        int beyondWatch = 0;
        for (int pair = 0; pair < 2_000; pair++) {
            PopulationColumn before =
                    PopulationColumn.ofNumber("x", random.doubles(300).toArray());
            long[] counts = new long[before.counts().size()];
            before.countNumbers(random.doubles(60).toArray(), null, counts);
            FeatureDrift drift = FeatureDrift.of(before, counts);
            beyondNoise += drift.psi() > drift.noise() ? 1 : 0;
            beyondWatch += drift.psi() > 0.1 ? 1 : 0;
        }

        assertThat(beyondNoise).isLessThan(20);
        assertThat(beyondWatch).isGreaterThan(1_000);
    }

    @Test
    void partsAddUpToTheWholeAndWhoIsNotScoredIsNotCounted() {
        FeatureRows all = rows(1_000);
        double[] probabilities = IntStream.range(0, 1_000)
                .mapToDouble(i -> i % 7 == 0 ? Double.NaN : i / 1_000.0)
                .toArray();
        Population population = Population.of(
                all, IntStream.range(0, 1_000).mapToDouble(i -> i / 1_000.0).toArray());

        long[][] whole = population.count(all, probabilities);
        long[][] parts = new long[0][];
        for (int from = 0; from < 1_000; from += 250) {
            long[][] part =
                    population.count(all.slice(from, from + 250), Arrays.copyOfRange(probabilities, from, from + 250));
            parts = parts.length == 0 ? part : Population.plus(part, parts);
        }

        assertThat(parts).isDeepEqualTo(whole);
        assertThat(List.of(whole))
                .allSatisfy(counts -> assertThat(Arrays.stream(counts).sum()).isEqualTo(857));
        assertThat(population.drift(whole))
                .extracting(FeatureDrift::feature)
                .containsExactly(Population.SCORE, "a", "b", "country");
    }

    @Test
    void aFeatureThatIsGoneIsLeftOut() {
        Population population = Population.of(rows(100), new double[100]);
        FeatureRows fewer = new FeatureRows(
                new String[] {"1"},
                new FeatureMatrix(List.of("a"), new double[][] {{1}}, 1),
                Map.of(),
                new CustomerFacts[1]);

        assertThat(population.drift(population.count(fewer, new double[] {0.5})))
                .extracting(FeatureDrift::feature)
                .containsExactly(Population.SCORE, "a");
    }

    @Test
    void binsAndCountsMustFit() {
        assertThatThrownBy(() -> new PopulationColumn("x", List.of(1.0), List.of(), List.of(1L, 2L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("population of x must have 3 counts, for 1 edges or 0 members, was 2");
        assertThatThrownBy(() -> new PopulationColumn("x", List.of(1.0), List.of("a"), List.of(1L, 2L, 3L)))
                .hasMessageContaining("population of x must have 3 counts, for 1 edges or 1 members");
    }

    private static FeatureRows rows(int size) {
        double[] a = IntStream.range(0, size).mapToDouble(i -> i % 13).toArray();
        double[] b = IntStream.range(0, size)
                .mapToDouble(i -> i % 5 == 0 ? Double.NaN : i)
                .toArray();
        String[] ids = IntStream.range(0, size).mapToObj(Integer::toString).toArray(String[]::new);
        @Nullable String[] countries = new @Nullable String[size];
        Arrays.setAll(countries, i -> i % 3 == 0 ? null : "c" + i % 4);
        return new FeatureRows(
                ids,
                new FeatureMatrix(List.of("a", "b"), new double[][] {a, b}, size),
                Map.of("country", CodedText.of(countries)),
                new CustomerFacts[size]);
    }
}
