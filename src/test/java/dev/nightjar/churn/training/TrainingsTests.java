package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainingsTests {

    private static final TrainingOptions STUMPS = new TrainingOptions(5, 1, 2, 20, 0.4, 1, 1, false, 9);
    private static final TrainingRows ROWS = TrainingFixture.rows(600);

    /** Trains so many at once, or fails: none begins before all have. */
    private static final class TogetherOnly implements ForestTrainer {

        private final ForestTrainer trainer = new FakeForestTrainer();
        private final CyclicBarrier barrier;

        private TogetherOnly(int together) {
            this.barrier = new CyclicBarrier(together);
        }

        @Override
        public Forest train(FeatureMatrix inputs, boolean[] churned, TrainingOptions options) {
            try {
                barrier.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new AssertionError("not trained at once", e);
            }
            return trainer.train(inputs, churned, options);
        }

        @Override
        public int atOnce() {
            return 4;
        }
    }

    @Test
    void foldsThatAreTrainedAtOnceAreThoseTrainedOneByOne() {
        List<Forest> oneByOne = folds(new FakeForestTrainer());

        assertThat(folds(new TogetherOnly(3))).isEqualTo(oneByOne);
        assertThat(oneByOne).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void severalWaysTrainedAtOnceAreThoseTrainedOneByOne() {
        List<TrainingOptions> boosts = List.of(STUMPS, STUMPS.withTrees(8));
        Trainings oneByOne = new Trainings(new FakeForestTrainer());
        Trainings atOnce = new Trainings(new TogetherOnly(2));

        assertThat(atOnce.folds(ROWS, boosts, 0.5)).isEqualTo(oneByOne.folds(ROWS, boosts, 0.5));
        assertThat(atOnce.averaged(ROWS, boosts))
                .isEqualTo(oneByOne.averaged(ROWS, boosts))
                .isEqualTo(Forest.sum(0.5, List.of(train(ROWS, STUMPS), train(ROWS, STUMPS.withTrees(8)))));
        double rateOfOthers = ROWS.withoutFold(2).churnRate();
        assertThat(oneByOne.folds(ROWS, boosts, rateOfOthers).get(1).forests().get(2))
                .isEqualTo(train(ROWS.withoutFold(2), STUMPS.withTrees(8)));
    }

    /** As if it had learnt from rows of this churn rate, whatever that of its own is. */
    @Test
    void theLevelOfAFoldForestIsMovedToTheChurnRate() {
        Forest moved = new Trainings(new FakeForestTrainer())
                .folds(ROWS, List.of(STUMPS), 0.7)
                .get(0)
                .forests()
                .get(1);

        TrainingRows others = ROWS.withoutFold(1);
        double expected = ProbabilityCalibrator.logOdds(0.7) - ProbabilityCalibrator.logOdds(others.churnRate());
        double[] asTrained = train(others, STUMPS).logOdds(ROWS.inputs());
        assertThat(moved.logOdds(ROWS.inputs()))
                .containsExactly(Arrays.stream(asTrained).map(z -> z + expected).toArray(), within(1e-12));
    }

    @Test
    void interruptionEndsTheTrainingsAndIsPassedOn() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Trainings trainings = new Trainings((inputs, churned, options) -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
            throw new IllegalStateException("interrupted");
        });
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            assertThatThrownBy(() -> trainings.averaged(ROWS, List.of(STUMPS)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("interrupted while training");
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(waiting);
        thread.start();
        begun.await();

        thread.interrupt();

        assertThat(waiting).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anErrorOfATrainingIsTheCause() {
        ForestTrainer failing = (inputs, churned, options) -> {
            throw new StackOverflowError("deep");
        };

        assertThatThrownBy(() -> folds(failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("training failed")
                .hasRootCauseMessage("deep");
    }

    @Test
    void aTrainingThatFailsFailsAsItDid() {
        ForestTrainer failing = (inputs, churned, options) -> {
            throw new DataContractException("one class only");
        };

        assertThatThrownBy(() -> folds(failing))
                .isInstanceOf(DataContractException.class)
                .hasMessage("one class only");
    }

    private static Forest train(TrainingRows rows, TrainingOptions boost) {
        return new FakeForestTrainer().train(rows.inputs(), rows.churned(), boost);
    }

    private static List<Forest> folds(ForestTrainer trainer) {
        return new Trainings(trainer).averagedFolds(ROWS, List.of(STUMPS), 0.5).forests();
    }
}
