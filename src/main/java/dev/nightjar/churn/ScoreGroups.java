package dev.nightjar.churn;

import java.util.Arrays;

/**
 * Customers grouped by equal score: all that metrics and calibration need of them, whatever the order of the rows.
 *
 * @param scores distinct scores, ascending
 * @param customers customers with each score, at least 1
 * @param churners how many of them left
 */
record ScoreGroups(double[] scores, int[] customers, int[] churners) {

    /**
     * Groups customers by score; −0.0 and 0.0 are one score.
     *
     * @throws IllegalArgumentException if the lengths differ or a score is NaN
     */
    static ScoreGroups of(double[] scores, boolean[] churned) {
        if (scores.length != churned.length) {
            throw new IllegalArgumentException(
                    "expected one label per score, was " + churned.length + " labels, " + scores.length + " scores");
        }
        double[] leaving = sorted(scores, churned, true);
        double[] staying = sorted(scores, churned, false);
        double[] groupScores = new double[scores.length];
        int[] customers = new int[scores.length];
        int[] churners = new int[scores.length];
        int groups = 0;
        int left = 0;
        int stayed = 0;
        while (left < leaving.length || stayed < staying.length) {
            double score = lower(leaving, left, staying, stayed);
            int nextLeft = endOfTies(leaving, left, score);
            int nextStayed = endOfTies(staying, stayed, score);
            groupScores[groups] = score;
            churners[groups] = nextLeft - left;
            customers[groups] = nextLeft - left + nextStayed - stayed;
            groups++;
            left = nextLeft;
            stayed = nextStayed;
        }
        return new ScoreGroups(
                Arrays.copyOf(groupScores, groups), Arrays.copyOf(customers, groups), Arrays.copyOf(churners, groups));
    }

    /** The number of distinct scores. */
    int size() {
        return scores.length;
    }

    /** All customers. */
    long allCustomers() {
        return Arrays.stream(customers).asLongStream().sum();
    }

    /** All customers who left. */
    long allChurners() {
        return Arrays.stream(churners).asLongStream().sum();
    }

    private static double[] sorted(double[] scores, boolean[] churned, boolean wanted) {
        double[] chosen = new double[scores.length];
        int count = 0;
        for (int row = 0; row < scores.length; row++) {
            if (Double.isNaN(scores[row])) {
                throw new IllegalArgumentException("a score must be a number, was NaN in row " + row);
            }
            if (churned[row] == wanted) {
                chosen[count++] = scores[row] + 0.0;
            }
        }
        double[] sorted = Arrays.copyOf(chosen, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double lower(double[] a, int i, double[] b, int j) {
        if (i == a.length) {
            return b[j];
        }
        return j == b.length ? a[i] : Math.min(a[i], b[j]);
    }

    private static int endOfTies(double[] sorted, int from, double score) {
        int end = from;
        while (end < sorted.length && sorted[end] == score) {
            end++;
        }
        return end;
    }
}
