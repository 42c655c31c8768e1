package dev.nightjar.churn.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestCodec;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.linear.AdditiveStart;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import smile.math.MathEx;

class SmileForestTrainerTests {

    private static final TrainingOptions OPTIONS = new TrainingOptions(30, 3, 6, 5, 0.1, 0.7, 1, false, 1);

    @ParameterizedTest
    @EnumSource
    void sameSeedGivesTheSameForestAloneAndAmongOthers(SplitSearch search) throws Exception {
        Shop shop = Shop.of(1, 600, Integer.MAX_VALUE);
        byte[] alone = train(search, shop, OPTIONS);

        // A worker of a pool may run a part of one training while another waits.
        List<byte[]> amongOthers = new ForkJoinPool(3)
                .submit(() -> IntStream.range(0, 12)
                        .parallel()
                        .mapToObj(i -> train(search, shop, i % 2 == 0 ? OPTIONS : withSeed(i)))
                        .toList())
                .get();

        for (int i = 0; i < amongOthers.size(); i += 2) {
            assertThat(amongOthers.get(i)).isEqualTo(alone);
        }
        assertThat(train(search, shop, withSeed(3)))
                .isEqualTo(amongOthers.get(3))
                .isNotEqualTo(alone);
    }

    @ParameterizedTest
    @EnumSource
    void earlierRandomNumbersOfTheCallerDoNotMatter(SplitSearch search) {
        Shop shop = Shop.of(2, 300, Integer.MAX_VALUE);
        byte[] first = train(search, shop, OPTIONS);

        MathEx.setSeed(99);
        MathEx.random();

        assertThat(train(search, shop, OPTIONS)).isEqualTo(first);
    }

    @Test
    void binsFindTheSplitsOfTheExactSearchWhereValuesAreFew() {
        Shop shop = Shop.of(3, 800, 100);

        Forest exact = new SmileForestTrainer(SplitSearch.EXACT).train(shop.inputs(), shop.churned(), OPTIONS);
        Forest binned = new SmileForestTrainer(SplitSearch.BINNED).train(shop.inputs(), shop.churned(), OPTIONS);

        assertThat(binned).isEqualTo(exact);
    }

    @Test
    void theExactSearchKnowsNoAdditiveStart() {
        Shop shop = Shop.of(3, 800, 100);
        TrainingOptions started = new TrainingOptions(30, 3, 6, 5, 0.1, 0.7, 1, true, 1);

        assertThatThrownBy(
                        () -> new SmileForestTrainer(SplitSearch.EXACT).train(shop.inputs(), shop.churned(), started))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected no additive start with EXACT");
    }

    @Test
    void binsLearnAsMuchAsTheExactSearchWhereValuesAreMany() {
        Shop shop = Shop.of(4, 4000, Integer.MAX_VALUE);
        Shop later = Shop.of(5, 4000, Integer.MAX_VALUE);

        double exact = logLoss(new SmileForestTrainer(SplitSearch.EXACT), shop, later);
        double binned = logLoss(new SmileForestTrainer(SplitSearch.BINNED), shop, later);

        assertThat(binned).isLessThan(0.6).isEqualTo(exact, within(0.005));
    }

    @ParameterizedTest
    @EnumSource
    void treesStayWithinTheOptions(SplitSearch search) {
        Shop shop = Shop.of(6, 900, Integer.MAX_VALUE);

        Forest forest = new SmileForestTrainer(search)
                .train(shop.inputs(), shop.churned(), new TrainingOptions(20, 2, 3, 50, 0.3, 0.5, 1, false, 1));

        assertThat(forest.trees()).isEqualTo(20);
        assertThat(forest.maxDepth()).isEqualTo(2);
        assertThat(forest.leaves()).isEqualTo(60);
    }

    @Test
    void boostingGoesOnFromTheAdditiveStart() {
        Shop shop = Shop.of(8, 3000, Integer.MAX_VALUE);
        TrainingOptions fromStart = new TrainingOptions(30, 3, 6, 5, 0.1, 0.7, 1, true, 1);
        Forest start = AdditiveStart.fit(shop.inputs(), shop.churned());

        Forest forest = new SmileForestTrainer(SplitSearch.BINNED).train(shop.inputs(), shop.churned(), fromStart);

        assertThat(start.trees()).isPositive();
        assertThat(forest.trees()).isEqualTo(start.trees() + 30);
        assertThat(forest.truncate(start.trees())).isEqualTo(start);
        assertThat(logLoss(forest, shop)).isLessThan(logLoss(start, shop) - 0.01);
        assertThat(train(SplitSearch.BINNED, shop, fromStart)).isEqualTo(train(SplitSearch.BINNED, shop, fromStart));
    }

