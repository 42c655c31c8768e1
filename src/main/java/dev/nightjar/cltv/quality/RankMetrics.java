package dev.nightjar.cltv.quality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How well a prediction orders customers. Customers with equal predictions share what they have together. */
final class RankMetrics {

    /** Positions in descending order of the prediction. */
    private final int[] order;

    private final double[] predicted;
    private final double[] actual;

    /** Of the actual values as their own prediction; null until it is asked for. */
    private @Nullable RankMetrics perfect;

    RankMetrics(double[] predicted, double[] actual) {
        this.predicted = predicted;
        this.actual = actual;
        this.order = descending(predicted);
    }

    /** The metrics of another prediction of the same customers. */
    RankMetrics of(double[] otherPrediction) {
        RankMetrics other = new RankMetrics(otherPrediction, actual);
        other.perfect = perfect();
        return other;
    }

    private RankMetrics perfect() {
        RankMetrics known = perfect;
        if (known == null) {
            known = new RankMetrics(actual, actual);
            perfect = known;
        }
        return known;
    }

    /** The mean of how far the prediction is from the actual value. */
    double meanAbsoluteError() {
        double error = 0;
        for (int i = 0; i < actual.length; i++) {
            error += Math.abs(predicted[i] - actual[i]);
        }
        return error / actual.length;
    }

    /** Spearman's rank correlation, −1 to 1; 0 where either does not vary. */
    double spearman() {
        double[] left = ranks();
        double[] right = perfect().ranks();
        double middle = (predicted.length - 1) / 2.0;
        double both = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int i = 0; i < left.length; i++) {
            both += (left[i] - middle) * (right[i] - middle);
            leftSquares += (left[i] - middle) * (left[i] - middle);
            rightSquares += (right[i] - middle) * (right[i] - middle);
        }
        return leftSquares == 0 || rightSquares == 0 ? 0 : both / Math.sqrt(leftSquares * rightSquares);
    }

    /** Gini of the actual values in the order of the prediction over that in their own order: 1 is perfect, 0 chance. */
    double normalisedGini() {
        double perfect = perfect().gini();
        return perfect == 0 ? 0 : gini() / perfect;
    }

    /** Share of the whole value that the best part of the customers by prediction has; 0 without any value. */
    double shareFoundIn(double part) {
        double total = Arrays.stream(actual).sum();
        double wanted = part * actual.length;
        double[] smoothed = smoothed();
        double sum = 0;
        for (int i = 0; i < order.length && i < wanted; i++) {
            sum += smoothed[i] * Math.min(1, wanted - i);
        }
        return total == 0 ? 0 : sum / total;
    }

    /** The area under the ROC curve of the prediction for whether the actual value is above 0; 0.5 where all agree. */
    double auc() {
        double[] ranks = ranks();
        double rankSum = 0;
        double positives = 0;
        for (int i = 0; i < actual.length; i++) {
            if (actual[i] > 0) {
                positives++;
                rankSum += ranks[i] + 1;
            }
        }
        double negatives = actual.length - positives;
        return positives == 0 || negatives == 0
                ? 0.5
                : (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }

    private double gini() {
        double[] smoothed = smoothed();
        double total = Arrays.stream(smoothed).sum();
        double cumulative = 0;
        double area = 0;
        for (double value : smoothed) {
            area += cumulative + value / 2;
            cumulative += value;
        }
        return total == 0 ? 0 : 2 * area / (total * smoothed.length) - 1;
    }

    /** Actual values in the order of the prediction, averaged over equal predictions. */
    private double[] smoothed() {
        double[] smoothed = new double[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            double sum = 0;
            while (to < order.length && predicted[order[to]] == predicted[order[from]]) {
                sum += actual[order[to++]];
            }
            Arrays.fill(smoothed, from, to, sum / (to - from));
            from = to;
        }
        return smoothed;
    }

    /** Ranks of the prediction from 0, ascending; equal values share the mean of theirs. */
    private double[] ranks() {
        double[] ranks = new double[order.length];
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && predicted[order[to]] == predicted[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = order.length - 1 - (from + to - 1) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    /** Positions in descending order of the values, those of equal values ascending. */
    private static int[] descending(double[] values) {
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        int[] order = new int[values.length];
        int[] taken = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = values.length - firstAbove(ascending, values[i]);
            order[first + taken[first]++] = i;
        }
        return order;
    }

    /** The position of the first value that is greater, or the number of values. */
    private static int firstAbove(double[] ascending, double value) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Double.compare(ascending[middle], value) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
