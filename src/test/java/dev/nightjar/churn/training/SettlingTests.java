package dev.nightjar.churn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.PlantedCutOffs;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlingTests {

    private static final List<Integer> DAYS =
            IntStream.range(0, 12).map(k -> 1000 - 30 * k).boxed().toList();
    private static final TrainingOptions STUMPS = new TrainingOptions(23, 1, 2, 20, 0.4, 1, 1, false, 9);
    private static final TrainingOptions FEEBLE = new TrainingOptions(2, 1, 2, 20, 0.1, 1, 1, false, 9);

    private final FakeForestTrainer trainer = new FakeForestTrainer();

    @Test
    void olderCutOffsAreTakenWhereTheyHelp() {
        Settling.Settled settled = settle(PlantedCutOffs.of(DAYS, 220, 1.2, 4), options(30_000, STUMPS));

        assertThat(settled.cutOffs()).isGreaterThan(3);
    }

    @Test
    void olderCutOffsThatMisleadAreLeftOut() {
        PlantedCutOffs planted = PlantedCutOffs.of(DAYS, 300, 1.2, 4);
        for (int day : DAYS.subList(3, 12)) {
            boolean[] opposite = planted.cutOff(day).churned().clone();
            for (int row = 0; row < opposite.length; row++) {
                opposite[row] = !opposite[row];
            }
            planted = planted.withLabels(day, opposite);
        }

        assertThat(settle(planted, options(30_000, STUMPS)).cutOffs()).isEqualTo(3);
    }

    @Test
    void olderCutOffsAreNotTriedWhereTheNewestFillTheSample() {
        Settling.Settled settled = settle(PlantedCutOffs.of(DAYS, 400, 1.2, 4), options(1500, STUMPS));

        assertThat(settled.cutOffs()).isEqualTo(3);
        assertThat(trainer.calls()).hasSize(3);
    }

    /** Two of three folds each: as near to the forest that they stand for as folds can be. */
    @Test
    void foldForestsAreDrawnFromAllTrainingRows() {
        settle(PlantedCutOffs.of(DAYS.subList(0, 3), 900, 1.2, 4), options(1500, STUMPS));

        assertThat(trainer.calls()).hasSize(3);
        assertThat(trainer.calls().stream()
                        .mapToInt(FakeForestTrainer.Call::rows)
                        .sum())
                .isEqualTo(2 * 1500);
    }

    @Test
    void oneCutOffIsEnough() {
        assertThat(settle(PlantedCutOffs.of(DAYS.subList(0, 1), 600, 1.2, 4), options(30_000, STUMPS))
                        .cutOffs())
                .isEqualTo(1);
    }

    @Test
    void eachWayToBoostSettlesItsTreesAndAllAreAveraged() {
        PlantedCutOffs planted = PlantedCutOffs.of(DAYS.subList(0, 3), 600, 1.2, 4);
        Settling.Settled stumps = settle(planted, options(30_000, STUMPS));
        Settling.Settled feeble = settle(planted, options(30_000, FEEBLE));

        Settling.Settled both = settle(planted, options(30_000, STUMPS, FEEBLE));

        assertThat(both.boosts())
                .containsExactly(stumps.boosts().get(0), feeble.boosts().get(0));
        assertThat(both.forests())
                .isEqualTo(new FoldForests(IntStream.range(0, 3)
                        .mapToObj(fold -> Forest.sum(
                                0.5,
                                List.of(
                                        stumps.forests().forests().get(fold),
                                        feeble.forests().forests().get(fold))))
                        .toList()));
        assertThat(both.logLoss()).isStrictlyBetween(stumps.logLoss(), feeble.logLoss());
    }

    @Test
    void theFirstWayToBoostChoosesTheCutOffs() {
        settle(PlantedCutOffs.of(DAYS, 220, 1.2, 4), options(30_000, STUMPS, FEEBLE));

        assertThat(trainer.calls().stream().filter(call -> call.trees() == FEEBLE.trees()))
                .hasSize(3);
    }

    @Test
    void noSignalSettlesForFewTreesAndASignalForMany() {
        PlantedCutOffs planted = PlantedCutOffs.of(DAYS.subList(0, 3), 600, 1.2, 4);
        Random random = new Random(3);
        PlantedCutOffs noise = planted;
        for (int day : DAYS.subList(0, 3)) {
            boolean[] labels = new boolean[600];
            for (int row = 0; row < labels.length; row++) {
                labels[row] = random.nextBoolean();
            }
            noise = noise.withLabels(day, labels);
        }

        assertThat(settle(noise, options(30_000, STUMPS)).boosts().get(0).trees())
                .isEqualTo(5);
        assertThat(settle(planted, options(30_000, STUMPS)).boosts().get(0).trees())
                .isGreaterThan(15);
    }

    @Test
    void forestsAreCutToTheSettledTreeCountAndSeededByTheOptions() {
        Settling.Settled settled = settle(PlantedCutOffs.of(DAYS.subList(0, 3), 600, 1.2, 4), options(30_000, STUMPS));

        assertThat(settled.forests().forests())
                .hasSize(3)
                .allSatisfy(forest -> assertThat(forest.trees())
                        .isEqualTo(settled.boosts().get(0).trees()));
        assertThat(settled.boosts().get(0).seed()).isEqualTo(5);
    }

    @Test
    void aClassThatOneFoldHoldsAloneIsRefusedBeforeAnyFit() {
        PlantedCutOffs planted = rare();
        CutOffSample sample = new CutOffSample(planted, DAYS.subList(0, 4), planted.encoder(DAYS.get(0)));

        assertThat(new Settling(trainer, options(30_000, STUMPS), sample).settle())
                .isEmpty();
        assertThat(Refit.of(
                        trainer,
                        options(30_000, STUMPS),
                        sample,
                        new Settling.Settled(3, List.of(STUMPS), 0.5, new FoldForests(List.of())),
                        ProbabilityCalibrator.identity()))
                .isEmpty();
        assertThat(trainer.calls()).isEmpty();
    }

    private static PlantedCutOffs rare() {
        PlantedCutOffs planted = PlantedCutOffs.of(DAYS.subList(0, 4), 300, 1.2, 4);
        boolean[] single = new boolean[300];
        single[0] = true;
        for (int day : DAYS.subList(0, 4)) {
            planted = planted.withLabels(day, single);
        }
        return planted;
    }

    private Settling.Settled settle(PlantedCutOffs planted, ChurnOptions options) {
        List<Integer> days =
                planted.newestFirst().stream().map(cutOff -> cutOff.day()).toList();
        CutOffSample sample = new CutOffSample(planted, days, planted.encoder(days.get(0)));
        return new Settling(trainer, options, sample).settle().orElseThrow();
    }

    private static ChurnOptions options(int trainingRows, TrainingOptions... boosts) {
        return new ChurnOptions(90, 365, trainingRows, 5, List.of(0.4, 0.7), List.of(boosts));
    }
}
