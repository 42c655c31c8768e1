package dev.nightjar.churn.comparison;

import dev.nightjar.churn.ChurnMetrics;
import dev.nightjar.churn.EvaluationForests;
import dev.nightjar.churn.ProbabilityCalibrator;
import dev.nightjar.churn.cutoff.CutOffSample;
import dev.nightjar.churn.cutoff.TrainingRows;
import dev.nightjar.churn.evaluation.CalibratorChoice;
import dev.nightjar.churn.training.ProtocolRun;
import dev.nightjar.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A peer under the protocol of the night: the same rows and folds, its own search and tree count by out-of-fold log-loss,
 * the same calibration.
 */
final class PeerRun {

    private final Peer peer;
    private final ProtocolRun night;
    private String setting;
    private int[] trees;

    PeerRun(Peer peer, ProtocolRun night) {
        this.peer = peer;
        this.night = night;
        this.setting = peer.searched().get(0);
        this.trees = new int[] {peer.mostTrees()};
    }

    /** Searches; where there is but one setting, there is nothing to search. */
    PeerRun settle() {
        if (peer.searched().size() == 1) {
            return this;
        }
        TrainingRows rows = night.evaluationRows();
        TrainingRows deciding = night.deciding(night.evaluationSample());
        int[] counts =
                IntStream.rangeClosed(1, peer.mostTrees() / 10).map(i -> 10 * i).toArray();
        double lowest = Double.POSITIVE_INFINITY;
        for (String tried : peer.searched()) {
            double[][] logOdds = outOfFold(rows, deciding, tried, counts);
            for (int i = 0; i < counts.length; i++) {
                double loss = ChurnMetrics.logLoss(
                        ProbabilityCalibrator.identity().probabilities(logOdds[i]), deciding.churned());
                if (loss < lowest) {
                    lowest = loss;
                    setting = tried;
                    trees = new int[] {counts[i]};
                }
            }
        }
        return this;
    }

    String settled() {
        return setting + " trees=" + trees[0];
    }

    double[] test(FeatureMatrix inputs, String[] customerIds) {
        TrainingRows rows = night.evaluationRows();
        ProbabilityCalibrator calibrator = calibrator(night.evaluationSample(), rows);
        if (!night.hasLabelOverlap()) {
            return calibrator.probabilities(peer.logOdds(rows.inputs(), rows.churned(), inputs, setting, trees)[0]);
        }
        int[] folds =
                Arrays.stream(customerIds).mapToInt(EvaluationForests::fold).toArray();
        TrainingRows tested = new TrainingRows(folds.length, folds, new boolean[folds.length], inputs);
        return calibrator.probabilities(outOfFold(rows, tested, setting, trees)[0]);
    }

    double[] realised(FeatureMatrix inputs) {
        TrainingRows rows = night.publishedRows();
        return calibrator(night.newestSample(), rows)
                .probabilities(peer.logOdds(rows.inputs(), rows.churned(), inputs, setting, trees)[0]);
    }

    private ProbabilityCalibrator calibrator(CutOffSample sample, TrainingRows rows) {
        if (peer instanceof PlainSmilePeer) {
            return ProbabilityCalibrator.identity();
        }
        TrainingRows deciding = night.deciding(sample);
        double[] logOdds = outOfFold(rows, deciding, setting, trees)[0];
        return CalibratorChoice.fit(logOdds, deciding.churned(), deciding.folds(), deciding.newest());
    }

    private double[][] outOfFold(TrainingRows rows, TrainingRows wanted, String tried, int[] counts) {
        double[][] all = new double[counts.length][wanted.size()];
        for (int fold = 0; fold < EvaluationForests.FOLDS; fold++) {
            TrainingRows outside = rows.withoutFold(fold);
            int[] inside = wanted.inFold(fold);
            double[][] ofFold = peer.logOdds(
                    outside.inputs(), outside.churned(), wanted.inputs().select(inside), tried, counts);
            for (int i = 0; i < counts.length; i++) {
                for (int row = 0; row < inside.length; row++) {
                    all[i][inside[row]] = ofFold[i][row];
                }
            }
        }
        return all;
    }
}