    @ParameterizedTest
    @EnumSource
    void columnsOfOneValueAreNamedButNotUsed(SplitSearch search) {
        Shop shop = Shop.of(7, 500, Integer.MAX_VALUE);
        double[][] columns = shop.inputs().columns().clone();
        double[] constant = new double[500];
        Arrays.fill(constant, 5);
        columns[2] = constant;
        FeatureMatrix inputs = new FeatureMatrix(shop.inputs().codes(), columns, 500);

        Forest forest = new SmileForestTrainer(search).train(inputs, shop.churned(), OPTIONS);

        assertThat(forest.inputs()).isEqualTo(shop.inputs().codes());
        double[] logOdds = forest.logOdds(inputs);
        Arrays.fill(constant, -1e9);
        assertThat(forest.logOdds(inputs)).isEqualTo(logOdds);
    }

    /** 100 of 400 left: log(100 / 300). */
    @Test
    void withoutInformationTheForestIsTheBaseRate() {
        boolean[] churned = new boolean[400];
        Arrays.fill(churned, 0, 100, true);
        FeatureMatrix inputs = new FeatureMatrix(List.of("orders"), new double[1][400], 400);

        Forest forest = new SmileForestTrainer(SplitSearch.BINNED).train(inputs, churned, OPTIONS);

        assertThat(forest.trees()).isZero();
        assertThat(forest.logOdds(new double[] {3})).isEqualTo(Math.log(100 / 300.0), within(1e-12));
    }

    @Test
    void oneClassIsRefused() {
        Shop shop = Shop.of(8, 50, 10);
        boolean[] nobody = new boolean[50];
        boolean[] everybody = new boolean[50];
        Arrays.fill(everybody, true);
        SmileForestTrainer trainer = new SmileForestTrainer(SplitSearch.BINNED);

        assertThatThrownBy(() -> trainer.train(shop.inputs(), nobody, OPTIONS))
                .isInstanceOf(DataContractException.class)
                .hasMessage("[train-churn] one class only: expected customers who left and customers who stayed,"
                        + " was 0 and 50. No model.");
        assertThatThrownBy(() -> trainer.train(shop.inputs(), everybody, OPTIONS))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("was 50 and 0");
    }

