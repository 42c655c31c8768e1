package dev.nightjar.churn.training;

import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.Forest;
import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Forests of several ways to boost, trained at once, as many as the trainer wants. */
final class Trainings {

    private final ForestTrainer trainer;

    Trainings(ForestTrainer trainer) {
        this.trainer = trainer;
    }

    /** The average of one forest for each way to boost. */
    Forest averaged(TrainingRows rows, List<TrainingOptions> boosts) {
        return average(all(boosts.stream().map(boost -> training(rows, boost)).toList()));
    }

    /**
     * Fold forests, each fitted without its fold of customers: for each way to boost in this order. What remains of a small
     * sample leaves a little more or less often than everybody does, and a forest learns that too: it is taken back.
     *
     * @param churnRate of the rows that the forest they stand for is fitted on, above 0 and below 1: the level of each is
     *     moved from the rate of its own rows to this one, in log-odds
     */
    List<FoldForests> folds(TrainingRows rows, List<TrainingOptions> boosts, double churnRate) {
        List<TrainingRows> outside = IntStream.range(0, EvaluationForests.FOLDS)
                .mapToObj(rows::withoutFold)
                .toList();
        List<Forest> forests = all(boosts.stream()
                .flatMap(boost -> outside.stream().map(others -> training(others, boost, churnRate)))
                .toList());
        return IntStream.range(0, boosts.size())
                .mapToObj(boost -> new FoldForests(
                        forests.subList(boost * EvaluationForests.FOLDS, (boost + 1) * EvaluationForests.FOLDS)))
                .toList();
    }

    /** For each fold the average of the forests of all ways to boost. */
    FoldForests averagedFolds(TrainingRows rows, List<TrainingOptions> boosts, double churnRate) {
        return average(folds(rows, boosts, churnRate).stream());
    }

    /** For each fold the average of theirs. */
    static FoldForests average(Stream<FoldForests> ways) {
        List<FoldForests> all = ways.toList();
        return new FoldForests(IntStream.range(0, EvaluationForests.FOLDS)
                .mapToObj(fold ->
                        average(all.stream().map(way -> way.forests().get(fold)).toList()))
                .toList());
    }

    private static Forest average(List<Forest> forests) {
        return Forest.sum(1.0 / forests.size(), forests);
    }

    private Callable<Forest> training(TrainingRows rows, TrainingOptions boost) {
        return () -> trainer.train(rows.inputs(), rows.churned(), boost);
    }

    private Callable<Forest> training(TrainingRows rows, TrainingOptions boost, double churnRate) {
        double move = ProbabilityCalibrator.logOdds(churnRate) - ProbabilityCalibrator.logOdds(rows.churnRate());
        return () -> {
            Forest forest = training(rows, boost).call();
            Forest level = new Forest(forest.inputs(), move, new int[0], new double[0], new double[0]);
            return Forest.sum(1, List.of(forest, level));
        };
    }

    private List<Forest> all(List<Callable<Forest>> trainings) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(trainings.size(), trainer.atOnce()));
        try {
            List<Future<Forest>> forests =
                    trainings.stream().map(threads::submit).toList();
            return forests.stream().map(Trainings::trained).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    /** What failed fails here as it did there. */
    private static Forest trained(Future<Forest> forest) {
        try {
            return forest.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while training", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("training failed", e.getCause());
        }
    }
}
