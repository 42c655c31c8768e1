package dev.nightjar.churn.training;

import dev.nightjar.churn.ForestTrainer;
import dev.nightjar.churn.TrainingOptions;
import dev.nightjar.churn.cutoff.CutOffPlan;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.TrainingRows;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Chooses the number of cut-offs and the tree counts by out-of-fold log-loss on the newest two training cut-offs. Fits are
 * few, because boosting is the slowest part of a night: three fold forests of the first way to boost for each number of
 * cut-offs, together drawn from half of {@code training-rows}; then three of each way with the winner, drawn from all of
 * them, whose first trees settle the tree counts. Where the newest three cut-offs fill the half, older ones are not tried.
 */
final class Settling {

    /** Newest training cut-offs whose out-of-fold predictions decide, and calibrate. */
    static final int DECIDING_CUT_OFFS = 2;

    private static final int SEVERAL_CUT_OFFS = 6;
    private static final int FEWEST_ROWS = 1000;

    /** Log-loss that doing without older cut-offs must gain. */
    private static final double WORTH_FEWER_CUT_OFFS = 0.001;

    /**
     * What was settled, and the fold forests it was settled with.
     *
     * @param cutOffs n, the number of cut-offs to train on
     * @param boosts ways to boost, with the settled tree counts
     * @param logLoss out-of-fold log-loss with these choices, before calibration
     * @param forests fold forests, the average of all ways
     */
    record Settled(int cutOffs, List<TrainingOptions> boosts, double logLoss, FoldForests forests) {}

    private final Trainings trainings;
    private final ChurnOptions options;
    private final CutOffSample sample;
    private final TrainingRows deciding;

    Settling(ForestTrainer trainer, ChurnOptions options, CutOffSample sample) {
        this.trainings = new Trainings(trainer);
        this.options = options;
        this.sample = sample;
        this.deciding = deciding(sample, options);
    }

    /** Rows whose out-of-fold predictions decide, and calibrate: the newest two cut-offs, or the only one. */
    static TrainingRows deciding(CutOffSample sample, ChurnOptions options) {
        return sample.newest(Math.min(DECIDING_CUT_OFFS, sample.days().size()), options.trainingRows());
    }

    /** The rows that decided. */
    TrainingRows deciding() {
        return deciding;
    }

    /** Settles everything; empty if one class is so rare that a fold of customers holds all of it. */
    Optional<Settled> settle() {
        List<TrainingOptions> boosts = options.boosts().stream()
                .map(boost -> boost.withSeed(options.seed()))
                .toList();
        return trial(chooseCutOffs(boosts.get(0)), boosts, options.trainingRows());
    }

    private int chooseCutOffs(TrainingOptions boost) {
        List<Integer> numbers = cutOffNumbers();
        int best = numbers.get(0);
        if (numbers.size() == 1) {
            return best;
        }
        int allRows = numbers.stream().mapToInt(this::publishedRows).sum();
        double scale = Math.min(1, (double) rowsOfChoice() / allRows);
        double lowest = Double.POSITIVE_INFINITY;
        for (int number : numbers) {
            int rows = Math.max(FEWEST_ROWS, (int) (scale * publishedRows(number)));
            double logLoss = logLoss(trial(number, List.of(boost), rows));
            if (logLoss < lowest - WORTH_FEWER_CUT_OFFS) {
                best = number;
                lowest = logLoss;
            }
        }
        return best;
    }

    /** 12, 6 and 3, as far as there are so many. */
    private List<Integer> cutOffNumbers() {
        int available = Math.min(CutOffPlan.MOST_CUT_OFFS, sample.days().size());
        int few = Math.min(CutOffPlan.FEW_CUT_OFFS, available);
        if (sample.rows(few) >= rowsOfChoice()) {
            return List.of(few);
        }
        return Stream.of(available, Math.min(SEVERAL_CUT_OFFS, available), few)
                .distinct()
                .toList();
    }

    /** Most rows that the trials of all numbers of cut-offs are drawn from. */
    private int rowsOfChoice() {
        return Math.max(FEWEST_ROWS, options.trainingRows() / 2);
    }

    private int publishedRows(int cutOffs) {
        return Math.min(options.trainingRows(), sample.rows(cutOffs));
    }

    private static double logLoss(Optional<Settled> trial) {
        return trial.map(Settled::logLoss).orElse(Double.POSITIVE_INFINITY);
    }

    private Optional<Settled> trial(int cutOffs, List<TrainingOptions> boosts, int mostRows) {
        TrainingRows rows = sample.newest(cutOffs, mostRows);
        if (!rows.canFoldOut()) {
            return Optional.empty();
        }
        List<FoldForests> folds = trainings.folds(rows, boosts, sample.churnRate(cutOffs, options.trainingRows()));
        List<TreeCount> settled = IntStream.range(0, boosts.size())
                .mapToObj(boost -> TreeCount.settle(boosts.get(boost), folds.get(boost), deciding))
                .toList();
        FoldForests averaged = Trainings.average(settled.stream().map(TreeCount::folds));
        return Optional.of(new Settled(
                cutOffs,
                settled.stream().map(TreeCount::boost).toList(),
                TreeCount.logLoss(averaged.logOdds(deciding), deciding),
                averaged));
    }
}