    @Test
    void noRowIsRefused() {
        FeatureMatrix empty = new FeatureMatrix(List.of("orders"), new double[1][0], 0);

        assertThatThrownBy(() -> new SmileForestTrainer(SplitSearch.BINNED).train(empty, new boolean[0], OPTIONS))
                .isInstanceOf(DataContractException.class)
                .hasMessageContaining("was 0 and 0");
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE}) {
            Shop shop = Shop.of(9, 50, 10);
            shop.inputs().columns()[1][7] = value;

            assertThatThrownBy(() ->
                            new SmileForestTrainer(SplitSearch.BINNED).train(shop.inputs(), shop.churned(), OPTIONS))
                    .isInstanceOf(DataContractException.class)
                    .hasMessage("[train-churn, row 7, input 'country=GB'] not a number to learn from: expected one"
                            + " within ±1.0E300, was " + value + ". No model.");
        }
    }

    @Test
    void labelsOfOtherRowsAreRefused() {
        Shop shop = Shop.of(10, 50, 10);

        assertThatThrownBy(
                        () -> new SmileForestTrainer(SplitSearch.BINNED).train(shop.inputs(), new boolean[49], OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one label per row, expected 50, was 49");
    }

    /**
     * One loyal customer among leavers, whom few trees see: until one does, the others drive that customer's probability to 1
     * without shrinkage, and the step back divides by 0.
     */
    @ParameterizedTest
    @EnumSource
    void overflowingLeavesAreRefused(SplitSearch search) {
        boolean[] churned = new boolean[130];
        double[] silent = new double[130];
        double[] loyal = new double[130];
        Arrays.fill(churned, 0, 100, true);
        Arrays.fill(silent, 100, 129, 1);
        loyal[129] = 1;
        FeatureMatrix inputs = new FeatureMatrix(List.of("silent", "loyal"), new double[][] {silent, loyal}, 130);

        assertThatThrownBy(() -> new SmileForestTrainer(search)
                        .train(inputs, churned, new TrainingOptions(200, 2, 3, 1, 1, 0.05, 1, false, 1)))
                .isInstanceOf(DataContractException.class)
                .hasMessageStartingWith("[train-churn] Smile's leaf values overflow: expected finite ones, was ");
    }

    /** Nothing is looked at, not even labels that are too few. */
    @Test
    void anInterruptedThreadTrainsNothing() {
        Shop shop = Shop.of(11, 300, 10);
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> new SmileForestTrainer(SplitSearch.BINNED).train(shop.inputs(), new boolean[1], OPTIONS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("interrupted before training");
        assertThat(Thread.interrupted()).isTrue();
    }

    /** So many trees would take minutes. */
    @Test
    void interruptionEndsATraining() throws InterruptedException {
        Shop shop = Shop.of(11, 5000, 10);
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThatThrownBy(() -> new SmileForestTrainer(SplitSearch.BINNED)
                            .train(shop.inputs(), shop.churned(), OPTIONS.withTrees(5000)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted while training");
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting);
        thread.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> trainings() > 0);

        thread.interrupt();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
        await().atMost(Duration.ofSeconds(30)).until(() -> trainings() == 0);
    }

    private static long trainings() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("smile-training"))
                .count();
    }

    private static TrainingOptions withSeed(long seed) {
        return new TrainingOptions(
                OPTIONS.trees(),
                OPTIONS.maxDepth(),
                OPTIONS.maxLeaves(),
                OPTIONS.minLeafRows(),
                OPTIONS.shrinkage(),
                OPTIONS.subsample(),
                1,
                false,
                seed);
    }

    private static byte[] train(SplitSearch search, Shop shop, TrainingOptions options) {
        return ForestCodec.toBytes(new SmileForestTrainer(search).train(shop.inputs(), shop.churned(), options));
    }

    private static double logLoss(SmileForestTrainer trainer, Shop shop, Shop later) {
        return logLoss(trainer.train(shop.inputs(), shop.churned(), OPTIONS), later);
    }

    private static double logLoss(Forest forest, Shop later) {
        double[] logOdds = forest.logOdds(later.inputs());
        return IntStream.range(0, logOdds.length)
                .mapToDouble(row -> Math.log1p(Math.exp(later.churned()[row] ? -logOdds[row] : logOdds[row])))
                .average()
                .orElseThrow();
    }

    /** Customers who leave the more likely, the longer the silence and the fewer the orders. */
    private record Shop(FeatureMatrix inputs, boolean[] churned) {

        static Shop of(long seed, int customers, int distinctValues) {
            Random random = new Random(seed);
            List<String> codes = List.of("days since order", "country=GB", "orders", "spend", "days:missing");
            double[][] columns = new double[codes.size()][customers];
            boolean[] churned = new boolean[customers];
            for (int i = 0; i < customers; i++) {
                double silence = random.nextGaussian();
                double loyalty = random.nextGaussian();
                columns[0][i] = 60 * Math.exp(0.7 * silence);
                columns[1][i] = random.nextInt(2);
                columns[2][i] = Math.rint(Math.exp(1 + loyalty));
                columns[3][i] = 30 * Math.exp(loyalty + random.nextGaussian());
                columns[4][i] = random.nextInt(20) == 0 ? 1 : 0;
                churned[i] = random.nextDouble() < 1 / (1 + Math.exp(1.5 * loyalty - 1.5 * silence));
            }
            for (double[] column : columns) {
                Arrays.setAll(column, i -> Math.rint(column[i] % distinctValues * 1024) / 1024);
                if (distinctValues < Integer.MAX_VALUE) {
                    Arrays.setAll(column, i -> Math.rint(column[i]));
                }
            }
            return new Shop(new FeatureMatrix(Collections.unmodifiableList(codes), columns, customers), churned);
        }
    }
}
