package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.customer.DataContractException;
import dev.nightjar.feature.FeatureMatrix;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrainingsTests {

    private static final int DAY = 1000;
    private static final TrainingOptions STUMPS = new TrainingOptions(5, 1, 2, 20, 0.4, 1, 1, false, 9);
    private static final TrainingRows ROWS = rows();

    /** Trains three at once, or fails: none begins before all have. */
    private static final class TogetherOnly implements ForestTrainer {

        private final ForestTrainer trainer = new FakeForestTrainer();
        private final CyclicBarrier barrier = new CyclicBarrier(3);

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

        assertThat(folds(new TogetherOnly())).isEqualTo(oneByOne);
        assertThat(oneByOne).hasSize(3).doesNotHaveDuplicates();
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

    private static List<Forest> folds(ForestTrainer trainer) {
        return new Trainings(trainer).averagedFolds(ROWS, List.of(STUMPS)).forests();
    }

    private static TrainingRows rows() {
        PlantedCutOffs planted = PlantedCutOffs.of(List.of(DAY), 600, 1.2, 4);
        return new CutOffSample(planted, List.of(DAY), planted.encoder(DAY)).newest(1, 600);
    }
}
