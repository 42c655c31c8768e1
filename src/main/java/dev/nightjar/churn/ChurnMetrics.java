package dev.nightjar.churn;

import java.io.Serializable;

/**
 * How well churn probabilities agree with what then happened. Equal probabilities are handled as ties, so the order of
 * the rows never matters.
 *
 * @param auc probability that a random churner has a higher score than a random stayer, ties count half; NaN with one
 *     class only
 * @param averagePrecision mean precision over the churners in order of probability; NaN without churners
 * @param logLoss mean negative log-likelihood in nats, probabilities clipped to 1e-15 from 0 and 1
 * @param brier mean squared error
 * @param calibrationError mean absolute gap between predicted and realised churn over {@value #BINS} bins of equally
 *     many customers
 */
public record ChurnMetrics(double auc, double averagePrecision, double logLoss, double brier, double calibrationError)
        implements Serializable {

    /** Bins of the calibration error. */
    public static final int BINS = 10;

    private static final double CLIP = 1e-15;

    /**
     * Measures probabilities.
     *
     * @param probabilities length n, at least 1, from 0 to 1
     * @param churned length n
     * @throws IllegalArgumentException if there is no row, the lengths differ or a probability is outside 0 to 1
     */
    public static ChurnMetrics of(double[] probabilities, boolean[] churned) {
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability must be from 0 to 1, was " + probability);
            }
        }
        ScoreGroups groups = groups(probabilities, churned);
        return new ChurnMetrics(
                auc(groups), averagePrecision(groups), logLoss(groups), brier(groups), calibrationError(groups));
    }

    /** Area under the ROC curve of any scores, higher = more likely to leave; NaN with one class only. */
    public static double auc(double[] scores, boolean[] churned) {
        return auc(groups(scores, churned));
    }

    /** Mean negative log-likelihood of probabilities, in nats, clipped to 1e-15 from 0 and 1. */
    public static double logLoss(double[] probabilities, boolean[] churned) {
        return logLoss(groups(probabilities, churned));
    }

    private static ScoreGroups groups(double[] scores, boolean[] churned) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("metrics need at least one row");
        }
        return ScoreGroups.of(scores, churned);
    }

    private static double auc(ScoreGroups groups) {
        double pairs = 0;
        double stayersBelow = 0;
        for (int i = 0; i < groups.size(); i++) {
            double stayers = groups.customers()[i] - groups.churners()[i];
            pairs += groups.churners()[i] * (stayersBelow + stayers / 2);
            stayersBelow += stayers;
        }
        return pairs / (groups.allChurners() * stayersBelow);
    }

    private static double averagePrecision(ScoreGroups groups) {
        double sum = 0;
        double caught = 0;
        double flagged = 0;
        for (int i = groups.size() - 1; i >= 0; i--) {
            flagged += groups.customers()[i];
            caught += groups.churners()[i];
            sum += groups.churners()[i] * (caught / flagged);
        }
        return sum / caught;
    }

    private static double logLoss(ScoreGroups groups) {
        double loss = 0;
        for (int i = 0; i < groups.size(); i++) {
            double probability = Math.max(CLIP, Math.min(1 - CLIP, groups.scores()[i]));
            int stayers = groups.customers()[i] - groups.churners()[i];
            loss -= groups.churners()[i] * Math.log(probability) + stayers * Math.log1p(-probability);
        }
        return loss / groups.allCustomers();
    }

    private static double brier(ScoreGroups groups) {
        double sum = 0;
        for (int i = 0; i < groups.size(); i++) {
            double probability = groups.scores()[i];
            int stayers = groups.customers()[i] - groups.churners()[i];
            sum += groups.churners()[i] * (1 - probability) * (1 - probability) + stayers * probability * probability;
        }
        return sum / groups.allCustomers();
    }

    /** A group of ties that spans two bins gives each of them its share of customers and churners. */
    private static double calibrationError(ScoreGroups groups) {
        double perBin = (double) groups.allCustomers() / BINS;
        double error = 0;
        int group = 0;
        double taken = 0;
        for (int bin = 1; bin <= BINS; bin++) {
            double gap = 0;
            double room = perBin;
            while (room > 0 && group < groups.size()) {
                double customers = Math.min(room, groups.customers()[group] - taken);
                double rate = (double) groups.churners()[group] / groups.customers()[group];
                gap += customers * (groups.scores()[group] - rate);
                room -= customers;
                taken += customers;
                if (taken >= groups.customers()[group]) {
                    group++;
                    taken = 0;
                }
            }
            error += Math.abs(gap);
        }
        return error / groups.allCustomers();
    }
}
